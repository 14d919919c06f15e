/** Whether the ESP can take an update at all. Leaves it as it was. */
import { humanBytes } from '../../../lib/format.ts';
import { open } from 'node:fs/promises';
import { describeMount, espSpace, joinEsp, treeClusterBytes } from '../../../lib/esp/index.ts';
import type { MountDescription } from '../../../lib/esp/index.ts';
import { hasCode } from '../../../lib/errors.ts';
import { describeNarrower, findFullDirectory, spaceNeeded } from '../../../lib/host/index.ts';
import { renameExchange } from '../../../lib/sys/index.ts';
import type { DirectoryRoom, Plan } from '../../../lib/wire/types.ts';
import { ApplyError } from '../apply-error.ts';
import type { ApplierDeps } from '../context.ts';
import { explainExchangeError } from './exchange-probe.ts';
import type { EspLock } from '../esp/lock.ts';
import { measureTrees, releaseTrees } from '../esp/delete-trees.ts';

const checkMount = (mount: MountDescription, { espRoot, allowAnyFilesystem }: ApplierDeps): void => {
  if (mount.readOnly) throw new ApplyError('READ_ONLY', explainExchangeError('EROFS'));
  if (allowAnyFilesystem) return;
  if (!mount.isMountPoint) {
    throw new ApplyError(
      'NOT_MOUNTED',
      `${espRoot} is not a mount point: mount the ESP there, or give --allow-any-fs to use it anyway`,
    );
  }
  if (mount.filesystem !== 'vfat') {
    throw new ApplyError(
      'NOT_VFAT',
      `${espRoot} is ${mount.filesystem}, not vfat: mount the ESP there, or give --allow-any-fs to use it anyway`,
    );
  }
};

/** Throws ApplyError NOT_MOUNTED, NOT_VFAT, READ_ONLY. */
export const checkEsp = async (deps: ApplierDeps): Promise<void> => {
  try {
    checkMount(await describeMount(deps.espRoot), deps);
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT')) throw cause;
    throw new ApplyError('NOT_MOUNTED', `no such directory: ${deps.espRoot}`, { cause });
  }
};

/**
 * Compares what the plan takes at its peak with what is free, and with what the trees to be released will free.
 * Throws ApplyError NO_SPACE, naming the bytes missing.
 */
export const checkSpace = async (
  plan: Pick<Plan, 'swaps'>,
  deps: ApplierDeps,
  occupied: readonly string[],
): Promise<void> => {
  const { clusterBytes, freeBytes } = await espSpace(deps.espRoot);
  const trees = await measureTrees(occupied.map((path) => joinEsp(deps.espRoot, path)));
  const availableBytes = freeBytes + treeClusterBytes({ ...trees, clusterBytes });
  const neededBytes = spaceNeeded(plan, clusterBytes);
  if (neededBytes <= availableBytes) return;
  throw new ApplyError(
    'NO_SPACE',
    `${deps.espRoot} lacks ${humanBytes(neededBytes - availableBytes)}: the update needs ${humanBytes(neededBytes)}, ` +
      `${humanBytes(availableBytes)} available; delete unused files from it` +
      describeNarrower(plan, { availableBytes, clusterBytes }),
  );
};

/** Upper-case 8.3 names that stages may have, too: recovery knows them for ours. */
const PROBE_NAMES = ['BSWPRB_1.BSW', 'BSWPRB_2.BSW'];

/** A root that would have to grow for the trial is spared it: the exchange itself will tell, and be undone. */
export const hasRoomForProbe = (rooms: readonly DirectoryRoom[]): boolean =>
  findFullDirectory(
    PROBE_NAMES.map(() => ({ parent: '', slots: 1 })),
    rooms,
  ) === null;

/**
 * Exchanges two empty files of its own, as only that tells whether kernel and file system can.
 * Throws ApplyError NO_EXCHANGE (which names kernel 6.0), READ_ONLY, NO_SPACE, or Node's error.
 */
export const probeExchange = async ({ espRoot }: ApplierDeps, lock: EspLock): Promise<void> => {
  const paths = PROBE_NAMES.map((name) => `${espRoot}/${name}`);
  try {
    for (const path of paths) await (await open(path, 'w')).close();
    renameExchange(paths[0] ?? '', paths[1] ?? '');
  } catch (cause) {
    const code = ['EINVAL', 'ENOSYS', 'EOPNOTSUPP'].find((errno) => hasCode(cause, errno));
    if (code === undefined) throw cause;
    throw new ApplyError('NO_EXCHANGE', explainExchangeError(code), { cause });
  } finally {
    await releaseTrees(paths, lock.directory).catch(() => undefined);
  }
};
