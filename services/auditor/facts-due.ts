/** When a host's facts are worth publishing. Decided over plain data. */
import { encodeHostFacts } from '../../lib/wire/index.ts';
import type { HostFacts } from '../../lib/wire/types.ts';

export type LastFacts = { facts: HostFacts; publishedAtMs: number } | null;

/** Facts are published again after this long even if nothing changed, so that a host is seen to live. */
export const factsMaxAgeMs = 24 * 60 * 60 * 1000;
/** A plan that expired before the host came back is asked for again, but not more often than this. */
export const factsMinAgeMs = 60 * 60 * 1000;

const mebibyte = 1024n * 1024n;
/** Of the file system's size; of 512 MiB it is one. A plain directory's disk is written to by everybody. */
const freeSpaceParts = 512n;

/** What counts as a change, but for free space: all but the time. */
const substanceOf = (facts: HostFacts): Uint8Array =>
  encodeHostFacts({ ...facts, observedAtMs: 1n, esp: { ...facts.esp, freeBytes: 0n } });

const hasFreeSpaceChanged = ({ esp }: HostFacts, { esp: last }: HostFacts): boolean => {
  const part = esp.totalBytes / freeSpaceParts;
  const change =
    esp.freeBytes > last.freeBytes ? esp.freeBytes - last.freeBytes : last.freeBytes - esp.freeBytes;
  return change >= (part > mebibyte ? part : mebibyte);
};

/**
 * True if `facts` should be published after `last`. `asked` is true when the host could not use its plan and wants
 * another one for the same facts (the plan had expired).
 */
export const areFactsDue = (
  facts: HostFacts,
  { last, nowMs, asked }: { last: LastFacts; nowMs: number; asked: boolean },
): boolean => {
  if (last === null || hasFreeSpaceChanged(facts, last.facts)) return true;
  if (Buffer.compare(substanceOf(facts), substanceOf(last.facts)) !== 0) return true;
  const ageMs = Math.abs(nowMs - last.publishedAtMs);
  return ageMs >= (asked ? factsMinAgeMs : factsMaxAgeMs);
};
