/** What the samples are made of: random but reproducible values. */
import { below, pick } from '../random.ts';
import type { Random } from '../random.ts';

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
