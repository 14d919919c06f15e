/** When a host's facts are worth publishing. Decided over plain data. */
import type { HostFacts } from '../../lib/wire/types.ts';

export type LastFacts = { facts: HostFacts; publishedAtMs: number } | null;

/** Facts are published again after this long even if nothing changed, so that a host is seen to live. */
export const factsMaxAgeMs = 24 * 60 * 60 * 1000;
/** A plan that expired before the host came back is asked for again, but not more often than this. */
export const factsMinAgeMs = 60 * 60 * 1000;

/** What counts as a change: all but the time, and free space only by whole mebibytes, which drifts with every file. */
const substanceOf = (facts: HostFacts): string =>
  JSON.stringify(
    { ...facts, observedAtMs: 0n, esp: { ...facts.esp, freeBytes: facts.esp.freeBytes >> 20n } },
    (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  );

/**
 * True if `facts` should be published after `last`. `asked` is true when the host could not use its plan and wants
 * another one for the same facts (the plan had expired).
 */
export const areFactsDue = (
  facts: HostFacts,
  { last, nowMs, asked }: { last: LastFacts; nowMs: number; asked: boolean },
): boolean => {
  if (last === null || substanceOf(facts) !== substanceOf(last.facts)) return true;
  const ageMs = Math.abs(nowMs - last.publishedAtMs);
  return ageMs >= (asked ? factsMinAgeMs : factsMaxAgeMs);
};
