/** An event log cut down to what a forecast of PCR 4, 7 and 14 needs: still an event log. Pure. */
import { humanBytes } from '../../../lib/format.ts';
import { parseTpmLog, UefiError } from '../../uefi/index.ts';
import type { TpmEvent, TpmLog } from '../../uefi/index.ts';
import { messageBytes } from '../../wire/limits.ts';
import { BootFactsError } from '../boot-error.ts';

const FORETOLD_PCRS: readonly number[] = [4, 7, 14];
/** Where the first record, of the old form, says how long its event is; the event follows. */
const HEADER_LENGTH_AT = 28;

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** TCG PC Client Platform Firmware Profile 1.06, 10.2.2. */
const encodeEvent = ({ pcr, type, digests, data }: TpmEvent): Uint8Array =>
  Buffer.concat([
    u32(pcr),
    u32(type),
    u32(digests.length),
    ...digests.flatMap(({ algorithm, digest }) => [u16(algorithm), digest]),
    u32(data.length),
    data,
  ]);

/**
 * The content of evidence on a measured boot: the log's header as it was, and the events of PCR 4, 7 and 14.
 * @throws {BootFactsError} TOO_LARGE; {UefiError} if it is no log
 */
export const packTpmLog = (bytes: Uint8Array): Uint8Array => {
  const { events } = parseTpmLog(bytes);
  const headBytes = HEADER_LENGTH_AT + 4 + Buffer.from(bytes).readUInt32LE(HEADER_LENGTH_AT);
  const kept = events.filter(({ pcr }) => FORETOLD_PCRS.includes(pcr));
  const content = new Uint8Array(Buffer.concat([bytes.subarray(0, headBytes), ...kept.map(encodeEvent)]));
  // Room for what Evidence puts around it.
  if (content.length <= messageBytes.Evidence - 64) return content;
  throw new BootFactsError(
    'TOO_LARGE',
    `the reduced TPM event log is too large (${humanBytes(content.length)})`,
  );
};

/** @throws {BootFactsError} MALFORMED */
export const unpackTpmLog = (content: Uint8Array): TpmLog => {
  try {
    return parseTpmLog(content);
  } catch (cause) {
    if (!(cause instanceof UefiError)) throw cause;
    throw new BootFactsError('MALFORMED', `evidence on a measured boot: ${cause.message}`, { cause });
  }
};
