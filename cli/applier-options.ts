import { UsageError } from './command.ts';
import type { Invocation, OptionSpecs } from './command.ts';

export const retainOptions = {
  retain: {
    value: 'previous|none',
    help: 'keep the previous tree on the ESP for rollback, or remove it once the audit has passed (default previous)',
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
    help: 'plan and apply without a proof that the host boots: for image builds and hosts without UEFI',
  },
} satisfies OptionSpecs;
