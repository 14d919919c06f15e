import { shimText } from './boot-csv.ts';

/**
 * The second stage that options.csv beside shim 16 or newer names, relative to shim's directory, or null if it names
 * none. That is all before the first comma, line ends included: shim does not split lines (shim.c, load_shim_options),
 * so that a name without a comma after it ends in the file's newline and is not found.
 * @throws {UefiError} TOO_LARGE above 64 KiB
 */
export const secondStageOfOptionsCsv = (bytes: Uint8Array): string | null => {
  const [name = ''] = shimText(bytes, 'options.csv').split(',', 1);
  return name === '' ? null : name;
};
