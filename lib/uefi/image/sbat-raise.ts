import { findRevoked } from './sbat.ts';
import type { SbatEntry } from './sbat.ts';
import { parseSbatLevel } from './sbat-level.ts';
import type { SbatLevel, SbatLevels } from './sbat-level.ts';

/** SbatPolicy: what the owner asked of shim for its next start; without the variable nothing was asked. */
export type SbatPolicy = 'latest' | 'automatic' | 'reset' | null;

/** `isReset`: it replaces the level that holds, even a higher one. */
export type SbatCandidate = { level: SbatLevel; isReset: boolean };

/**
 * `kept`: the level stays. `raised`, `reset`: it is replaced. `self-revokes`: the candidate would revoke this shim, is
 * not applied, and shim does not go on (from its own `.sbatlevel`) or goes on without it (from a revocations file).
 */
export type SbatOutcome = { level: SbatLevel; outcome: 'kept' | 'raised' | 'reset' | 'self-revokes' };

export type RaiseOptions = {
  /** The running shim's own `.sbat`. */
  shim: readonly Pick<SbatEntry, 'component' | 'generation'>[];
  /** shim 16 looks whether it would revoke itself before it writes; 15.8 writes, and then fails its self-check. */
  refusesSelfRevocation: boolean;
};

/** What shim resets to, and the lowest level there is (SBAT_VAR_ORIGINAL). */
export const ORIGINAL_SBAT_LEVEL: SbatLevel = parseSbatLevel('sbat,1,2021030218\n');

const DATE_LENGTH = 10;

/** The text behind the `n`th comma of all (nth_sbat_field): for a sane level the fields of its first row. */
const fromField = (text: string, n: number): string => text.split(',').slice(n).join(',');

/** Longer is higher, of equally long ones the later in byte order: versions are numbers without leading zeros. */
const isVersionHigher = (current: string, candidate: string): boolean =>
  current.length > candidate.length || (current.length === candidate.length && current > candidate);

const versionOf = (text: string): string => {
  const from = fromField(text, 1);
  return from.slice(0, Math.max(0, from.length - fromField(text, 2).length - 1));
};

const dateOf = (text: string): string => fromField(text, 2).slice(0, DATE_LENGTH);

/** Does the level that holds stay, because the candidate is not newer? (preserve_sbat_uefi_variable) */
const isPreserved = (current: SbatLevel, candidate: SbatLevel): boolean => {
  if (current.text.length < ORIGINAL_SBAT_LEVEL.text.length || !current.text.startsWith('sbat,'))
    return false;
  if (isVersionHigher(versionOf(current.text), versionOf(candidate.text))) return true;
  return dateOf(current.text) >= dateOf(candidate.text);
};

/**
 * The level that shim offers to apply: with Secure Boot off, and nothing asked, it resets (set_sbat_uefi_variable).
 * `isSecureBootOn`: as firmware has it; shim has not read its own switch, MokSBState, when it does this.
 */
export const chooseCandidate = (
  levels: SbatLevels,
  { policy, isSecureBootOn }: { policy: SbatPolicy; isSecureBootOn: boolean },
): SbatCandidate => {
  if (policy === 'latest') return { level: levels.latest, isReset: false };
  if (policy === 'automatic' || isSecureBootOn) return { level: levels.automatic, isReset: false };
  return { level: ORIGINAL_SBAT_LEVEL, isReset: true };
};

/**
 * The level that holds after shim was offered a candidate. `current`: null if the variable does not exist, and then the
 * candidate is written without a look at what it revokes. Source: shim 16.1, sbat.c, set_sbat_uefi_variable.
 */
export const raiseLevel = (
  current: SbatLevel | null,
  candidate: SbatCandidate,
  { shim, refusesSelfRevocation }: RaiseOptions,
): SbatOutcome => {
  const applied: SbatOutcome = { level: candidate.level, outcome: candidate.isReset ? 'reset' : 'raised' };
  if (current === null) return applied;
  if (!candidate.isReset && isPreserved(current, candidate.level)) return { level: current, outcome: 'kept' };
  if (refusesSelfRevocation && findRevoked(shim, candidate.level) !== null)
    return { level: current, outcome: 'self-revokes' };
  return applied;
};
