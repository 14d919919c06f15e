/** A note for the next process, in case this one is killed while the ESP is unmounted. */
import { readFile, unlink } from 'node:fs/promises';
import { describeMount } from '../../../lib/esp/index.ts';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import { mount, writeFileDurably } from '../../../lib/sys/index.ts';
import type { MountRequest } from '../../../lib/sys/index.ts';
import { inStateDirectory } from '../apply-error.ts';
import { HealError } from './heal-error.ts';

type UnmountedNote = { bootId: string; request: MountRequest };

const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const readBootId = async (): Promise<string> => (await readFile(BOOT_ID, 'utf8')).trim();

const isText = (value: unknown): value is string => typeof value === 'string';

/** Null if bootswap did not write it: then the operator must mount the ESP. */
export const parseUnmountedNote = (json: string): UnmountedNote | null => {
  try {
    const { bootId, request }: Record<string, unknown> = { ...JSON.parse(json) };
    const { source, target, filesystem, options }: Record<string, unknown> = { ...(request as object) };
    if (!isText(bootId) || !isText(source) || !isText(target) || filesystem !== 'vfat') return null;
    if (!Array.isArray(options) || !options.every(isText)) return null;
    return { bootId, request: { source, target, filesystem, options } };
  } catch {
    return null;
  }
};

const read = async (path: string): Promise<UnmountedNote | null> => {
  try {
    return parseUnmountedNote(await readFile(path, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
};

/** Durable when this resolves. @throws {ApplyError} STATE_DIRECTORY */
export const writeUnmountedNote = async (path: string, request: MountRequest): Promise<void> => {
  const note: UnmountedNote = { bootId: await readBootId(), request };
  await inStateDirectory(() => writeFileDurably(path, `${JSON.stringify(note)}\n`, { mode: 0o640 }));
};

/** Need not be durable: the note is ignored if the ESP is mounted, and after another boot. */
export const clearUnmountedNote = async (path: string): Promise<void> => {
  try {
    await unlink(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
};

const mountUnlessMounted = async (request: MountRequest): Promise<boolean> => {
  if ((await describeMount(request.target)).isMountPoint) return false;
  await mount(request);
  return true;
};

/**
 * Mounts the ESP again, with its options, if a process was killed during this boot while the ESP was unmounted. Devices may
 * have other names after another boot, which mounts the ESP anyway.
 * @param espRoot where the caller expects the ESP; by default its former mount point
 * @returns whether it was mounted
 * @throws {HealError} NOT_REMOUNTED; Node's error if the note cannot be read
 */
export const mountAfterKill = async (notePath: string, espRoot?: string): Promise<boolean> => {
  const note = await read(notePath);
  if (note === null || note.bootId !== (await readBootId())) return false;
  const { target } = note.request;
  if (target !== (espRoot ?? target)) return false;
  try {
    if (!(await mountUnlessMounted(note.request))) return false;
  } catch (cause) {
    const why = `${target} was unmounted for a repair and cannot be mounted again: ${messageOf(cause)}`;
    const advice = `if a repair is running, try again; otherwise mount it, or delete the note ${notePath}`;
    throw new HealError('NOT_REMOUNTED', `${why}; ${advice}`, { cause });
  }
  await clearUnmountedNote(notePath);
  return true;
};
