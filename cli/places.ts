/** Where things are unless the command line or the environment says otherwise. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findEsp } from '../lib/esp/index.ts';
import { CodedError } from '../lib/errors.ts';
import type { Invocation, OptionSpecs } from './command.ts';

export class PlaceError extends CodedError<'NO_ESP'> {}

export const stateOptions = {
  'state-dir': {
    value: 'DIR',
    help: 'what must outlive the process: keys, journal, ledger (default /var/lib/bootswap, or below ~/.local/state)',
  },
} satisfies OptionSpecs;

export const espOptions = {
  esp: {
    value: 'DIR',
    help: 'where the ESP is mounted (default: the vfat mount at /boot/efi, /efi or /boot)',
  },
  'allow-any-fs': { help: 'take a plain directory or another file system for the ESP (image builds, tests)' },
} satisfies OptionSpecs;

export const hostOptions = {
  host: { value: 'ID', help: "this host's id (default: derived from /etc/machine-id)" },
  channel: { value: 'NAME', help: 'the channel whose payloads this host follows (default stable)' },
} satisfies OptionSpecs;

export const channelOf = ({ text, env }: Pick<Invocation, 'text' | 'env'>): string =>
  text('channel') ?? env['BOOTSWAP_CHANNEL'] ?? 'stable';

const isRoot = (): boolean => process.getuid?.() === 0;

/** The state directory: --state-dir, BOOTSWAP_STATE_DIR, /var/lib/bootswap for root, ~/.local/state/bootswap else. */
export const stateDirectoryOf = ({ text, env }: Pick<Invocation, 'text' | 'env'>): string => {
  const named = text('state-dir') ?? env['BOOTSWAP_STATE_DIR'];
  if (named !== undefined && named !== '') return named;
  if (isRoot()) return '/var/lib/bootswap';
  return join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'bootswap');
};

/** The ESP: --esp, BOOTSWAP_ESP, or the one that is mounted. Throws PlaceError NO_ESP. */
export const espOf = async ({ text, env }: Pick<Invocation, 'text' | 'env'>): Promise<string> => {
  const named = text('esp') ?? env['BOOTSWAP_ESP'];
  if (named !== undefined && named !== '') return named;
  const found = await findEsp();
  if (found !== null) return found.path;
  throw new PlaceError(
    'NO_ESP',
    'no ESP is mounted at /boot/efi, /efi or /boot; mount it, or say where it is with --esp DIR',
  );
};
