/** Reads all that decides whether a host boots, beside the digests of its tree. Reads only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { firmwareFrom } from '../../uefi/index.ts';
import type { BootFile, BootFiles, Firmware } from '../../uefi/index.ts';
import type { Sha256Hex, TreeFile } from '../../wire/types.ts';
import { createBootFileCache } from './boot-file-cache.ts';
import type { BootFileCache } from './boot-file-cache.ts';
import type { BootPlaces } from './boot-places.ts';
import { findKernels, findOutsideEfi } from './find-boot-files.ts';
import { firmwareDigest } from '../firmware-variables.ts';
import type { Variables } from '../firmware-variables.ts';
import type { HostBoot, ReadFile } from '../host-boot.ts';
import { readBindings, readEventLog, readPcrs } from './read-measured-boot.ts';
import { readVariables } from './read-variables.ts';

export type HostBootReader = {
  machine: number;
  /** Null if there are none, or they cannot be read. Never throws. */
  readVariables: () => Promise<Variables | null>;
  /** `firmwareDigest`. */
  digestOf: (variables: Variables) => string;
  /** Kernels that are not on the ESP, by absolute path. */
  readKernels: (espRoot?: string) => Promise<BootFiles>;
  /** A file on the ESP, by its digest, if it was read before; for a tree that must not be looked up. */
  known: (path: string, sha256: Sha256Hex) => BootFile | null;
  /**
   * `files`: those below EFI/, as they were measured. A file is read once for each digest that it has.
   * @throws {TreeError} CHANGED, UNREADABLE, TOO_LARGE, TOO_MANY_FILES; the signal's reason if aborted
   */
  read: (esp: {
    espRoot: string;
    files: readonly TreeFile[];
    signal?: AbortSignal | undefined;
  }) => Promise<HostBoot>;
};

const MACHINES: Readonly<Record<string, number>> = { x64: 0x8664, arm64: 0xaa64, ia32: 0x14c };
const DEFAULT_MACHINE = 0x8664;

/** On x86 firmware of 32 bits may start a kernel of 64. */
const machineOf = async ({ platformSize }: BootPlaces): Promise<number> => {
  const size = platformSize === null ? '' : await readFile(platformSize, 'latin1').catch(() => '');
  if (process.arch === 'x64' && size.trim() === '32') return 0x14c;
  return MACHINES[process.arch] ?? DEFAULT_MACHINE;
};

type Found = { variables: Variables | null; whyNoVariables: string };

const findVariables = async ({ efivars }: BootPlaces): Promise<Found> => {
  if (efivars === null)
    return { variables: null, whyNoVariables: 'pass --efivars to check whether it boots' };
  try {
    const variables = await readVariables(efivars);
    const why = `${efivars} has no boot variables: the host was not booted by UEFI`;
    return variables.size === 0
      ? { variables: null, whyNoVariables: why }
      : { variables, whyNoVariables: '' };
  } catch (error) {
    return { variables: null, whyNoVariables: `the firmware variables cannot be read: ${messageOf(error)}` };
  }
};

type Source = { root: string; cache: BootFileCache };

const readAll = async (files: readonly TreeFile[], { root, cache }: Source): Promise<ReadFile[]> => {
  const read: ReadFile[] = [];
  for (const measured of files) {
    const { path, sha256 } = measured;
    const source = path.startsWith('/') ? path : join(root, path);
    // Whatever the name of a kernel is, it is to be taken for an image.
    const espPath = path.startsWith('/') ? 'kernel.efi' : path;
    read.push({ ...measured, file: await cache.read(espPath, { source, sha256 }) });
  }
  return read;
};

/** Remembers what it has read for as long as it lives. */
export const openHostBoot = async (places: BootPlaces): Promise<HostBootReader> => {
  const cache = createBootFileCache();
  const machine = await machineOf(places);
  return {
    machine,
    digestOf: firmwareDigest,
    known: cache.known,
    readVariables: async () => (await findVariables(places)).variables,
    readKernels: async (espRoot = '/') => {
      const kernels = await readAll(await findKernels(places.kernels, { espRoot }), { root: '/', cache });
      return new Map(kernels.map(({ path, file }) => [path, file]));
    },
    read: async ({ espRoot, files, signal }) => {
      const elsewhere = [
        ...(await findKernels(places.kernels, { espRoot, signal })),
        ...(await findOutsideEfi(espRoot, signal)),
      ];
      return {
        machine,
        ...(await findVariables(places)),
        files: await readAll(files, { root: espRoot, cache }),
        elsewhere: await readAll(elsewhere, { root: espRoot, cache }),
        eventLog: await readEventLog(places),
        pcrs: await readPcrs(places),
        bindings: await readBindings(places, signal),
      };
    },
  };
};

/** Null where no variables are. */
export const firmwareOf = ({ variables }: Pick<HostBoot, 'variables'>): Firmware | null =>
  variables && firmwareFrom(variables);
