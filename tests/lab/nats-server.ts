import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '../../lib/errors.ts';
import { start } from '../../lib/sys/process.ts';
import type { RunningProcess } from '../../lib/sys/process.ts';
import { toolEnv } from './tools.ts';

export class NatsServerError extends CodedError<'NOT_READY'> {}

export type NatsServerOptions = {
  /** A free one by default. */
  port?: number;
  /** Kept when the server stops, if given; otherwise a directory of its own that `stop` removes. */
  storeDir?: string;
  /** More lines of nats-server configuration. */
  config?: string;
  /** True by default. */
  jetstream?: boolean;
  auth?: { user: string; pass: string } | { token: string };
};

export type NatsServer = {
  readonly url: string;
  readonly port: number;
  /** Of the server that runs now. */
  pid: () => number;
  /** SIGKILL, and wait until it is gone. */
  kill: () => Promise<void>;
  /** Ends it as systemd would: what it knows is on its disk then, which SIGKILL leaves to chance. */
  shutDown: () => Promise<void>;
  /** Starts it again on the same port and store, killing it first if it runs. */
  restart: () => Promise<void>;
  /** Ends it and removes its directory. */
  stop: () => Promise<void>;
};

type Running = { process: RunningProcess; port: number };

const READY_TIMEOUT_MS = 10_000;

const writeConfig = async (dir: string, options: NatsServerOptions): Promise<string> => {
  const { auth, config = '' } = options;
  const authorization = auth === undefined ? '' : `authorization ${JSON.stringify(authFields(auth))}\n`;
  const path = join(dir, 'nats-server.conf');
  await writeFile(path, `${authorization}${config}\n`);
  return path;
};

const authFields = (auth: NonNullable<NatsServerOptions['auth']>): Record<string, string> =>
  'user' in auth ? { user: auth.user, password: auth.pass } : { token: auth.token };

const launch = (args: readonly string[]): Promise<Running> =>
  new Promise((resolve, reject) => {
    let port = 0;
    const lines: string[] = [];
    const onLine = (line: string): void => {
      lines.push(line);
      port = Number(/Listening for client connections on \S+:(\d+)/.exec(line)?.[1] ?? port);
      if (!line.includes('Server is ready')) return;
      clearTimeout(timer);
      resolve({ process, port });
    };
    const fail = (what: string): void => {
      clearTimeout(timer);
      process.kill('SIGKILL');
      reject(new NatsServerError('NOT_READY', `nats-server ${what}: ${lines.slice(-5).join(' | ')}`));
    };
    const process = start('nats-server', args, { onLine, env: toolEnv() });
    const timer = setTimeout(() => fail('was not ready in time'), READY_TIMEOUT_MS);
    void process.exited.then(({ code }) => fail(`ended with status ${code}`));
  });

const end = async ({ process }: Running, signal: NodeJS.Signals): Promise<void> => {
  process.kill(signal);
  await process.exited;
};

/** Starts a real nats-server on the loopback interface. Throws NatsServerError NOT_READY, ProcessError NOT_FOUND. */
export const startNatsServer = async (options: NatsServerOptions = {}): Promise<NatsServer> => {
  const dir = await mkdtemp(join(tmpdir(), 'bootswap-nats-'));
  const config = await writeConfig(dir, options);
  const store = options.storeDir ?? join(dir, 'store');
  const launchOn = (port: number): Promise<Running> => {
    const jetstream = options.jetstream === false ? [] : ['-js', '-sd', store];
    return launch(['-a', '127.0.0.1', '-p', String(port), '-c', config, ...jetstream]);
  };
  let running = await launchOn(options.port ?? -1);
  const { port } = running;
  const kill = (): Promise<void> => end(running, 'SIGKILL');
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    pid: () => running.process.pid,
    kill,
    shutDown: () => end(running, 'SIGTERM'),
    restart: async () => {
      await kill();
      running = await launchOn(port);
    },
    stop: async () => {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
};
