const fill = (target: Buffer, part: Uint8Array, at: number): number => {
  const count = Math.min(part.length, target.length - at);
  target.set(part.subarray(0, count), at);
  return count;
};

/** The same bytes in pieces of exactly `chunkBytes`, the last one shorter; none for empty content. */
export async function* inChunks(
  content: AsyncIterable<Uint8Array>,
  chunkBytes: number,
): AsyncGenerator<Uint8Array> {
  let chunk = Buffer.allocUnsafe(chunkBytes);
  let used = 0;
  for await (const part of content) {
    for (let taken = 0; taken < part.length;) {
      const count = fill(chunk, part.subarray(taken), used);
      taken += count;
      used += count;
      if (used < chunkBytes) continue;
      yield chunk;
      chunk = Buffer.allocUnsafe(chunkBytes);
      used = 0;
    }
  }
  if (used > 0) yield chunk.subarray(0, used);
}
