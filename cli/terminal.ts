/** Output of a command: results on stdout, progress and errors on stderr, colour only on a terminal. */

export type Stream = { write: (text: string) => unknown; isTTY?: boolean };

export type Terminal = {
  /** A line of the result. Silent with --json. */
  print: (line?: string) => void;
  /** The one document of --json: only the first call prints. Silent without --json. */
  document: (value: unknown) => void;
  /** A line of progress or a warning, on stderr. */
  say: (line: string) => void;
  readonly json: boolean;
  readonly paint: Paint;
};

type Colour = 'bold' | 'dim' | 'green' | 'red' | 'yellow';
export type Paint = Record<Colour, (text: string) => string>;

const codes: Record<Colour, number> = { bold: 1, dim: 2, green: 32, red: 31, yellow: 33 };

/** Colours if `stream` is a terminal and NO_COLOR is unset or empty (https://no-color.org). */
export const paintFor = (stream: Stream, env: NodeJS.ProcessEnv): Paint => {
  const on = stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const painter = (colour: Colour) => (text: string) =>
    on ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
  return {
    bold: painter('bold'),
    dim: painter('dim'),
    green: painter('green'),
    red: painter('red'),
    yellow: painter('yellow'),
  };
};

/** bigint as a number while that is exact, else as a decimal string; bytes as hex. */
const jsonValue = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') {
    return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= 0n ? Number(value) : value.toString();
  }
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
};

/** The JSON text of a result, for --json. */
export const toJson = (value: unknown): string => JSON.stringify(value, jsonValue, 2);

export const openTerminal = ({
  stdout,
  stderr,
  env,
  json,
}: {
  stdout: Stream;
  stderr: Stream;
  env: NodeJS.ProcessEnv;
  json: boolean;
}): Terminal => {
  let isPrinted = false;
  return {
    json,
    paint: paintFor(stdout, env),
    print: (line = '') => {
      if (!json) stdout.write(`${line}\n`);
    },
    document: (value) => {
      if (!json || isPrinted) return;
      isPrinted = true;
      stdout.write(`${toJson(value)}\n`);
    },
    say: (line) => {
      stderr.write(`${line}\n`);
    },
  };
};

/** Columns padded to the widest cell of each, two spaces between. */
export const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};
