/** Measures the free entries of an ESP's directories, below the file system. */
import { hasCode } from '../errors.ts';
import { deviceOf, FatError, readDirectory, slotMapOf, withVolume } from '../esp/fat/index.ts';
import type { FatDirectory, FatVolume } from '../esp/fat/index.ts';
import { describeMount, foldFatName } from '../esp/index.ts';
import { freeRunsOf } from './directory-room.ts';
import type { DirectoryRoom } from '../wire/types.ts';

type Named = { directory: FatDirectory; path: string; released: ReadonlySet<string> };

/** What will be deleted before anything is staged gives its slots back. */
const slotsToBeFree = ({ directory, path, released }: Named): Set<number> =>
  new Set(
    directory.entries
      .filter(({ name }) => released.has(foldFatName(path === '' ? name : `${path}/${name}`)))
      .flatMap(({ slot, longSlots }) => Array.from({ length: longSlots + 1 }, (_, at) => slot.index - at)),
  );

const roomIn = async (
  volume: FatVolume,
  path: string,
  released: ReadonlySet<string>,
): Promise<DirectoryRoom[]> => {
  try {
    const directory = await readDirectory(volume, path);
    const free = slotsToBeFree({ directory, path, released });
    const { isUsed } = slotMapOf(directory, volume.geometry);
    return [{ path, freeRuns: freeRunsOf(isUsed.map((used, index) => used && !free.has(index))) }];
  } catch (error) {
    // Not there yet: it will be made, and is not live.
    if (error instanceof FatError) return [];
    throw error;
  }
};

/** `paths` of directories; `released`: paths of what is deleted before. All relative to the ESP. */
export type RoomRequest = { paths: readonly string[]; released: readonly string[] };

const roomsIn = async (volume: FatVolume, { paths, released }: RoomRequest): Promise<DirectoryRoom[]> => {
  const gone = new Set(released.map(foldFatName));
  const rooms: DirectoryRoom[] = [];
  for (const path of new Set(paths)) rooms.push(...(await roomIn(volume, path, gone)));
  return rooms;
};

/**
 * The room in some directories of the ESP, for each request, from one look at the device itself; none where there is no
 * vfat of which the whole is mounted there, or no right to look.
 */
export const measureRooms = async (
  espRoot: string,
  requests: readonly RoomRequest[],
): Promise<DirectoryRoom[][]> => {
  const unknown = requests.map(() => []);
  const mount = await describeMount(espRoot);
  if (mount.filesystem !== 'vfat' || !mount.isMountPoint || mount.root !== '/') return unknown;
  try {
    return await withVolume(await deviceOf(mount), async (volume) => {
      const rooms: DirectoryRoom[][] = [];
      for (const request of requests) rooms.push(await roomsIn(volume, request));
      return rooms;
    });
  } catch (error) {
    if (['NO_DEVICE', 'EACCES', 'EPERM'].some((code) => hasCode(error, code))) return unknown;
    throw error;
  }
};

/** As `measureRooms`, for one request. */
export const measureRoom = async (espRoot: string, request: RoomRequest): Promise<DirectoryRoom[]> =>
  (await measureRooms(espRoot, [request]))[0] ?? [];
