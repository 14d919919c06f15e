import type { HostBootSource } from '../services/applier/index.ts';
import { readVariables } from './boot-files.ts';
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

const OWN_VARIABLES = '/sys/firmware/efi/efivars';
const machines: Readonly<Record<string, number>> = { x64: 0x8664, arm64: 0xaa64, ia32: 0x14c };

/** What the applier asks whether this host boots. Nothing is read yet. */
export const hostBootOf = ({ text }: Pick<Invocation, 'text'>): HostBootSource => ({
  readVariables: () => readVariables(text('efivars') ?? OWN_VARIABLES),
  readKernels: async () => new Map(),
  machine: machines[process.arch] ?? 0x8664,
});
