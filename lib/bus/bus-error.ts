/** Every failure of the bus, and the one place where errors of the `nats` package become ours. */
import type { NatsError } from 'nats';
import { CodedError, messageOf } from '../errors.ts';

export type BusErrorCode =
  | 'SERVER_UNREACHABLE'
  | 'SERVER_TOO_OLD'
  | 'JETSTREAM_DISABLED'
  | 'AUTHENTICATION'
  | 'CREDENTIALS'
  | 'PERMISSION'
  | 'DISCONNECTED'
  | 'TIMEOUT'
  | 'UNAVAILABLE'
  | 'CLOSED'
  | 'ABORTED'
  /** Nobody answered a publish: there is no such stream, or its server is only just starting. */
  | 'NO_STREAM'
  /** The JetStream API says so. */
  | 'STREAM_MISSING'
  | 'STREAM_FULL'
  | 'TOO_LARGE'
  | 'CONFLICT'
  | 'CONSUMER_MISSING'
  | 'REFUSED'
  | 'BAD_ANSWER'
  | 'TOPOLOGY_CONFLICT'
  | 'BLOB_MISSING'
  | 'BLOB_DIGEST'
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
