import type { Check } from '../wire/types.ts';

/** The auditor's checks that a swap can break. */
const treeChecks: readonly string[] = ['files-present', 'files-absent'];

/**
 * The result of an audit for the swapped trees alone: `fail` if a file of the plan is missing, altered or not deleted;
 * `unknown` if the files could not be judged. A full ESP or a stale stage fails an audit too, but
 * restoring the previous tree would not fix that.
 */
export const treeVerdict = (checks: readonly Pick<Check, 'name' | 'result'>[]): Check['result'] => {
  const results = checks.filter(({ name }) => treeChecks.includes(name)).map(({ result }) => result);
  if (results.includes('fail')) return 'fail';
  return results.includes('pass') && !results.includes('unknown') ? 'pass' : 'unknown';
};
