/** Counts and sizes in words for people. `--json` and the wire carry plain numbers. */

/** `1 host`, `2 hosts`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size for people, in three digits or so: `512 B`, `6.2 MiB`, `252 GiB`. */
export const humanBytes = (bytes: bigint | number): string => {
  let value = Number(bytes);
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
};
