/** What the samples are made of: random but reproducible values. */

/** Random numbers of 0 to below 1, the same for the same seed (mulberry32). */
export type Random = () => number;

export const seededRandom = (seed: number): Random => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
export const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
};
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const hexOf = (random: Random, bytes: number): string =>
  times(bytes, () => below(random, 256).toString(16).padStart(2, '0')).join('');
export const digest = (random: Random): string => hexOf(random, 32);
export const bytes = (random: Random, length: number): Uint8Array =>
  Uint8Array.from(times(length, () => below(random, 256)));
export const word = (random: Random): string => `w-${below(random, 1e9).toString(36)}`;
export const uint64 = (random: Random): bigint =>
  pick(random, [0n, 1n, 0xffff_ffffn, 0x1_0000_0000n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]);
export const ordinal = (random: Random): bigint => pick(random, [1n, 2n, 2n ** 53n + 1n, 2n ** 64n - 1n]);
export const timeMs = (random: Random): bigint => 1n + BigInt(below(random, 2 ** 48));
export const uint32 = (random: Random): number => pick(random, [0, 1, 0x7fff_ffff, 0xffff_ffff]);
export const detail = (random: Random): string =>
  pick(random, ['', 'no space', 'ünïcode € 💾', 'line\nline']);

/** Sorted and unique. */
export const paths = (random: Random, count: number): string[] => {
  const names = times(
    count,
    () => `EFI/${pick(random, ['debian', 'BOOT', 'ünïcode €', '💾'])}/${word(random)}`,
  );
  return [...new Set(names)].sort();
};
