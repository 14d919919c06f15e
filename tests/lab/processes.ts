/** What runs on this machine and listens on it, by /proc and by connecting. */
import { readdir, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** True while the process exists and is no zombie. */
const isRunning = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
};

/** Resolves to whether the process has ended within 10 s. */
export const hasEnded = async (pid: number): Promise<boolean> => {
  for (let waits = 0; waits < 500; waits += 1) {
    if (!(await isRunning(pid))) return true;
    await sleep(20);
  }
  return false;
};

/** Pids of the processes that have `text` somewhere in their arguments. */
export const processesWith = async (text: string): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found: number[] = [];
  for (const pid of pids) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(text)) found.push(Number(pid));
  }
  return found;
};

/** True if something listens there. */
export const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
