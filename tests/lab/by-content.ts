/**
 * `make`, but once for equal bytes: the last `limit` answers are kept, with copies of what they were made of, so that a
 * test may change its bytes afterwards. For what tests ask of the same boot files again and again; `make` must be pure.
 */
export const byContent = <Made>(
  make: (bytes: Uint8Array) => Made,
  limit = 64,
): ((bytes: Uint8Array) => Made) => {
  const known: { bytes: Buffer; made: Made }[] = [];
  return (bytes) => {
    const before = known.find((each) => each.bytes.equals(bytes));
    if (before !== undefined) return before.made;
    const made = make(bytes);
    known.unshift({ bytes: Buffer.from(bytes), made });
    known.splice(limit);
    return made;
  };
};
