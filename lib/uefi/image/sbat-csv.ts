/**
 * SBAT's CSV exactly as shim 16.1 reads it (csv.c, parse_csv_data): lines end at CR, LF or NUL and empty ones do not
 * count, a UTF-8 byte order mark is skipped, there are no quotes, and a line without a comma has no column at all.
 * Latin-1, so that names compare as their bytes do.
 */
export const readCsvRows = (text: string, columns: number): string[][] =>
  text
    .replace(/^\xef\xbb\xbf/, '')
    .split(/[\r\n\0]+/)
    .filter((line) => line !== '')
    .map((line) => (line.includes(',') ? line.split(',').slice(0, columns) : []));

/** Fewer columns, or an empty one, and shim takes nothing of the text. */
export const isWholeRow = (row: readonly string[], required: number): boolean =>
  row.length >= required && row.every((field) => field !== '');

/** atoi into a UINT16: what is no number is 0, and 65536 is 0 again (sbat.c, verify_single_entry). */
export const parseGeneration = (text: string): number => {
  const [, digits = ''] = /^[ \t]*(\d*)/.exec(text) ?? [];
  return [...digits].reduce((value, digit) => (value * 10 + Number(digit)) % 0x1_0000, 0);
};
