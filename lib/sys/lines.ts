import { StringDecoder } from 'node:string_decoder';

const MAX_LINE_CHARS = 64 * 1024;

export type LineSplitter = { push: (chunk: Uint8Array) => void; end: () => void };

/**
 * Cuts a stream of UTF-8 bytes into lines without their `\n` or `\r\n`. A line longer than 64 Ki characters is
 * handed on in pieces: what a child process prints must not fill our memory.
 */
export const createLineSplitter = (onLine: (line: string) => void): LineSplitter => {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const emit = (line: string): void => onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) emit(line);
    if (rest.length <= MAX_LINE_CHARS) return;
    onLine(rest);
    rest = '';
  };
  return {
    push: (chunk) => take(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))),
    end: () => {
      take(decoder.end());
      if (rest !== '') emit(rest);
      rest = '';
    },
  };
};
