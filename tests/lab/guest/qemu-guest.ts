/** One guest in QEMU: booted, its disks plugged in and out, its console read. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { start } from '../../../lib/sys/index.ts';
import { createLineSplitter } from '../../../lib/sys/lines.ts';
import { LabError } from '../lab-error.ts';
import { toolEnv } from '../tools.ts';
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

/** To a file, because a pipe that nobody ends would keep this process from ending. */
const WITH_LOG = 'exec "$@" >"$BOOTSWAP_QEMU_LOG" 2>&1';

type Started = { console: Socket; qmp: Qmp; ended: Promise<void>; kill: () => void; isGone: () => boolean };

const launch = async (qemu: QemuOptions, memoryMiB: number, directory: string): Promise<Started> => {
  const sockets = { console: join(directory, 'console'), control: join(directory, 'control') };
  const { file, args } = qemuCommand(qemu, sockets, memoryMiB);
  const env = { ...toolEnv(), HOME: directory, TMPDIR: directory, BOOTSWAP_QEMU_LOG: join(directory, 'log') };
  const running = start('sh', ['-c', WITH_LOG, 'sh', file, ...args], {
    env,
    detached: true,
    dieWithParent: true,
  });
  const state = { isGone: false };
  const ended = running.exited.then(() => {
    state.isGone = true;
  });
  const started = { ended, kill: () => running.kill('SIGKILL'), isGone: () => state.isGone };
  try {
    const console = await openedSoon(sockets.console, started.isGone);
    const qmp = createQmp(sockets.control);
    await qmp.execute('qmp_capabilities');
    return { ...started, console, qmp };
  } catch (cause) {
    started.kill();
    const said = (await readFile(join(directory, 'log'), 'utf8').catch(() => '')).trim().slice(-400);
    throw new LabError('GUEST_DIED', `QEMU did not start: ${said}`, { cause });
  }
};

/** Its lines go to one listener after the other. */
const listenTo = (console: Socket) => {
  const current = { onLine: (_line: string): void => undefined };
  console.on('data', createLineSplitter((line) => current.onLine(line)).push).on('error', () => undefined);
  return (onLine: (line: string) => void): void => {
    current.onLine = onLine;
  };
};

/** @throws {LabError} GUEST_DIED, with what the console said */
const untilReady = async ({ ended, isGone }: Started, listen: ReturnType<typeof listenTo>): Promise<void> => {
  const said: string[] = [];
  const ready = new Promise<void>((resolve) => {
    listen((line) => (line === READY ? resolve() : said.push(line)));
  });
  await Promise.race([ready, ended]);
  if (isGone()) throw new LabError('GUEST_DIED', `QEMU's guest did not boot: ${said.slice(-20).join('\n')}`);
};

/**
 * Boots a guest and waits until init.pl asks for orders; `signal` ends it before.
 * @throws {LabError} GUEST_DIED
 */
export const startQemuGuest = async (
  qemu: QemuOptions,
  { memoryMiB, signal }: { memoryMiB: number; signal: AbortSignal },
): Promise<QemuGuest> => {
  // Short: the path of a socket has at most 107 bytes (unix(7)).
  const directory = await mkdtemp(join(tmpdir().length < 60 ? tmpdir() : '/tmp', 'bootswap-qemu-'));
  try {
    const started = await launch(qemu, memoryMiB, directory);
    const { console, qmp, ended, kill } = started;
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill();
    const listen = listenTo(console);
    await untilReady(started, listen);
    signal.removeEventListener('abort', kill);
    const setIdle = (isIdle: boolean): void =>
      [console, qmp.socket].forEach((each) => (isIdle ? each.unref() : each.ref()));
    return { memoryMiB, qmp, tell: (line) => void console.write(`${line}\n`), listen, ended, kill, setIdle };
  } finally {
    // Both ends hold their sockets; the names are no longer needed.
    await rm(directory, { recursive: true, force: true });
  }
};
