import type { PayloadFile, PayloadSource } from '../wire/types.ts';

/** A file of a payload, and its path on this machine. */
export type SourceFile = PayloadFile & { source: string };

/** What one PATH brings. `optional` files give way to the same path from elsewhere. */
export type PayloadPart = {
  files: (SourceFile & { optional?: boolean })[];
  sources: PayloadSource[];
  /** For people: what was left out and why. */
  notes: string[];
};

export type Payload = {
  /** Sorted by path. */
  files: SourceFile[];
  sources: PayloadSource[];
  notes: string[];
  /** Removes what was unpacked; the files' sources may be gone afterwards. Safe to call twice. */
  dispose: () => Promise<void>;
};

/** Bounds on one payload; a boot loader set is some 10 MB in 10 files. */
export const payloadLimits = { files: 4096, bytes: 1024n * 1024n * 1024n } as const;
