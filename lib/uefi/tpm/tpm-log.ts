import { ByteReader, boundBytes, utf16Text } from '../bytes/byte-reader.ts';
import { GUID_BYTES, guidFromBytes } from '../bytes/guid.ts';
import type { Guid } from '../bytes/guid.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** A TPM_ALG_ID and the size of its digests, as the log's first record says. */
export type TpmAlgorithm = { id: number; digestBytes: number };

export type TpmDigest = { algorithm: number; digest: Uint8Array };

export type TpmEvent = { pcr: number; type: number; digests: TpmDigest[]; data: Uint8Array };

/** `events` without the first record, which only describes the log. */
export type TpmLog = { algorithms: TpmAlgorithm[]; events: TpmEvent[] };

/** TCG PC Client Platform Firmware Profile 1.06, 10.4.1. */
export const EVENT = {
  noAction: 0x3,
  separator: 0x4,
  variableDriverConfig: 0x80000001,
  bootServicesApplication: 0x80000003,
  bootServicesDriver: 0x80000004,
  runtimeServicesDriver: 0x80000005,
  action: 0x80000007,
  variableAuthority: 0x800000e0,
} as const;

const MAX_BYTES = 1 << 20; // logs of real machines have 20 to 300 kB
const MAX_EVENTS = 10_000; // real ones have some hundred
const MAX_ALGORITHMS = 16;
const MAX_PCR = 23;
const MAX_DIGEST_BYTES = 64;
const SHA1_BYTES = 20;
const SIGNATURE = 'Spec ID Event03\0';
const WHAT = 'TPM event log';

const bad = (code: 'BAD_FORMAT' | 'BAD_LENGTH', detail: string): UefiError =>
  new UefiError(code, `${WHAT}: ${detail}`);

const readAlgorithm = (reader: ByteReader): TpmAlgorithm => {
  const algorithm = { id: reader.u16(), digestBytes: reader.u16() };
  const { digestBytes } = algorithm;
  if (digestBytes > 0 && digestBytes <= MAX_DIGEST_BYTES) return algorithm;
  throw bad('BAD_LENGTH', `algorithm ${algorithm.id} claims digests of ${digestBytes} bytes`);
};

/** TCG_EfiSpecIDEvent, in the old form of a record (10.2.1 and 10.4.5.1). */
const readHeader = (reader: ByteReader): TpmAlgorithm[] => {
  reader.u32(); // PCR
  const type = reader.u32();
  reader.bytes(SHA1_BYTES);
  const event = new ByteReader(reader.bytes(reader.u32()), WHAT);
  if (type !== EVENT.noAction || event.remaining < SIGNATURE.length)
    throw bad('BAD_FORMAT', 'the first record is no Spec ID event; logs of TPM 1.2 are not read');
  const signature = Buffer.from(event.bytes(SIGNATURE.length)).toString('latin1');
  if (signature !== SIGNATURE)
    throw bad('BAD_FORMAT', `the first record is ${JSON.stringify(signature)}, not Spec ID Event03`);
  event.bytes(8); // platform class, versions, size of UINTN
  const count = event.u32();
  if (count === 0 || count > MAX_ALGORITHMS) throw bad('BAD_LENGTH', `${count} algorithms`);
  const algorithms = Array.from({ length: count }, () => readAlgorithm(event));
  if (new Set(algorithms.map(({ id }) => id)).size === count) return algorithms;
  throw bad('BAD_FORMAT', 'an algorithm is there twice');
};

type Sizes = ReadonlyMap<number, number>;

const readDigests = (reader: ByteReader, sizes: Sizes): TpmDigest[] => {
  const count = reader.u32();
  if (count === 0 || count > sizes.size)
    throw bad('BAD_LENGTH', `${count} digests in an event, ${sizes.size} algorithms in the log`);
  return Array.from({ length: count }, () => {
    const algorithm = reader.u16();
    const size = sizes.get(algorithm);
    if (size === undefined) throw bad('BAD_FORMAT', `algorithm ${algorithm} is not one of the log`);
    return { algorithm, digest: reader.bytes(size) };
  });
};

const readEvent = (reader: ByteReader, sizes: Sizes): TpmEvent => {
  const pcr = reader.u32();
  const type = reader.u32();
  if (pcr > MAX_PCR && type !== EVENT.noAction) throw bad('BAD_FORMAT', `an event in PCR ${pcr}`);
  const digests = readDigests(reader, sizes);
  return { pcr, type, digests, data: reader.bytes(reader.u32()) };
};

/** Firmware that hands over its whole log area leaves zeros after the last event. */
const withoutPadding = (bytes: Uint8Array): Uint8Array => {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
};

/**
 * Parses a crypto-agile event log, /sys/kernel/security/tpm0/binary_bios_measurements (TCG PC Client Platform Firmware
 * Profile 1.06, 10.2). Zeros after the last event are padding. At most 1 MiB and 10000 events. Data shares memory with `bytes`.
 * @throws {UefiError} TOO_LARGE, TRUNCATED, BAD_LENGTH, BAD_FORMAT (also for the log of a TPM 1.2)
 */
export const parseTpmLog = (bytes: Uint8Array): TpmLog => {
  const bounded = boundBytes(bytes, MAX_BYTES, WHAT);
  const contentBytes = withoutPadding(bounded).length;
  const reader = new ByteReader(bounded, WHAT);
  const algorithms = readHeader(reader);
  const sizes = new Map(algorithms.map(({ id, digestBytes }) => [id, digestBytes]));
  const events: TpmEvent[] = [];
  while (reader.offset < contentBytes) {
    if (events.length === MAX_EVENTS)
      throw new UefiError('TOO_LARGE', `${WHAT}: more than ${MAX_EVENTS} events`);
    events.push(readEvent(reader, sizes));
  }
  return { algorithms, events };
};

/** UEFI_VARIABLE_DATA: what events about variables carry (10.4.2). */
export type LoggedVariable = { guid: Guid; name: string; data: Uint8Array };

/** How many bytes stand before the name in UEFI_VARIABLE_DATA. */
export const VARIABLE_HEAD_BYTES = GUID_BYTES + 16;

/** The variable that an event is about, or null if its data is not exactly one (some firmware logs other things). */
export const loggedVariable = ({ data }: TpmEvent): LoggedVariable | null => {
  if (data.length < VARIABLE_HEAD_BYTES) return null;
  const reader = new ByteReader(data, WHAT);
  const guid = guidFromBytes(reader.bytes(GUID_BYTES));
  const nameBytes = reader.u64() * 2n;
  const dataBytes = reader.u64();
  if (nameBytes + dataBytes !== BigInt(reader.remaining)) return null;
  const name = utf16Text(reader.bytes(Number(nameBytes)));
  return { guid, name, data: reader.rest() };
};
