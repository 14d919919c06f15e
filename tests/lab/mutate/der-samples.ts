/** A DER writer for tests, which can also write what DER forbids. */
export const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const octets = content.length < 0x100 ? 1 : content.length < 0x1_0000 ? 2 : 3;
  const length = Buffer.alloc(octets);
  length.writeUIntBE(content.length, 0, octets);
  return Buffer.concat([Buffer.from([tag, 0x80 | octets]), length, content]);
};

/** The same element with a length of four octets, as BER allows. */
export const withLongLength = (element: Buffer): Buffer => {
  const skip = (element[1] ?? 0) < 0x80 ? 2 : 2 + ((element[1] ?? 0) & 0x7f);
  const content = element.subarray(skip);
  const head = Buffer.from([element[0] ?? 0, 0x84, 0, 0, 0, 0]);
  head.writeUInt32BE(content.length, 2);
  return Buffer.concat([head, content]);
};

export const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
export const set = (...contents: readonly Uint8Array[]): Buffer => der(0x31, ...contents);
export const octets = (content: Uint8Array): Buffer => der(0x04, content);
export const integer = (...bytes: readonly number[]): Buffer => der(0x02, Buffer.from(bytes));

const arcOctets = (arc: number): number[] => {
  const octetsOfArc = [arc & 0x7f];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
    octetsOfArc.unshift((rest & 0x7f) | 0x80);
  return octetsOfArc;
};

export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([...arcOctets(first * 40 + second), ...rest.flatMap(arcOctets)]));
};
