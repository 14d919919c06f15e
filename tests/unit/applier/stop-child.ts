/** Applies a plan and waits before one step until it may go on: `<root> <key file> <plan> <step>[@<n>]`. */
import { existsSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSigningKey, signPlan } from '../../../lib/trust/index.ts';
import { applyPlan } from '../../../services/applier/index.ts';
import { allBlobs, espPlan, firstPlan } from '../../lab/applier/plans.ts';
import { depsAt } from '../../lab/applier/site.ts';

const [root = '', keyFile = '', which = '', point = ''] = process.argv.slice(2);
const [phase = '', count = '1'] = point.split('@');
const POLL_MS = 10;

const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort(new Error('stopped by SIGTERM')));

const sleepSync = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

let remaining = Number(count);
const pauseOnce = (reached: string): void => {
  if (reached !== phase) return;
  remaining -= 1;
  if (remaining !== 0) return;
  writeSync(1, 'reached\n');
  while (!existsSync(join(root, 'go-on'))) sleepSync(POLL_MS);
};

const key = parseSigningKey(await readFile(keyFile, 'utf8'), keyFile);
const deps = { ...(await depsAt(root, { key, blobs: allBlobs })), failPoint: pauseOnce };
const plan = which === 'esp' ? espPlan : firstPlan;
const { outcome, code } = await applyPlan(signPlan(plan, key), deps, { signal: stopping.signal });
writeSync(1, `${outcome} ${code}\n`);
