import { UsageError } from './command.ts';
import type { Invocation, OptionSpecs } from './command.ts';

export const retainOptions = {
  retain: {
    value: 'previous|none',
    help: 'after a successful audit, keep the previous tree on the ESP for rollback or delete it (default previous)',
  },
} satisfies OptionSpecs;

/** Throws UsageError. */
export const retainOf = ({ text }: Pick<Invocation, 'text'>): 'previous' | 'none' => {
  const retain = text('retain') ?? 'previous';
  if (retain === 'previous' || retain === 'none') return retain;
  throw new UsageError(`--retain takes previous or none, not ${JSON.stringify(retain)}`);
};

export const unprovenOptions = {
  unproven: {
    help: 'do not predict whether the host boots, and accept plans without that proof; for image builds and hosts without UEFI',
  },
} satisfies OptionSpecs;
