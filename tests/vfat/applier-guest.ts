/** The applier in a guest, on its vfat: `<share> <key file> <task> [fail point]`. Prints the result as JSON. */
import { readFile } from 'node:fs/promises';
import { parseSigningKey, signPlan } from '../../lib/trust/index.ts';
import { applyPlan, concludeAudit, failPointFrom, recover } from '../../services/applier/index.ts';
import type { ApplierDeps } from '../../services/applier/index.ts';
import { depsAt } from '../unit/applier/site.ts';
import { bigPlan, newBigTree } from './applier-plans.ts';

const [share = '', keyFile = '', task = '', failPoint = ''] = process.argv.slice(2);
const key = parseSigningKey(await readFile(keyFile, 'utf8'), keyFile);

const auditOf = (verdict: 'pass' | 'fail') => ({
  planId: bigPlan.planId,
  generation: bigPlan.generation,
  checks: [{ name: 'files-present', result: verdict }],
});

const tasks: Record<string, (deps: ApplierDeps) => Promise<unknown>> = {
  apply: (deps) => applyPlan(signPlan(bigPlan, key), deps),
  pass: (deps) => concludeAudit(auditOf('pass'), { ...deps, retain: 'none' }),
  fail: (deps) => concludeAudit(auditOf('fail'), deps),
  recover: (deps) => recover(deps),
};

const deps: ApplierDeps = {
  ...(await depsAt(share, { key, blobs: newBigTree })),
  espRoot: '/run/esp',
  allowAnyFilesystem: false,
  failPoint: failPointFrom(failPoint),
};
const result = await tasks[task]?.(deps);
process.stdout.write(
  `${JSON.stringify(result, ['outcome', 'code', 'detail', 'actions', 'kind', 'why', 'paths', 'clean'])}\n`,
);
