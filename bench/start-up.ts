/** Start-up of `serve applier` against `node -e 0`, and idle memory against an idle node. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runOrThrow } from '../lib/sys/index.ts';
import { startNatsServer } from '../tests/lab/nats-server.ts';
import { builtBootswap } from '../tests/lab/programs.ts';
import { withScratch } from '../tests/lab/scratch.ts';
import { interleave, millisecondsOf, residentMiB, startUntil } from './measure.ts';
import type { Row } from './measure.ts';

const rounds = 9;
const idleMs = 5000;
const idleNode = ['-e', 'console.error("idle"); setInterval(() => {}, 2 ** 30)'];

const idle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, idleMs));

const prepare = async (work: string, url: string): Promise<string[]> => {
  const esp = join(work, 'esp');
  const state = join(work, 'state');
  await mkdir(join(esp, 'EFI', 'debian'), { recursive: true });
  await writeFile(join(esp, 'EFI', 'debian', 'grub.cfg'), 'bench');
  const bootswap = await builtBootswap();
  await runOrThrow(process.execPath, [bootswap, 'topology', 'apply', '--server', url, '--state-dir', state]);
  await runOrThrow(process.execPath, [
    bootswap,
    'keys',
    'generate',
    '--name',
    'planner',
    '--state-dir',
    state,
  ]);
  const options = ['--server', url, '--esp', esp, '--allow-any-fs', '--state-dir', state, '--host', 'bench'];
  return [bootswap, 'serve', 'applier', ...options];
};

const startAndStop = async (args: readonly string[], sign: string): Promise<number> => {
  const { process: child, readyMs } = await startUntil(process.execPath, args, sign);
  child.kill('SIGKILL');
  await child.exited;
  return readyMs;
};

const idleMemory = async (args: readonly string[], sign: string): Promise<number> => {
  const { process: child } = await startUntil(process.execPath, args, sign);
  await idle();
  const memoryMiB = residentMiB(child.pid);
  child.kill('SIGKILL');
  await child.exited;
  return memoryMiB;
};

export const benchStartUp = (): Promise<Row[]> =>
  withScratch(async (work) => {
    const server = await startNatsServer({});
    try {
      const serve = await prepare(work, server.url);
      const times = await interleave(
        {
          node: () => millisecondsOf(() => run(process.execPath, ['-e', '0'])),
          serve: () => startAndStop(serve, '"serving"'),
        },
        rounds,
      );
      const memory = await interleave(
        { node: () => idleMemory(idleNode, 'idle'), serve: () => idleMemory(serve, '"serving"') },
        3,
      );
      return [
        {
          what: 'start-up of `serve applier`, to "serving" (recovered, connected, subscribed)',
          measured: `${times.serve.toFixed(0)} ms`,
          against: `\`node -e 0\`: ${times.node.toFixed(0)} ms`,
          ratio: times.serve / times.node,
          goal: 3,
        },
        {
          what: 'idle memory of `serve applier` (resident, 5 s after start-up)',
          measured: `${memory.serve.toFixed(1)} MiB`,
          against: `idle node: ${memory.node.toFixed(1)} MiB`,
          ratio: memory.serve / memory.node,
          goal: 1.6,
        },
      ];
    } finally {
      await server.stop();
    }
  });
