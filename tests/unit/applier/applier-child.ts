/** One call of the applier in a process of its own, so that it can be killed: `<root> <key file> <task> <fail point>`. */
import { readFile } from 'node:fs/promises';
import { parseSigningKey, signPlan } from '../../../lib/trust/index.ts';
import { applyPlan, concludeAudit, failPointFrom, recover } from '../../../services/applier/index.ts';
import type { Plan } from '../../../lib/wire/types.ts';
import type { ApplierDeps } from '../../../services/applier/index.ts';
import { allBlobs, espPlan, firstPlan, secondPlan } from '../../lab/applier/plans.ts';
import { depsAt } from '../../lab/applier/site.ts';

const [root = '', keyFile = '', task = '', failPoint = ''] = process.argv.slice(2);

const failedAuditOf = ({ planId, generation }: Plan) =>
  ({ planId, generation, checks: [{ name: 'files-present', result: 'fail' }] }) as const;

const tasks: Record<string, (deps: ApplierDeps) => Promise<unknown>> = {
  first: (deps) => applyPlan(signPlan(firstPlan, key), deps),
  second: (deps) => applyPlan(signPlan(secondPlan, key), deps),
  esp: (deps) => applyPlan(signPlan(espPlan, key), deps),
  'roll-back': (deps) => concludeAudit(failedAuditOf(firstPlan), deps),
  'roll-back-esp': (deps) => concludeAudit(failedAuditOf(espPlan), deps),
  recover: (deps) => recover(deps),
};

/** What a test says when the fail point was not reached. */
const describe = (result: unknown): string =>
  JSON.stringify(result, ['outcome', 'code', 'detail', 'actions', 'kind', 'why', 'clean']);

const key = parseSigningKey(await readFile(keyFile, 'utf8'), keyFile);
const deps = await depsAt(root, { key, blobs: allBlobs });
process.stdout.write(describe(await tasks[task]?.({ ...deps, failPoint: failPointFrom(failPoint) })));
