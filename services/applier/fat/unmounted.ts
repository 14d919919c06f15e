/** Takes the ESP off its mount point for a moment, and puts it back as it was. */
import { setTimeout } from 'node:timers/promises';
import { deviceOf } from '../../../lib/esp/fat/index.ts';
import { describeMount, readMounts } from '../../../lib/esp/index.ts';
import type { MountDescription } from '../../../lib/esp/index.ts';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import { mount, unmount } from '../../../lib/sys/index.ts';
import type { MountRequest } from '../../../lib/sys/index.ts';
import { HealError } from './heal-error.ts';
import { clearUnmountedNote, writeUnmountedNote } from './unmounted-note.ts';

const BUSY_WAIT_MS = 1000;
const BUSY_POLL_MS = 50;

/**
 * Options for mounting again. A vfat that met an error has turned itself read-only (`ro` of the file system beside `rw`
 * of the mount): it comes back writable. `seclabel` is what SELinux adds for reading only.
 */
const optionsOf = ({ options }: MountDescription): string[] =>
  options.filter((option) => option !== 'seclabel' && !(option === 'ro' && options.includes('rw')));

const mountAt = async (espRoot: string): Promise<MountDescription> => {
  const described = await describeMount(espRoot);
  if (!described.isMountPoint || described.filesystem !== 'vfat')
    throw new HealError('NOT_MOUNTED', `no vfat file system is mounted at ${espRoot}`);
  return described;
};

/** A bind mount of a part of it could not be put back, and a second mount would keep the device. */
const checkOnlyMount = async ({ deviceNumber, root, mountPoint }: MountDescription): Promise<void> => {
  const all = (await readMounts()).filter((entry) => entry.deviceNumber === deviceNumber);
  if (all.length === 1 && root === '/') return;
  const others = all.map((entry) => entry.mountPoint).filter((point) => point !== mountPoint);
  const where = others.length === 0 ? 'by a bind mount' : `also at ${others.join(', ')}`;
  throw new HealError('BUSY', `the ESP is mounted ${where}, so it cannot be repaired: unmount it there`);
};

const unmountOrRefuse = async (mountPoint: string): Promise<void> => {
  for (let waitedMs = 0; ; waitedMs += BUSY_POLL_MS) {
    try {
      return await unmount(mountPoint);
    } catch (error) {
      if (hasCode(error, 'EBUSY') && waitedMs < BUSY_WAIT_MS) {
        await setTimeout(BUSY_POLL_MS);
        continue;
      }
      const isBusy = hasCode(error, 'EBUSY');
      const why = isBusy ? 'a program uses it (see: fuser -m)' : messageOf(error);
      throw new HealError(
        isBusy ? 'BUSY' : 'NOT_ALLOWED',
        `the ESP at ${mountPoint} cannot be unmounted for a repair: ${why}; nothing was changed`,
        { cause: error },
      );
    }
  }
};

/** An automount may be quicker than we are. */
const isBack = async ({ mountPoint, deviceNumber }: MountDescription): Promise<boolean> =>
  (await readMounts()).some(
    (entry) => entry.mountPoint === mountPoint && entry.deviceNumber === deviceNumber,
  );

const mountAgain = async (was: MountDescription, request: MountRequest): Promise<void> => {
  if (await isBack(was)) return;
  const { target } = request;
  try {
    await mount(request);
  } catch (cause) {
    if (hasCode(cause, 'EBUSY') && (await isBack(was))) return;
    const advice = `run: mount ${target}`;
    throw new HealError(
      'NOT_REMOUNTED',
      `${target} could not be mounted again: ${messageOf(cause)}; ${advice}`,
      {
        cause,
      },
    );
  }
};

const unmountNoted = async (request: MountRequest, notePath: string | undefined): Promise<void> => {
  if (notePath !== undefined) await writeUnmountedNote(notePath, request);
  try {
    await unmountOrRefuse(request.target);
  } catch (error) {
    if (notePath !== undefined) await clearUnmountedNote(notePath);
    throw error;
  }
};

export type UnmountedOptions = {
  /** Says durably, as long as the ESP is unmounted, how to mount it again: see `mountAfterKill`. */
  notePath?: string;
};

/**
 * Unmounts the ESP, works on its device, and mounts it again with the same options, whether the work failed or not.
 * Nothing of ours may be open on it. Waits up to a second for others to let go of it; never unmounts lazily.
 * @throws {HealError} NOT_MOUNTED, BUSY, NOT_ALLOWED, {FatError} NO_DEVICE: before anything was done; NOT_REMOUNTED
 * @throws {ApplyError} STATE_DIRECTORY if the note cannot be written: before anything was done
 * @throws what `work` throws
 */
export const withUnmounted = async <T>(
  espRoot: string,
  work: (device: string) => Promise<T>,
  { notePath }: UnmountedOptions = {},
): Promise<T> => {
  const was = await mountAt(espRoot);
  const source = await deviceOf(was);
  await checkOnlyMount(was);
  const { mountPoint: target, filesystem } = was;
  const request: MountRequest = { source, target, filesystem, options: optionsOf(was) };
  await unmountNoted(request, notePath);
  try {
    return await work(source);
  } finally {
    await mountAgain(was, request);
    if (notePath !== undefined) await clearUnmountedNote(notePath);
  }
};
