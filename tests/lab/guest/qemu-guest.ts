/** One guest in QEMU: booted, its disks plugged in and out, its console read. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { start } from '../../../lib/sys/index.ts';
import { createLineSplitter } from '../../../lib/sys/lines.ts';
import { LabError } from '../lab-error.ts';
import { qemuCommand } from './qemu.ts';
import type { QemuOptions } from './qemu.ts';
import { createQmp } from './qmp.ts';
import type { Qmp } from './qmp.ts';

export type QemuGuest = {
  memoryMiB: number;
  qmp: Qmp;
  /** Gives init.pl one line. */
  tell: (line: string) => void;
  /** Where each line of the console goes from now on. */
  listen: (onLine: (line: string) => void) => void;
  /** Resolves when QEMU is gone. */
  ended: Promise<void>;
  kill: () => void;
  /** While nobody uses the guest, it must not keep this process alive. */
  setIdle: (isIdle: boolean) => void;
};

const SOCKET_WAIT_MS = 60_000;
const SOCKET_POLL_MS = 20;

const opened = async (path: string): Promise<Socket> => {
  const socket = connect(path);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket.off('error', reject)));
    socket.once('error', reject);
  });
};

/** QEMU makes its sockets a moment after it was started. */
const openedSoon = async (path: string, isGone: () => boolean): Promise<Socket> => {
  const deadline = Date.now() + SOCKET_WAIT_MS;
  while (!isGone()) {
    const socket = await opened(path).catch(() => null);
    if (socket !== null) return socket;
    if (Date.now() > deadline) throw new LabError('GUEST_DIED', `QEMU has not made ${path}`);
    await sleep(SOCKET_POLL_MS);
  }
  throw new LabError('GUEST_DIED', 'QEMU ended as soon as it was started');
};

const READY = 'ready';

/**
 * Boots a guest and waits until init.pl asks for orders.
 * @throws {LabError} GUEST_DIED; {ProcessError} NOT_FOUND
 */
export const startQemuGuest = async (qemu: QemuOptions, memoryMiB: number): Promise<QemuGuest> => {
  // Short: the path of a socket has at most 107 bytes (unix(7)).
  const directory = await mkdtemp(join(tmpdir().length < 60 ? tmpdir() : '/tmp', 'bsw-qemu-'));
  const sockets = { console: join(directory, 'console'), control: join(directory, 'control') };
  const { file, args } = qemuCommand(qemu, sockets, memoryMiB);
  const said: string[] = [];
  const running = start(file, args, {
    env: { PATH: process.env['PATH'], HOME: directory, TMPDIR: directory },
    onLine: (line) => said.push(line),
    detached: true,
    dieWithParent: true,
  });
  const gone = { isGone: false };
  const ended = running.exited.then(() => {
    gone.isGone = true;
  });
  const kill = (): void => running.kill('SIGKILL');
  try {
    const console = await openedSoon(sockets.console, () => gone.isGone);
    const qmp = createQmp(sockets.control);
    await qmp.execute('qmp_capabilities');
    let onLine: (line: string) => void = (line) => said.push(line);
    console.on('data', createLineSplitter((line) => onLine(line)).push).on('error', () => undefined);
    const ready = new Promise<void>((resolve) => {
      onLine = (line) => (line === READY ? resolve() : said.push(line));
    });
    await Promise.race([ready, ended]);
    if (gone.isGone)
      throw new LabError('GUEST_DIED', `QEMU's guest did not boot: ${said.slice(-20).join('\n')}`);
    return {
      memoryMiB,
      qmp,
      tell: (line) => void console.write(`${line}\n`),
      listen: (listener) => {
        onLine = listener;
      },
      ended,
      kill,
      setIdle: (isIdle) => [console, qmp.socket].forEach((each) => (isIdle ? each.unref() : each.ref())),
    };
  } catch (error) {
    kill();
    throw error;
  } finally {
    // Both ends hold their sockets; the names are no longer needed.
    await rm(directory, { recursive: true, force: true });
  }
};
