/** The applier in a guest, on its vfat: `<share> <key file> <task> [fail point]`. Prints the result as JSON. */
import { open, readFile } from 'node:fs/promises';
import { parseSigningKey, signPlan } from '../../lib/trust/index.ts';
import { applyPlan, concludeAudit, failPointFrom, recover } from '../../services/applier/index.ts';
import type { ApplierDeps } from '../../services/applier/index.ts';
import { depsAt } from '../lab/applier/site.ts';
import { bigPlan, newBigTree } from './applier-plans.ts';

const [share = '', keyFile = '', task = '', failPoint = ''] = process.argv.slice(2);
const key = parseSigningKey(await readFile(keyFile, 'utf8'), keyFile);

const auditOf = (verdict: 'pass' | 'fail') => ({
  planId: bigPlan.planId,
  generation: bigPlan.generation,
  checks: [{ name: 'files-present', result: verdict }],
});

const whileHeld = async ({ espRoot }: ApplierDeps, work: () => Promise<unknown>): Promise<unknown> => {
  const handle = await open(`${espRoot}/unrelated.txt`);
  try {
    return await work();
  } finally {
    await handle.close();
  }
};

const tasks: Record<string, (deps: ApplierDeps) => Promise<unknown>> = {
  apply: (deps) => applyPlan(signPlan(bigPlan, key), deps),
  pass: (deps) => concludeAudit(auditOf('pass'), { ...deps, retain: 'none' }),
  fail: (deps) => concludeAudit(auditOf('fail'), deps),
  recover: (deps) => recover(deps),
  'dry-run': (deps) => recover(deps, { dryRun: true }),
  // Somebody else has a file of the ESP open, so that it cannot be unmounted.
  'held-recover': (deps) => whileHeld(deps, () => recover(deps)),
  'held-apply': (deps) => whileHeld(deps, () => applyPlan(signPlan(bigPlan, key), deps)),
};

const deps: ApplierDeps = {
  ...(await depsAt(share, { key, blobs: newBigTree })),
  espRoot: '/run/esp',
  allowAnyFilesystem: false,
  failPoint: failPointFrom(failPoint),
};
const result = await tasks[task]?.(deps);
const printed = 'outcome code detail actions kind why paths clean space lostClusters fsckFiles'.split(' ');
process.stdout.write(`${JSON.stringify(result, printed)}\n`);
