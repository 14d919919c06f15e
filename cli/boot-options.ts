/** Where to read a host's boot data: its own firmware, or captured files. */
import { stat } from 'node:fs/promises';
import { noBootPlaces, ownBootPlaces } from '../lib/boot/index.ts';
import type { BootPlaces } from '../lib/boot/index.ts';
import { parseTpmLog, UefiError } from '../lib/uefi/index.ts';
import type { TpmLog } from '../lib/uefi/index.ts';
import { BootFilesError, readBounded } from './boot-files.ts';
import { UsageError } from './command.ts';
import type { Invocation, OptionSpecs } from './command.ts';
import { PlaceError } from './places.ts';

export const bootOptions = {
  efivars: {
    value: 'DIR',
    help: "firmware variables: /sys/firmware/efi/efivars or a copy of one (default: this machine's own)",
  },
  'event-log': { value: 'FILE', help: 'TPM event log, to predict PCR 4 and 7' },
  'luks-header': {
    value: 'FILE',
    help: 'output of cryptsetup luksDump --dump-json-metadata, to see which PCRs unlock the disk',
    multiple: true,
  },
} satisfies OptionSpecs;

type Asked = Pick<Invocation, 'text' | 'texts' | 'has'>;

/** The named directory of variables, or null. Throws PlaceError NO_EFIVARS if it is not a directory: then nothing could be judged. */
export const efivarsOf = async ({ text }: Pick<Asked, 'text'>): Promise<string | null> => {
  const named = text('efivars');
  if (named === undefined) return null;
  if (await isDirectory(named)) return named;
  throw new PlaceError(
    'NO_EFIVARS',
    `no such directory: ${named}; give --efivars a copy of /sys/firmware/efi/efivars`,
  );
};

/** Of a GPT partition, or `<disk signature>-<number>` of an MBR one, as `lsblk -o PARTUUID` says it. */
const PARTUUID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}-[0-9a-f]{2})$/i;

/** The named partition. Throws UsageError if it is not a PARTUUID: no boot entry would match this ESP. */
export const partUuidOf = ({ text }: Pick<Asked, 'text'>): string | undefined => {
  const named = text('partuuid');
  if (named === undefined || PARTUUID.test(named)) return named;
  throw new UsageError(`--partuuid takes a value from lsblk -o PARTUUID, not ${JSON.stringify(named)}`);
};

/** Adds the file's name to a parse error: several files may be named. */
export const parseNamed = <T>(path: string, parse: () => T): T => {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof UefiError)) throw cause;
    throw new BootFilesError('UNREADABLE', `cannot read ${path}: ${cause.message}`, { cause });
  }
};

/** The named event log, or null. Throws BootFilesError if it cannot be read: then nothing could be predicted. */
export const eventLogOf = async ({ text }: Pick<Asked, 'text'>): Promise<TpmLog | null> => {
  const named = text('event-log');
  if (named === undefined) return null;
  const bytes = await readBounded(named);
  return parseNamed(named, () => parseTpmLog(bytes));
};

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** With --allow-any-fs the ESP is usually an image's: this machine's own firmware says nothing about it. */
const defaultPlaces = ({ text, has }: Asked): BootPlaces =>
  text('efivars') !== undefined || has('allow-any-fs') ? noBootPlaces : ownBootPlaces;

/** This machine's own boot data. With captured variables or --allow-any-fs, only the named files. Throws PlaceError. */
export const bootPlacesOf = async (invocation: Asked): Promise<BootPlaces> => {
  const places = defaultPlaces(invocation);
  return {
    ...places,
    efivars: (await efivarsOf(invocation)) ?? places.efivars,
    eventLog: invocation.text('event-log') ?? places.eventLog,
    luksHeaders: invocation.texts('luks-header'),
  };
};
