const MAX_OUTPUT_CHARS = 1024 * 1024;
const MAX_NOISE_CHARS = 4000;
const TAIL_CHARS = 2000;

/** Keeps the newest lines, up to about `maxChars` characters in all. */
const createTail = (maxChars: number) => {
  const lines: string[] = [];
  let chars = 0;
  return {
    push: (line: string): void => {
      lines.push(line);
      chars += line.length + 1;
      // In halves: dropping line by line from the front of a long array would cost its length each time.
      if (chars > 2 * maxChars)
        chars = lines.splice(0, lines.length / 2).reduce((left, { length }) => left - length - 1, chars);
    },
    text: (): string =>
      lines
        .map((line) => `${line}\n`)
        .join('')
        .slice(-maxChars),
  };
};

export type GuestConsole = {
  take: (line: string) => void;
  /** What the command printed. */
  output: () => string;
  /** The end of everything, for a failure's message. */
  tail: () => string;
};

/**
 * Tells the command's lines from the kernel's on the one console that both print to: the command's are between two
 * lines equal to `marker`, which nobody can guess.
 */
export const createGuestConsole = (marker: string, onLine: (line: string) => void): GuestConsole => {
  const output = createTail(MAX_OUTPUT_CHARS);
  const noise = createTail(MAX_NOISE_CHARS);
  let isCommand = false;
  let hasEmptyLine = false;
  const emit = (line: string): void => {
    output.push(line);
    onLine(line);
  };
  // The second marker has a line break before it, for output that ends in none: the last empty line is not output.
  const takeOutput = (line: string): void => {
    if (hasEmptyLine) emit('');
    hasEmptyLine = line === '';
    if (!hasEmptyLine) emit(line);
  };
  return {
    take: (line) => {
      if (line === marker) isCommand = !isCommand;
      else if (isCommand) takeOutput(line);
      else noise.push(line);
    },
    output: output.text,
    tail: () => `${noise.text()}${output.text()}`.trim().slice(-TAIL_CHARS),
  };
};
