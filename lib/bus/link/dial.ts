/** Making one connection to a server that will do, or saying why not. */
import { connect, credsAuthenticator, nkeyAuthenticator } from 'nats';
import type { ConnectionOptions, NatsConnection, TlsOptions } from 'nats';
import { BusError, toBusError } from '../bus-error.ts';
import { parseAnswer } from './link.ts';
import { jitteredDelayMs } from './waiting.ts';
import type { DelayRange } from './waiting.ts';

export type Credentials =
  | { user: string; pass: string }
  | { token: string }
  /** An nkey seed, `SU...`. */
  | { nkeySeed: Uint8Array }
  /** The contents of a .creds file: JWT and seed. */
  | { credsFile: Uint8Array };

/** PEM texts. */
export type Tls = { ca?: string; cert?: string; key?: string; handshakeFirst?: boolean };

export type DialOptions = {
  /** `host:port` or `nats://host:port`, one or several of one cluster. */
  servers: string | readonly string[];
  /** Shown by the server's monitoring: `bootswap/applier/<host>`. */
  name: string;
  credentials?: Credentials;
  /** Replies come here, so a host can be allowed its own inboxes only. Default `_INBOX`. */
  inboxPrefix?: string;
  tls?: Tls;
  /** Full jitter between tries to reconnect, growing. 1 s to 30 s by default. */
  reconnectDelay?: DelayRange;
};

/** The oldest server with Direct Get and named consumers. */
const OLDEST_SERVER = [2, 9] as const;
const DIAL_TIMEOUT_MS = 5000;
const PROBE_TIMEOUT_MS = 2000;

export const DEFAULT_RECONNECT_DELAY: DelayRange = { minMs: 1000, maxMs: 30_000 };

export const listServers = (servers: DialOptions['servers']): string =>
  typeof servers === 'string' ? servers : servers.join(', ');

const ofCredentials = (credentials: Credentials | undefined): ConnectionOptions => {
  if (credentials === undefined) return {};
  if ('user' in credentials) return { user: credentials.user, pass: credentials.pass };
  if ('token' in credentials) return { token: credentials.token };
  if ('nkeySeed' in credentials) return { authenticator: nkeyAuthenticator(credentials.nkeySeed) };
  return { authenticator: credsAuthenticator(credentials.credsFile) };
};

/** nats.js asks for a delay more than once a dial, so it grows with the dials since the connection was lost. */
const createReconnectDelay = (
  range: DelayRange,
): { next: () => number; count: () => void; reset: () => void } => {
  let dials = 0;
  return {
    next: () => jitteredDelayMs(range, dials),
    count: () => void (dials += 1),
    reset: () => void (dials = 0),
  };
};

/**
 * Never gives up once connected: no limit on tries, nor an end after repeated authentication errors (credentials are
 * rotated, accounts resolved late). A dead peer is noticed within a minute.
 */
const connectionOptions = (options: DialOptions, nextDelayMs: () => number): ConnectionOptions => ({
  servers: typeof options.servers === 'string' ? [options.servers] : [...options.servers],
  name: options.name,
  ...(options.inboxPrefix === undefined ? {} : { inboxPrefix: options.inboxPrefix }),
  ...(options.tls === undefined ? {} : { tls: options.tls satisfies TlsOptions }),
  ...ofCredentials(options.credentials),
  maxReconnectAttempts: -1,
  ignoreAuthErrorAbort: true,
  reconnectDelayHandler: nextDelayMs,
  pingInterval: 20_000,
  maxPingOut: 2,
  timeout: DIAL_TIMEOUT_MS,
  noAsyncTraces: true,
});

const isOldEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_SERVER[0] || (major === OLDEST_SERVER[0] && minor >= OLDEST_SERVER[1]);
};

const checkVersion = (version: string, server: string): void => {
  if (isOldEnough(version)) return;
  const floor = OLDEST_SERVER.join('.');
  throw new BusError(
    'SERVER_TOO_OLD',
    `nats-server at ${server} has version ${version}, but bootswap needs ${floor} or newer: upgrade the server`,
  );
};

/**
 * A server that has no JetStream itself may reach one in its cluster or, as a leaf, at its hub: then it is asked.
 * Whoever may not ask (no permission) finds out with the first publish.
 */
const checkJetStream = async (nc: NatsConnection, server: string): Promise<void> => {
  if (nc.info?.jetstream === true) return;
  try {
    parseAnswer(await nc.request('$JS.API.INFO', '', { timeout: PROBE_TIMEOUT_MS }), 'ask for JetStream');
    return;
  } catch (thrown) {
    if (toBusError(thrown, 'ask for JetStream').code === 'PERMISSION') return;
  }
  throw new BusError(
    'JETSTREAM_DISABLED',
    `nats-server at ${server} runs without JetStream: start it with -js, or add "jetstream {}" to its configuration ` +
      'and enable it for the account',
  );
};

const toDialError = (thrown: unknown, servers: string): BusError => {
  const error = toBusError(thrown, `connect to ${servers}`);
  if (error.code === 'TIMEOUT' || error.code === 'DISCONNECTED' || error.code === 'CLOSED') {
    return new BusError('SERVER_UNREACHABLE', error.message, { cause: error.cause });
  }
  return error;
};

/** Keeps the growth of the reconnect delay in step with what happens. */
const countDials = async (
  nc: NatsConnection,
  delay: ReturnType<typeof createReconnectDelay>,
): Promise<void> => {
  for await (const status of nc.status()) {
    if ((status.type as string) === 'reconnecting') delay.count();
    if ((status.type as string) === 'reconnect') delay.reset();
  }
};

/**
 * Tries each server once.
 * @throws {BusError} SERVER_UNREACHABLE, AUTHENTICATION, CREDENTIALS, SERVER_TOO_OLD, JETSTREAM_DISABLED
 */
export const dial = async (options: DialOptions): Promise<NatsConnection> => {
  const delay = createReconnectDelay(options.reconnectDelay ?? DEFAULT_RECONNECT_DELAY);
  const servers = listServers(options.servers);
  let nc: NatsConnection;
  try {
    nc = await connect(connectionOptions(options, delay.next));
  } catch (thrown) {
    throw toDialError(thrown, servers);
  }
  try {
    checkVersion(nc.info?.version ?? '0', nc.getServer());
    await checkJetStream(nc, nc.getServer());
  } catch (error) {
    await nc.close();
    throw toDialError(error, servers);
  }
  void countDials(nc, delay);
  return nc;
};
