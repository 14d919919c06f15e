import { CodedError, messageOf } from '../errors.ts';
import type { FailedPayload } from '../wire/types.ts';
import type { HostRecord, LiveState, PreviousTree } from './types.ts';

/** CORRUPT: not what bootswap writes. VERSION: written by a newer bootswap. */
/**
 * Why a host record cannot be read.
 * @errors host state
 */
export type HostRecordErrorCode =
  /**
   * The host's record is damaged.
   * @remedy Check the disk of the state directory. The record is set aside, and the next update writes a new one.
   */
  | 'CORRUPT'
  /** A newer bootswap wrote the host's record. @remedy Update bootswap, or restore the state directory. */
  | 'VERSION';

export class HostRecordError extends CodedError<HostRecordErrorCode> {}

const VERSION = 1;
const MAX_ENTRIES = 10_000;

type Fields = Record<string, unknown>;

const corrupt = (what: string): never => {
  throw new HostRecordError('CORRUPT', `the host record is damaged: ${what}`);
};

const fields = (value: unknown, what: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return corrupt(`${what} is not an object`);
  return Object.fromEntries(Object.entries(value));
};

const text = (value: unknown, what: string): string =>
  typeof value === 'string' ? value : corrupt(`${what} is not a string`);

const digest = (value: unknown, what: string): string => {
  const hex = text(value, what);
  return /^[0-9a-f]{64}$/.test(hex) ? hex : corrupt(`${what} is not a SHA-256`);
};

const count = (value: unknown, what: string): bigint => {
  const digits = text(value, what);
  return /^\d{1,20}$/.test(digits) ? BigInt(digits) : corrupt(`${what} is not a number`);
};

const list = <T>(value: unknown, what: string, parse: (item: unknown, what: string) => T): T[] => {
  if (!Array.isArray(value) || value.length > MAX_ENTRIES) return corrupt(`${what} is not a list`);
  return value.map((item: unknown, index) => parse(item, `${what}[${index}]`));
};

const oneOf = <T extends string>(value: unknown, what: string, choices: readonly T[]): T =>
  choices.find((choice) => choice === value) ?? corrupt(`${what} is not one of ${choices.join(', ')}`);

const live = (value: unknown, what: string): LiveState | null => {
  if (value === null) return null;
  const from = fields(value, what);
  const payloadId = text(from['payloadId'], `${what}.payloadId`);
  return {
    planId: digest(from['planId'], `${what}.planId`),
    side: oneOf(from['side'], `${what}.side`, ['after', 'before']),
    payloadId: payloadId === '' ? '' : digest(payloadId, `${what}.payloadId`),
    payloadEventId: text(from['payloadEventId'], `${what}.payloadEventId`),
    generation: count(from['generation'], `${what}.generation`),
    managedPaths: list(from['managedPaths'], `${what}.managedPaths`, text),
  };
};

const previousTree = (value: unknown, what: string): PreviousTree => {
  const from = fields(value, what);
  return {
    scope: oneOf(from['scope'], `${what}.scope`, ['file', 'directory', 'esp']),
    target: text(from['target'], `${what}.target`),
    stagePath: text(from['stagePath'], `${what}.stagePath`),
  };
};

const failedPayload = (value: unknown, what: string): FailedPayload => {
  const from = fields(value, what);
  return {
    payloadId: digest(from['payloadId'], `${what}.payloadId`),
    code: text(from['code'], `${what}.code`),
  };
};

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (cause) {
    return corrupt(messageOf(cause));
  }
};

/** What a host knows of itself before bootswap has done anything. */
export const freshHostRecord = (): HostRecord => ({
  generation: 0n,
  live: null,
  former: null,
  awaitingAudit: false,
  previous: [],
  failedPayloads: [],
});

/** JSON, version 1: 64-bit numbers are decimal strings. */
export const formatHostRecord = (record: HostRecord): string =>
  `${JSON.stringify(
    { version: VERSION, ...record },
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  )}\n`;

/** @throws {HostRecordError} CORRUPT, VERSION */
export const parseHostRecord = (json: string): HostRecord => {
  const from = fields(parseJson(json), 'the record');
  if (from['version'] !== VERSION) {
    throw new HostRecordError(
      'VERSION',
      `the host record has version ${String(from['version'])}, but this bootswap reads only ${VERSION}`,
    );
  }
  return {
    generation: count(from['generation'], 'generation'),
    live: live(from['live'], 'live'),
    former: live(from['former'], 'former'),
    awaitingAudit:
      from['awaitingAudit'] === true || (from['awaitingAudit'] !== false && corrupt('awaitingAudit')),
    previous: list(from['previous'], 'previous', previousTree),
    failedPayloads: list(from['failedPayloads'], 'failedPayloads', failedPayload),
  };
};
