import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { start } from '../../lib/sys/index.ts';
import { builtBootswap } from '../lab/programs.ts';
import { withScratch } from '../lab/scratch.ts';
import { runToolOrThrow } from '../lab/tools.ts';
import { until } from '../lab/until.ts';

const test = suite('signals');

const SIGTERM_BIT = 1n << 14n;

/** True while the process has a handler for SIGTERM (proc_pid_status(5), SigCgt). */
const catchesSigterm = async (pid: number): Promise<boolean> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (BigInt(`0x${/^SigCgt:\s*(\w+)$/m.exec(status)?.[1] ?? '0'}`) & SIGTERM_BIT) !== 0n;
};

test('signals - the first asks a command to stop, the second ends it whatever it waits for', () =>
  withScratch(async (root) => {
    const fifo = join(root, 'password');
    await runToolOrThrow('mkfifo', [fifo]);
    const args = ['status', '--state-dir', root, '--server', 'nats://127.0.0.1:1', '--user', 'a'];
    const child = start(process.execPath, [await builtBootswap(), ...args, '--password-file', fifo]);
    let writer: FileHandle | null = null;
    try {
      // Opens once there is a reader, who then waits for what is never written.
      await until('it reads the password', async () => {
        writer = await open(fifo, constants.O_WRONLY | constants.O_NONBLOCK).catch(() => null);
        return writer !== null;
      });
      assert.ok(await catchesSigterm(child.pid));
      child.kill('SIGTERM');
      await until('the first is taken', async () => !(await catchesSigterm(child.pid)));
      child.kill('SIGTERM');
      assert.equal(await child.exited, { code: null, signal: 'SIGTERM' });
    } finally {
      child.kill('SIGKILL');
      await (writer as FileHandle | null)?.close();
    }
  }));

test.run();
