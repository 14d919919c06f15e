/** Runs beside the ESP: times `publish --wait` against `up`, puts the old tree back, and times `apply`. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../lib/sys/index.ts';
import { repoRoot } from '../tests/lab/tools.ts';
import { millisecondsOf, startUntil } from './measure.ts';

export type Timing = { publishMs: number; applyMs: number };

type Orders = {
  /** The path of bin/bootswap, built. */
  bootswap: string;
  esp: string;
  pristine: string;
  scratch: string;
  debs: string[];
  resultsPath: string;
};

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
/** Of a machine with Secure Boot on, so that the proof is part of what is timed. */
const firmware = ['--efivars', join(repoRoot(), 'tests/fixtures/secure-boot/efivars-ovmf-ms-shim16.1')];
const anyFs = process.argv[3] === 'any-fs' ? ['--allow-any-fs'] : [];
const { bootswap } = orders;

const command = async (...args: string[]): Promise<void> => {
  const { code, stderr } = await run(process.execPath, [bootswap, ...args], { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`bootswap ${args[0]} ended with status ${code}: ${stderr}`);
};

const timePublish = async (): Promise<number> => {
  const state = join(orders.scratch, 'up');
  const empty = join(orders.scratch, 'empty');
  await mkdir(empty, { recursive: true });
  const host = ['--host', 'bench', '--esp', orders.esp, '--payload-dir', empty, ...firmware, ...anyFs];
  const { process: up } = await startUntil(
    process.execPath,
    [bootswap, 'up', '--state-dir', state, ...host],
    '"up"',
  );
  const ms = await millisecondsOf(() =>
    command('publish', ...orders.debs, '--vendor', 'debian', '--wait', '--state-dir', state),
  );
  up.kill('SIGTERM');
  await up.exited;
  return ms;
};

const putBack = async (): Promise<void> => {
  await rm(join(orders.esp, 'EFI'), { recursive: true, force: true });
  await cp(join(orders.pristine, 'EFI'), join(orders.esp, 'EFI'), { recursive: true });
};

const timeApply = (): Promise<number> => {
  const state = join(orders.scratch, 'apply');
  const payloads = orders.debs.flatMap((deb) => ['--payload', deb]);
  return millisecondsOf(() =>
    command(
      'apply',
      '--host',
      'bench',
      '--esp',
      orders.esp,
      ...payloads,
      '--state-dir',
      state,
      ...firmware,
      ...anyFs,
    ),
  );
};

await rm(orders.scratch, { recursive: true, force: true });
await mkdir(orders.scratch, { recursive: true });
const publishMs = await timePublish();
await putBack();
const applyMs = await timeApply();
await readFile(join(orders.esp, 'EFI', 'debian', 'shimx64.efi'));
await writeFile(orders.resultsPath, JSON.stringify({ publishMs, applyMs } satisfies Timing));
process.exit(0);
