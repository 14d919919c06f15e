/** Memory that is still held after a full collection, at a point of a run. */
export type MemoryPoint = { runs: number; heapBytes: number; residentBytes: number };

/** Loaded, compiled and cached once: what grows until then is no leak. */
const WARM_UP_SHARE = 0.3;
const LAST_QUARTER = 0.75;
const MIB = 1024 ** 2;

/** @throws {Error} if node runs without --expose-gc */
export const memoryPoint = (runs: number): MemoryPoint => {
  if (globalThis.gc === undefined) throw new Error('memory is measured with node --expose-gc');
  // Twice: what the first finalizes, X.509 certificates of OpenSSL among it, the second frees.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { runs, heapBytes: heapUsed + arrayBuffers, residentBytes: rss };
};

const slopeOf = (points: readonly (readonly [x: number, y: number])[]): number => {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return above / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
};

export type Growth = {
  /** What the whole run adds, by the slope after its warm-up: a leak of 11 bytes an input are 2 MiB in 200 000. */
  heapMiB: number;
  /** By how much the process was larger at the end than ever before its last quarter; allocators give little back. */
  residentMiB: number;
};

export const growthOf = (points: readonly MemoryPoint[]): Growth => {
  const last = points.at(-1)?.runs ?? 0;
  const warm = points.filter(({ runs }) => runs >= last * WARM_UP_SHARE);
  if (warm.length < 3) return { heapMiB: 0, residentMiB: 0 };
  const heapSlope = slopeOf(warm.map(({ runs, heapBytes }) => [runs, heapBytes]));
  const early = points
    .filter(({ runs }) => runs <= last * LAST_QUARTER)
    .map(({ residentBytes }) => residentBytes);
  const grown = (points.at(-1)?.residentBytes ?? 0) - Math.max(...early);
  return { heapMiB: (heapSlope * last) / MIB, residentMiB: Math.max(0, grown) / MIB };
};
