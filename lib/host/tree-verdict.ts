import type { Check } from '../wire/types.ts';

/** The auditor's checks that a swap can answer for. */
const treeChecks: readonly string[] = ['files-present', 'files-absent'];

/**
 * What an audit says of the swapped trees alone: `fail` if a file of the plan is missing, altered or should be gone;
 * `unknown` if the files could not be judged. A full ESP or a stage that somebody left fails an audit too, but
 * exchanging trees back would not mend it.
 */
export const treeVerdict = (checks: readonly Pick<Check, 'name' | 'result'>[]): Check['result'] => {
  const results = checks.filter(({ name }) => treeChecks.includes(name)).map(({ result }) => result);
  if (results.includes('fail')) return 'fail';
  return results.includes('pass') && !results.includes('unknown') ? 'pass' : 'unknown';
};
