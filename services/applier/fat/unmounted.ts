/** Unmounts the ESP for a moment, and mounts it again with the same options. */
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
 * of the mount): it is mounted writable again. `seclabel` is only shown by SELinux, and is not an option.
 */
const optionsOf = ({ options }: MountDescription): string[] =>
  options.filter((option) => option !== 'seclabel' && !(option === 'ro' && options.includes('rw')));

const mountAt = async (espRoot: string): Promise<MountDescription> => {
  const described = await describeMount(espRoot);
  if (!described.isMountPoint || described.filesystem !== 'vfat')
    throw new HealError('NOT_MOUNTED', `no vfat file system is mounted at ${espRoot}`);
  return described;
};

/** A bind mount of a part of the ESP could not be restored, and a second mount would keep the device busy. */
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

/** An automount may mount the ESP first. */
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
  /** Durable note on how to mount the ESP again, while it is unmounted: see `mountAfterKill`. */
  notePath?: string;
};

/**
 * Unmounts the ESP, works on its device, and mounts it again with the same options, whether the work failed or not.
 * None of our files may be open on it. Waits up to a second for other programs to close theirs; never unmounts lazily.
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
