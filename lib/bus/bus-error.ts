/** Every failure of the bus, and the one place where errors of the `nats` package become ours. */
import type { NatsError } from 'nats';
import { CodedError, messageOf } from '../errors.ts';

/**
 * What can go wrong between us and the server.
 * @errors bus
 */
export type BusErrorCode =
  /** No NATS server answers at the address. @remedy Check the address, the network and the server. */
  | 'SERVER_UNREACHABLE'
  /** The NATS server lacks what bootswap needs. @remedy Update it to nats-server 2.9 or newer. */
  | 'SERVER_TOO_OLD'
  /** JetStream is off on the server or for this account. @remedy Enable JetStream. */
  | 'JETSTREAM_DISABLED'
  /** The server does not accept the credentials. @remedy Check `--creds`, or `--user` and the password. */
  | 'AUTHENTICATION'
  /** The credentials are malformed. @remedy Check the file that `--creds` names. */
  | 'CREDENTIALS'
  /**
   * The account may not do that.
   * @remedy Give it the rights that [operating.md](operating.md#what-a-hosts-credentials-must-allow) lists.
   */
  | 'PERMISSION'
  /** The connection broke during a request. @remedy Try again. Services do so by themselves. */
  | 'DISCONNECTED'
  /**
   * The server did not answer in time.
   * @remedy Check the server's load and the network. Services try again by themselves.
   */
  | 'TIMEOUT'
  /**
   * The server cannot answer now, for example because the cluster elects a leader.
   * @remedy Try again. Services do so by themselves.
   */
  | 'UNAVAILABLE'
  /** The connection was already closed. @remedy Nothing if the process was stopping. Otherwise restart it. */
  | 'CLOSED'
  /** The request was given up because the process was told to stop. @remedy Nothing. */
  | 'ABORTED'
  /** No stream takes the message. @remedy Run `bootswap topology apply` against this server and account. */
  | 'NO_STREAM'
  /** The stream does not exist. @remedy Run `bootswap topology apply` against this server and account. */
  | 'STREAM_MISSING'
  /**
   * The stream is at its limits, or the server's disk is full.
   * @remedy Free space on the server, or raise the limits.
   */
  | 'STREAM_FULL'
  /** The message exceeds the server's size limit. @remedy Raise `max_payload` of the server. */
  | 'TOO_LARGE'
  /**
   * Somebody else published to this subject at the same time.
   * @remedy Try again. If it stays, look for a second writer with the same id.
   */
  | 'CONFLICT'
  /** The consumer does not exist. @remedy Run `bootswap topology apply` against this server and account. */
  | 'CONSUMER_MISSING'
  /** The server refused the request. The message has its reason. @remedy Do what the message says. */
  | 'REFUSED'
  /**
   * The server's answer cannot be understood.
   * @remedy Check that the address is a NATS server. Otherwise report it as a bug.
   */
  | 'BAD_ANSWER'
  /**
   * A stream or consumer differs in a way that the server does not change.
   * @remedy Change the parameters that the message names, or move its messages and delete it.
   */
  | 'TOPOLOGY_CONFLICT'
  /** The object store lacks the file. @remedy Publish the payload again. */
  | 'BLOB_MISSING'
  /**
   * A file in the object store has another digest than its name says.
   * @remedy Publish the payload again, and check the server's disk.
   */
  | 'BLOB_DIGEST'
  /**
   * A file in the object store has another size than announced.
   * @remedy Publish the payload again, and check the server's disk.
   */
  | 'BLOB_SIZE';

export class BusError extends CodedError<BusErrorCode> {}

/** An error as the JetStream API answers it (ADR-1, https://github.com/nats-io/nats-architecture-and-design). */
export type ApiError = { code: number; err_code?: number; description?: string };

/** Client errors by `NatsError.code`. */
const clientCodes: Record<string, BusErrorCode> = {
  '503': 'NO_STREAM',
  ACCOUNT_AUTHENTICATION_EXPIRED: 'AUTHENTICATION',
  AUTHENTICATION_EXPIRED: 'AUTHENTICATION',
  AUTHENTICATION_TIMEOUT: 'AUTHENTICATION',
  AUTHORIZATION_VIOLATION: 'AUTHENTICATION',
  BAD_AUTHENTICATION: 'CREDENTIALS',
  BAD_CREDS: 'CREDENTIALS',
  CANCELLED: 'DISCONNECTED',
  CONNECTION_CLOSED: 'CLOSED',
  CONNECTION_DRAINING: 'CLOSED',
  CONNECTION_REFUSED: 'SERVER_UNREACHABLE',
  CONNECTION_TIMEOUT: 'SERVER_UNREACHABLE',
  DISCONNECT: 'DISCONNECTED',
  INVALID_CREDS: 'CREDENTIALS',
  MAX_PAYLOAD_EXCEEDED: 'TOO_LARGE',
  PERMISSIONS_VIOLATION: 'PERMISSION',
  TIMEOUT: 'TIMEOUT',
};

/** JetStream API errors by `err_code` (server/errors.json of nats-server). */
const apiCodes: Record<number, BusErrorCode> = {
  10009: 'UNAVAILABLE', // not the leader of the cluster
  10010: 'UNAVAILABLE', // not assigned in the cluster
  10014: 'CONSUMER_MISSING',
  10039: 'JETSTREAM_DISABLED', // not enabled for the account
  10054: 'TOO_LARGE', // message size exceeds the stream's maximum
  10059: 'STREAM_MISSING',
  10071: 'CONFLICT', // wrong last sequence
  10076: 'JETSTREAM_DISABLED',
  10077: 'STREAM_FULL', // a 503 like "no responders", but the stream exists: it could not store
  10097: 'TOO_LARGE', // header size exceeds 64 KiB
};

const advice: Partial<Record<BusErrorCode, string>> = {
  AUTHENTICATION: 'check the credentials',
  NO_STREAM: 'no stream stores this subject: run `bootswap topology apply` against this server and account',
  CONSUMER_MISSING: 'run `bootswap topology apply` against this server and account',
  STREAM_MISSING: 'run `bootswap topology apply` against this server and account',
  PERMISSION: 'these credentials do not permit it',
  STREAM_FULL: 'the stream has reached its limits, or the disk is full',
  TOO_LARGE: 'it exceeds the message size limit',
};

const codeOfApi = (error: ApiError): BusErrorCode =>
  apiCodes[error.err_code ?? 0] ?? (error.code === 503 ? 'UNAVAILABLE' : 'REFUSED');

const compose = (code: BusErrorCode, what: string, detail: string): string =>
  [`${what}: ${detail}`, advice[code]].filter((part) => part !== undefined).join('; ');

/** Makes a BusError of an error answer of the JetStream API; `what` says what was tried. */
export const fromApiError = (error: ApiError, what: string): BusError => {
  const code = codeOfApi(error);
  const detail = `${error.description ?? 'refused'} (${error.code}/${error.err_code ?? '-'})`;
  return new BusError(code, compose(code, what, detail), { cause: error });
};

/** By its name and not its class, which would load the whole package for whoever only wants a BusError. */
const isNatsError = (error: unknown): error is NatsError =>
  error instanceof Error && error.name === 'NatsError';

/** Makes a BusError of anything thrown; one that is a BusError already stays as it is. */
export const toBusError = (error: unknown, what: string): BusError => {
  if (error instanceof BusError) return error;
  if (!isNatsError(error)) {
    const code = socketCode(error);
    return new BusError(code, compose(code, what, messageOf(error)), { cause: error });
  }
  if (error.api_error) return fromApiError(error.api_error, what);
  const code = clientCodes[error.code] ?? 'REFUSED';
  return new BusError(code, compose(code, what, error.code), { cause: error });
};

/** Node's own codes (ECONNREFUSED, ENOTFOUND, ECONNRESET, ...) come through when a dial fails in the socket. */
const socketCode = (error: unknown): BusErrorCode =>
  error instanceof Error && 'syscall' in error ? 'SERVER_UNREACHABLE' : 'REFUSED';

const transient: ReadonlySet<BusErrorCode> = new Set([
  'DISCONNECTED',
  'NO_STREAM',
  'STREAM_FULL',
  'TIMEOUT',
  'UNAVAILABLE',
]);

/** True if the same request may succeed later with nothing changed on our side. */
export const isTransient = (error: BusError): boolean => transient.has(error.code);

/** True if the request may have been carried out although we have no answer. */
export const isFateUnknown = (error: BusError): boolean =>
  error.code === 'DISCONNECTED' || error.code === 'TIMEOUT';
