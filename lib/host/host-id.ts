import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CodedError, messageOf } from '../errors.ts';
import { hostToken } from '../bus/names.ts';

/**
 * Why a host has no id.
 * @errors command line
 */
export type HostIdErrorCode =
  /**
   * `/etc/machine-id` is missing, empty or malformed, so the host has no id.
   * @remedy Pass `--host ID`, or create one with `systemd-machine-id-setup`.
   */
  'MACHINE_ID';

export class HostIdError extends CodedError<HostIdErrorCode> {}

/** Names the use that the derived id is for: another program's id of the same machine is another one. */
const APPLICATION = 'bootswap.v1.host-id';
const TOKEN_DIGITS = 32;

/**
 * The host's id on the bus: 32 hex digits derived from the machine id, which must not be published itself. The same
 * construction as sd_id128_get_machine_app_specific(3): HMAC-SHA256 keyed by the machine id, cut to 128 bits.
 * @param machineId the content of /etc/machine-id: 32 hex digits (machine-id(5))
 * @throws {HostIdError} MACHINE_ID on anything else, `uninitialized` and all zeroes included
 */
export const hostIdFrom = (machineId: string): string => {
  const digits = machineId.trim().toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits) || /^0+$/.test(digits)) {
    throw new HostIdError(
      'MACHINE_ID',
      'the machine id is not 32 hex digits: run systemd-machine-id-setup, or give --host ID',
    );
  }
  const derived = createHmac('sha256', Buffer.from(digits, 'hex')).update(APPLICATION).digest('hex');
  return derived.slice(0, TOKEN_DIGITS);
};

export type HostIdOptions = {
  /** The operator's choice; the machine id is then not read. */
  override?: string | undefined;
  machineIdPath?: string;
};

/**
 * The id under which this host is known on the bus.
 * @throws {NameError} HOST_ID if the override cannot be a subject token; {HostIdError} MACHINE_ID
 */
export const readHostId = async (options: HostIdOptions = {}): Promise<string> => {
  if (options.override !== undefined) return hostToken(options.override);
  const path = options.machineIdPath ?? '/etc/machine-id';
  try {
    return hostIdFrom(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof HostIdError) throw error;
    throw new HostIdError('MACHINE_ID', `cannot read ${path}: ${messageOf(error)}; give --host ID`, {
      cause: error,
    });
  }
};
