import type { CheckOptions } from '../services/auditor/index.ts';
import { UsageError } from './command.ts';
import type { Invocation, OptionSpecs } from './command.ts';

export const auditOptions = {
  'min-free': { value: 'BYTES', help: 'fail the audit if less space than this is free (default 1048576)' },
} satisfies OptionSpecs;

const defaultMinFreeBytes = 1024n * 1024n;

/** The limits by which the auditor fails a host. Throws UsageError. */
export const checkOptionsOf = ({ text, has }: Pick<Invocation, 'text' | 'has'>): CheckOptions => {
  const minFree = text('min-free');
  if (minFree !== undefined && !/^\d{1,18}$/.test(minFree)) {
    throw new UsageError(`--min-free takes a number of bytes, not ${JSON.stringify(minFree)}`);
  }
  return {
    allowAnyFilesystem: has('allow-any-fs'),
    minFreeBytes: minFree === undefined ? defaultMinFreeBytes : BigInt(minFree),
  };
};
