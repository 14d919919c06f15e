import { boundBytes, utf16Text } from '../bytes/byte-reader.ts';

/** One entry that fallback would make: `file` is relative to the CSV's directory. */
export type BootCsvEntry = { line: number; file: string; label: string; arguments: string };

/**
 * What is wrong with a line of a CSV.
 * @errors boot files
 */
export type BootCsvProblemCode =
  /** A line of a `BOOT*.CSV` has no file name. @remedy Correct the line: `file,label,options,comment`. */
  | 'NO_FILE'
  /** A line of a `BOOT*.CSV` has no label. @remedy Correct the line: `file,label,options,comment`. */
  | 'NO_LABEL'
  /** A `BOOT*.CSV` is not UTF-16: it has an odd number of bytes. @remedy Write it as UTF-16LE. */
  | 'ODD_LENGTH';

/** `line` counts from 1; 0 is the file as a whole. */
export type BootCsvProblem = { code: BootCsvProblemCode; line: number };

export type BootCsv = { entries: BootCsvEntry[]; problems: BootCsvProblem[] };

const MAX_BYTES = 1 << 16;

/**
 * The text of a file in UTF-16LE as shim reads it: without a byte order mark and up to the first NUL.
 * @throws {UefiError} TOO_LARGE above 64 KiB
 */
export const shimText = (bytes: Uint8Array, what: string): string => {
  const text = utf16Text(boundBytes(bytes, MAX_BYTES, what));
  const end = text.indexOf('\0');
  return text.slice(text.startsWith('\ufeff') ? 1 : 0, end === -1 ? undefined : end);
};

/**
 * BOOTX64.CSV (or BOOT.CSV) as shim's fallback reads it: UTF-16LE, a line an entry, `file,label,arguments,comment`
 * (fallback.c, try_boot_csv and populate_stanza). There is no quoting. A line without file or label is a problem:
 * fallback skips it if the field is empty, and reads on into the next line if its comma is missing.
 * @throws {UefiError} TOO_LARGE above 64 KiB
 */
export const parseBootCsv = (bytes: Uint8Array): BootCsv => {
  const result: BootCsv = { entries: [], problems: [] };
  if (bytes.length % 2 !== 0) result.problems.push({ code: 'ODD_LENGTH', line: 0 });
  const lines = shimText(bytes, 'boot CSV').split(/\r\n|\r|\n/);
  for (const [index, text] of lines.entries()) {
    if (text === '') continue;
    const line = index + 1;
    const [file = '', label = '', args = ''] = text.split(',', 3);
    if (file === '') result.problems.push({ code: 'NO_FILE', line });
    else if (label === '') result.problems.push({ code: 'NO_LABEL', line });
    else result.entries.push({ line, file, label, arguments: args });
  }
  return result;
};
