/** Default locations, which the command line and the environment override. */
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { channelToken } from '../lib/bus/names.ts';
import { describeMount, findEsp } from '../lib/esp/index.ts';
import { CodedError, hasCode, messageOf } from '../lib/errors.ts';
import { HostIdError, readHostId } from '../lib/host/index.ts';
import type { Invocation, OptionSpecs } from './command.ts';

/**
 * What is not where it should be.
 * @errors command line
 */
export type PlaceErrorCode =
  /**
   * No ESP is mounted at `/boot/efi`, `/efi` or `/boot`, or the named directory does not exist.
   * @remedy Mount the ESP, or pass `--esp DIR`.
   */
  | 'NO_ESP'
  /**
   * The directory is not the mount point of a vfat file system.
   * @remedy Mount the ESP there. For image builds and tests, pass `--allow-any-fs`.
   */
  | 'NOT_VFAT'
  /**
   * The directory named with `--efivars` does not exist.
   * @remedy Pass the directory of efivarfs, or of a copy of it.
   */
  | 'NO_EFIVARS'
  /** The state directory cannot be read or written. @remedy Run as root, or pass `--state-dir DIR`. */
  | 'EACCES';

export class PlaceError extends CodedError<PlaceErrorCode> {}

export const stateOptions = {
  'state-dir': {
    value: 'DIR',
    help: 'directory for keys, journal and audit log (default /var/lib/bootswap for root, otherwise ~/.local/state/bootswap)',
  },
} satisfies OptionSpecs;

export const espOptions = {
  esp: {
    value: 'DIR',
    help: 'where the ESP is mounted (default: the vfat mount at /boot/efi, /efi or /boot)',
  },
  'allow-any-fs': {
    help: 'accept a plain directory or another file system as the ESP (for image builds and tests)',
  },
} satisfies OptionSpecs;

export const hostOptions = {
  host: { value: 'ID', help: "this host's id (default: derived from /etc/machine-id)" },
  channel: { value: 'NAME', help: 'the channel whose payloads this host follows (default stable)' },
} satisfies OptionSpecs;

type Named = Pick<Invocation, 'text' | 'env'>;

/** The channel: --channel, BOOTSWAP_CHANNEL, or stable. Throws NameError CHANNEL. */
export const channelOf = ({ text, env }: Named): string =>
  channelToken(text('channel') ?? env['BOOTSWAP_CHANNEL'] ?? 'stable');

/** Image builds have no machine id, and must not put one into the image. */
const hostWithoutMachineId = 'local';

/** The host's id: --host, BOOTSWAP_HOST, or from the machine id. Throws NameError HOST_ID, HostIdError MACHINE_ID. */
export const hostOf = ({ text, env }: Named): Promise<string> =>
  readHostId({ override: text('host') ?? env['BOOTSWAP_HOST'] });

/** As hostOf, for commands that work on this machine alone: `local` if there is no machine id. */
export const localHostOf = (named: Named): Promise<string> =>
  hostOf(named).catch((error: unknown) => {
    if (error instanceof HostIdError) return hostWithoutMachineId;
    throw error;
  });

const isRoot = (): boolean => process.getuid?.() === 0;

/** The state directory: --state-dir, BOOTSWAP_STATE_DIR, /var/lib/bootswap for root, ~/.local/state/bootswap else. */
export const stateDirectoryOf = ({ text, env }: Named): string => {
  const named = text('state-dir') ?? env['BOOTSWAP_STATE_DIR'];
  if (named !== undefined && named !== '') return named;
  if (isRoot()) return '/var/lib/bootswap';
  return join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'bootswap');
};

/** Adds a remedy to an error if the state directory may not be read or written. */
export const explainNoAccess = (error: unknown, named: Named): unknown => {
  if (!(error instanceof Error) || !hasCode(error, 'EACCES')) return error;
  const path = 'path' in error ? String(error.path) : '';
  const state = resolve(stateDirectoryOf(named));
  if (path !== state && !path.startsWith(`${state}/`)) return error;
  const message = `${messageOf(error)}: run as root, or name another state directory with --state-dir DIR`;
  return new PlaceError('EACCES', message, { cause: error });
};

/** The ESP: --esp, BOOTSWAP_ESP, or the one that is mounted. Throws PlaceError NO_ESP. */
export const espOf = async ({ text, env }: Named): Promise<string> => {
  const named = text('esp') ?? env['BOOTSWAP_ESP'];
  if (named !== undefined && named !== '') return named;
  const found = await findEsp();
  if (found !== null) return found.path;
  throw new PlaceError(
    'NO_ESP',
    'no ESP is mounted at /boot/efi, /efi or /boot: mount it, or give its mount point with --esp DIR',
  );
};

/** The real path of the ESP, whether named or found. Throws PlaceError NO_ESP. */
export const espRootOf = async (named: Named): Promise<string> => {
  const path = await espOf(named);
  try {
    return await realpath(path);
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT') && !hasCode(cause, 'ENOTDIR')) throw cause;
    throw new PlaceError(
      'NO_ESP',
      `no such directory: ${path}; mount the ESP there, or give its mount point with --esp DIR`,
      { cause },
    );
  }
};

/**
 * As espRootOf, for commands that need a real ESP: requires a vfat mount, unless --allow-any-fs is given.
 * Throws PlaceError NO_ESP, NOT_VFAT.
 */
export const usableEspRootOf = async (
  invocation: Pick<Invocation, 'text' | 'env' | 'has'>,
): Promise<string> => {
  const espRoot = await espRootOf(invocation);
  if (invocation.has('allow-any-fs')) return espRoot;
  const { filesystem, isMountPoint } = await describeMount(espRoot);
  if (filesystem === 'vfat' && isMountPoint) return espRoot;
  const what = isMountPoint ? `${filesystem}, not vfat` : `not a mount point (it is on ${filesystem})`;
  throw new PlaceError(
    'NOT_VFAT',
    `${espRoot} is ${what}: mount the ESP there, or give --allow-any-fs to use it anyway`,
  );
};
