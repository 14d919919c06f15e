/**
 * A nats-server of our own for a single host: JetStream, loopback only, random credentials, store in a directory of
 * the caller's. Started, watched, restarted on the same port if it dies, and stopped with us.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import { findExecutable, runOrThrow, start, writeFileDurably } from '../sys/index.ts';
import type { RunningProcess } from '../sys/index.ts';
import type { Clock, Logger } from '../runtime/types.ts';
import { endLeftOver, LocalServerError, lockStore } from './store.ts';
import type { TopologyOptions } from '../bus/index.ts';

export type LocalServer = {
  url: string;
  user: string;
  pass: string;
  /** Stops the server and waits for its end. */
  stop: () => Promise<void>;
};

/**
 * The topology for a server of one host. A size limit is a reservation: nats-server refuses a stream whose limit does
 * not fit into its disk now, and a small /var would keep the host from ever starting. One host's events are few; age
 * bounds them.
 */
export const localTopology: TopologyOptions = {
  limits: {
    reports: { maxBytes: -1 },
    decisions: { maxBytes: -1 },
    dead: { maxBytes: -1 },
    advisories: { maxBytes: -1 },
  },
};

export type LocalServerOptions = {
  /** Holds the JetStream store, the configuration and the ports file; made 0700. */
  directory: string;
  clock: Clock;
  log: Logger;
};

const readyTimeoutMs = 15_000;
const pollMs = 20;
const restartDelayMs = 500;
const stopTimeoutMs = 10_000;

type Settings = { port: number; user: string; pass: string };

/** From 2.10 the store can be told to fsync each message before it acknowledges it; older servers fsync every 2 min. */
const canSyncAlways = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 10);
};

const configText = ({ port, user, pass }: Settings, directory: string, version: string): string =>
  [
    `listen: "127.0.0.1:${port}"`,
    `server_name: "bootswap-local"`,
    `ports_file_dir: ${JSON.stringify(directory)}`,
    `jetstream {`,
    `  store_dir: ${JSON.stringify(join(directory, 'store'))}`,
    ...(canSyncAlways(version) ? ['  sync_interval: always'] : []),
    `}`,
    `authorization { user: "${user}", password: "${pass}" }`,
    '',
  ].join('\n');

const portsFiles = async (directory: string): Promise<string[]> =>
  (await readdir(directory)).filter((name) => name.endsWith('.ports')).map((name) => join(directory, name));

const readPort = async (directory: string): Promise<number | null> => {
  for (const path of await portsFiles(directory)) {
    const text = await readFile(path, 'utf8');
    const url = /nats:\/\/127\.0\.0\.1:(\d+)/.exec(text);
    if (url !== null) return Number(url[1]);
  }
  return null;
};

const clearPortsFiles = async (directory: string): Promise<void> => {
  for (const path of await portsFiles(directory)) await rm(path, { force: true });
};

const findServer = (): string => {
  const path = findExecutable('nats-server') ?? findExecutable('/usr/sbin/nats-server');
  if (path !== null) return path;
  throw new LocalServerError(
    'NATS_SERVER_MISSING',
    'nats-server is not installed: on Debian and Ubuntu, run apt-get install nats-server',
  );
};

const serverVersion = async (path: string): Promise<string> =>
  /v(\d+\.\d+\.\d+)/.exec((await runOrThrow(path, ['--version'])).stdout)?.[1] ?? '0.0.0';

type Launch = { process: RunningProcess; port: number };

/** Starts once and waits until the server has written its port, which it does when it listens. */
const launch = async (path: string, configPath: string, options: LocalServerOptions): Promise<Launch> => {
  const { directory, clock, log } = options;
  await clearPortsFiles(directory);
  const lines: string[] = [];
  const process = start(path, ['-c', configPath], {
    onLine: (line) => {
      lines.splice(0, Math.max(0, lines.length - 20));
      lines.push(line);
      log.debug('nats-server', { line });
    },
  });
  let isOver = false;
  void process.exited.then(() => {
    isOver = true;
  });
  for (let waitedMs = 0; waitedMs < readyTimeoutMs && !isOver; waitedMs += pollMs) {
    const port = await readPort(directory);
    if (port !== null) return { process, port };
    await clock.sleep(pollMs);
  }
  process.kill('SIGKILL');
  throw new LocalServerError(
    'NATS_SERVER_FAILED',
    `nats-server did not start in ${directory}: ${lines.slice(-3).join(' | ') || 'it printed nothing'}`,
  );
};

const stopProcess = async (process: RunningProcess, clock: Clock): Promise<void> => {
  process.kill('SIGTERM');
  const waiting = new AbortController();
  const timeout = clock.sleep(stopTimeoutMs, waiting.signal).then(
    () => process.kill('SIGKILL'),
    () => undefined,
  );
  await process.exited;
  waiting.abort();
  await timeout;
};

/** Starts the server again whenever it ends, until it is told to stop. */
const keepUp = (first: Launch, relaunch: () => Promise<Launch>, { clock, log }: LocalServerOptions) => {
  let { process } = first;
  let isStopping = false;
  const relaunchOnce = async (): Promise<void> => {
    const { code, signal } = await process.exited;
    if (isStopping) return;
    log.warn('nats-server exited; restarting it', {
      code: code ?? undefined,
      signal: signal ?? undefined,
    });
    await clock.sleep(restartDelayMs);
    if (isStopping) return;
    try {
      ({ process } = await relaunch());
    } catch (error) {
      log.error('nats-server does not start; retrying', { error: messageOf(error) });
    }
  };
  const watch = async (): Promise<void> => {
    while (!isStopping) await relaunchOnce();
    // One that came up after it was told to stop is stopped, too.
    await stopProcess(process, clock);
  };
  const watching = watch();
  return async (): Promise<void> => {
    isStopping = true;
    await stopProcess(process, clock);
    await watching;
  };
};

/**
 * Starts the server and keeps it up. One that a killed process has left behind on the same directory is ended first.
 * @throws LocalServerError NATS_SERVER_MISSING, NATS_SERVER_FAILED; BUSY if another process has a server on it
 */
export const startLocalServer = async (options: LocalServerOptions): Promise<LocalServer> => {
  const { directory } = options;
  const path = findServer();
  const version = await serverVersion(path);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const unlock = await lockStore(directory);
  const settings: Settings = { port: -1, user: 'bootswap', pass: randomBytes(24).toString('hex') };
  const configPath = join(directory, 'nats-server.conf');
  const writeConfig = () =>
    writeFileDurably(configPath, configText(settings, directory, version), { mode: 0o600 });
  try {
    await endLeftOver(configPath, options);
    await writeConfig();
    const first = await launch(path, configPath, options);
    settings.port = first.port;
    await writeConfig();
    const stop = keepUp(first, () => launch(path, configPath, options), options);
    const stopAndUnlock = async (): Promise<void> => {
      await stop();
      await unlock();
    };
    const { user, pass } = settings;
    return { url: `nats://127.0.0.1:${first.port}`, user, pass, stop: stopAndUnlock };
  } catch (error) {
    await unlock();
    throw error;
  }
};
