/** How a command finds the bus: by options, by the environment, or by what `bootswap up` left in the state directory. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectBus } from '../lib/bus/index.ts';
import type { Bus, BusLog, Credentials } from '../lib/bus/index.ts';
import { CodedError, hasCode } from '../lib/errors.ts';
import { writeFileDurably } from '../lib/sys/index.ts';
import { UsageError } from './command.ts';
import type { Invocation, OptionSpecs } from './command.ts';
import { stateDirectoryOf } from './places.ts';

/**
 * Why no server can be asked.
 * @errors command line
 */
export type ConnectionErrorCode =
  /**
   * No option, no environment variable and no running `bootswap up` names a NATS server.
   * @remedy Start `bootswap up`, or pass `--server URL`. As another user than root, pass the `--state-dir` of `up`.
   */
  'NO_SERVER';

export class ConnectionError extends CodedError<ConnectionErrorCode> {}

export const connectionOptions = {
  server: {
    value: 'URL',
    help: 'NATS server (default BOOTSWAP_SERVER, or the server of `bootswap up` with the same state directory)',
  },
  user: { value: 'NAME', help: 'user name; the password comes from --password-file or BOOTSWAP_PASSWORD' },
  'password-file': { value: 'FILE', help: 'file whose first line is the password' },
  creds: { value: 'FILE', help: 'NATS credentials file (JWT and seed)' },
  'inbox-prefix': {
    value: 'PREFIX',
    help: 'prefix of reply subjects, if the account does not allow _INBOX',
  },
} satisfies OptionSpecs;

/** How other commands reach the server of `bootswap up`: its address and credentials. Only the owner can read it. */
export type LocalBus = { url: string; user: string; pass: string };

const localBusPath = (stateDirectory: string): string => join(stateDirectory, 'bus.json');

export const writeLocalBus = (stateDirectory: string, bus: LocalBus): Promise<void> =>
  writeFileDurably(localBusPath(stateDirectory), JSON.stringify(bus), { mode: 0o600 });

const textField = (value: object, name: string): string => {
  const field: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof field === 'string' ? field : '';
};

const readLocalBus = async (stateDirectory: string): Promise<LocalBus | null> => {
  try {
    const value: unknown = JSON.parse(await readFile(localBusPath(stateDirectory), 'utf8'));
    if (typeof value !== 'object' || value === null) return null;
    return { url: textField(value, 'url'), user: textField(value, 'user'), pass: textField(value, 'pass') };
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'EACCES') || error instanceof SyntaxError) return null;
    throw error;
  }
};

export type Target = {
  servers: string;
  credentials?: Credentials;
  inboxPrefix?: string;
  /** True for the server of `bootswap up`, whose topology is that of one host. */
  isLocal?: boolean;
};

const credentialsOf = async ({ text, env }: Invocation): Promise<Credentials | undefined> => {
  const creds = text('creds') ?? env['BOOTSWAP_CREDS'];
  if (creds !== undefined) return { credsFile: await readFile(creds) };
  const user = text('user') ?? env['BOOTSWAP_USER'];
  if (user === undefined) return undefined;
  const file = text('password-file');
  const pass = file === undefined ? env['BOOTSWAP_PASSWORD'] : (await readFile(file, 'utf8')).split('\n')[0];
  if (pass === undefined) throw new UsageError('--user needs --password-file FILE or BOOTSWAP_PASSWORD');
  return { user, pass };
};

/** Where to connect, or null if no server is configured. */
export const findTarget = async (invocation: Invocation): Promise<Target | null> => {
  const named = invocation.text('server') ?? invocation.env['BOOTSWAP_SERVER'];
  if (named !== undefined) {
    const credentials = await credentialsOf(invocation);
    const inboxPrefix = invocation.text('inbox-prefix');
    return {
      servers: named,
      ...(credentials && { credentials }),
      ...(inboxPrefix !== undefined && { inboxPrefix }),
    };
  }
  const local = await readLocalBus(stateDirectoryOf(invocation));
  return local && { servers: local.url, credentials: { user: local.user, pass: local.pass }, isLocal: true };
};

/** As findTarget. Throws ConnectionError NO_SERVER if there is none. */
export const requireTarget = async (invocation: Invocation): Promise<Target> => {
  const target = await findTarget(invocation);
  if (target !== null) return target;
  throw new ConnectionError(
    'NO_SERVER',
    `no NATS server is configured: give --server URL, or run \`bootswap up\` with state directory ${stateDirectoryOf(invocation)}`,
  );
};

const commandPatienceMs = 10_000;

/** Connects for a command: fails if the server does not answer. */
export const connectForCommand = (
  target: Target,
  { name, signal }: { name: string; signal: AbortSignal },
): Promise<Bus> =>
  connectBus({ ...target, name: `bootswap/${name}`, signal, failFast: { withinMs: commandPatienceMs } });

/** Connects for a service: waits for the server without limit. */
export const connectForService = (
  target: Target,
  { name, signal, log }: { name: string; signal: AbortSignal; log: BusLog },
): Promise<Bus> => connectBus({ ...target, name: `bootswap/${name}`, signal, log });
