/** Does what fat-tasks.ts describes, in a guest: `<share> <unmounted-child> <bin/bootswap>`, both built. */
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFat, withVolume } from '../../lib/esp/fat/index.ts';
import type { Diagnosis, SwapNames } from '../../lib/esp/fat/index.ts';
import { describeMount } from '../../lib/esp/index.ts';
import { readVfatNames, run, runOrThrow } from '../../lib/sys/index.ts';
import {
  createStagePlaced,
  healDevice,
  mountAfterKill,
  withUnmounted,
  writeSector,
} from '../../services/applier/fat/index.ts';
import { lockEsp } from '../../services/applier/esp/lock.ts';
import type { EspLock } from '../../services/applier/esp/lock.ts';
import { readRawView } from '../../services/applier/recovery/scan-device.ts';
import { DISKS_VARIABLE } from '../lab/guest/options.ts';
import { quiet } from '../lab/quiet-log.ts';
import type { FatTask } from './fat-tasks.ts';

const ESP = '/run/esp';
const STATE = '/run/state';
const NOTE = `${STATE}/unmounted.json`;
/** The guest's first disk. */
const espDevice = (): string => process.env[DISKS_VARIABLE]?.split(' ')[0] ?? '';
const [share = '', childProgram = '', bootswap = ''] = process.argv.slice(2);
const at = (path: string): string => join(ESP, path);

const createEmpty = async (path: string): Promise<void> => (await open(path, 'wx')).close();

const printed = ({ kind, why, placement, heal }: Diagnosis) => ({
  kind,
  why,
  placement,
  heal: heal?.kind ?? null,
});

const inParent = (parent: string, name: string): string => (parent === '' ? name : `${parent}/${name}`);

/** What recovery sees of these swaps below the file system, before it heals. */
const seenBelow = async (lock: EspLock, swaps: readonly SwapNames[]): Promise<Diagnosis[]> => {
  const known = swaps.map(({ parent, live, stage }) => ({
    target: inParent(parent, live),
    stagePath: inParent(parent, stage),
  }));
  const view = await readRawView({ espRoot: ESP, log: quiet }, { lock, known });
  if (view === null) throw new Error(`nothing is seen below ${ESP}`);
  const isAsked = (stage: string): boolean => swaps.some((names) => names.stage === stage);
  return view.findings.map(({ diagnosis }) => diagnosis).filter(({ names }) => isAsked(names.stage));
};

/** Heals them as recovery does, but leaves the clusters that this loses. */
const heal = async (
  lock: EspLock,
  { swaps, adopts = false }: { swaps: readonly SwapNames[]; adopts?: boolean | undefined },
) => {
  const diagnoses = await seenBelow(lock, swaps);
  const isDue = diagnoses.some(
    (seen) => seen.heal?.kind === 'delete-stage' || (seen.heal !== null && adopts),
  );
  if (!isDue) return { steps: [], diagnoses };
  const options = { mayAdopt: () => Promise.resolve(adopts) };
  return lock.whileUnlocked(() => withUnmounted(ESP, (device) => healDevice(device, swaps, options)));
};

const underLock = async <T>(work: (lock: EspLock) => Promise<T>): Promise<T> => {
  const lock = await lockEsp(ESP);
  try {
    return await work(lock);
  } finally {
    await lock.release();
  }
};

type Doers = { [Kind in FatTask['do']]: (task: Extract<FatTask, { do: Kind }>) => Promise<unknown> };

const createStage = (path: string, kind: 'directory' | 'file'): Promise<void> =>
  kind === 'file' ? createEmpty(path) : mkdir(path);

const heldOpen = async <T>(isHeld: boolean, work: () => Promise<T>): Promise<T> => {
  const handle = isHeld ? await open(ESP, 'r') : null;
  try {
    return await work();
  } finally {
    await handle?.close();
  }
};

const doers: Doers = {
  mkdir: async ({ path }) => void (await mkdir(at(path), { recursive: true })),
  file: ({ path }) => createEmpty(at(path)),
  remove: ({ path }) => rm(at(path), { recursive: true }),
  list: async ({ path }) => {
    for (const name of await readdir(at(path), { recursive: true }))
      await (await open(at(`${path}/${name}`))).close();
    return 'ok';
  },
  names: async ({ path }) => {
    const handle = await open(at(path), 'r');
    try {
      return readVfatNames(handle.fd);
    } finally {
      await handle.close();
    }
  },
  place: ({ names, kind, fails = false }) =>
    createStagePlaced(ESP, names, async () => {
      if (fails) throw Object.assign(new Error('as told'), { code: 'AS_TOLD' });
      await createStage(at(join(names.parent, names.stage)), kind);
    }),
  diagnose: ({ swaps }) => underLock(async (lock) => (await seenBelow(lock, swaps)).map(printed)),
  heal: ({ swaps, adopts, isHeldOpen = false }) =>
    heldOpen(isHeldOpen, async () => {
      const { steps, diagnoses } = await underLock((lock) => heal(lock, { swaps, adopts }));
      return { steps: steps.map(({ kind }) => kind), diagnoses: diagnoses.map(printed) };
    }),
  bind: async ({ to }) => {
    await mkdir(to);
    await runOrThrow('mount', ['--bind', ESP, to]);
  },
  'write-sector': ({ offset }) =>
    withVolume(espDevice(), async ({ geometry, readAt }) => {
      const before = await readAt(offset, geometry.sectorBytes);
      await openFat(readAt);
      await writeSector({ device: espDevice(), geometry, patch: { offset, before, after: before } });
    }),
  'kill-unmounted': async () => {
    await mkdir(STATE, { recursive: true });
    const { signal } = await run(process.execPath, [childProgram, ESP, NOTE]);
    return signal;
  },
  recover: async () => {
    const args = [bootswap, 'recover', '--esp', ESP, '--state-dir', STATE];
    return (await run(process.execPath, args)).code;
  },
  'mount-after-kill': () => mountAfterKill(NOTE, ESP),
  mounts: async () => {
    const { mountPoint, device, options, isMountPoint } = await describeMount(ESP);
    return { mountPoint, device, options, isMountPoint };
  },
};

const perform = <Kind extends FatTask['do']>(task: Extract<FatTask, { do: Kind }>): Promise<unknown> =>
  doers[task.do as Kind](task);

const tasks = JSON.parse(await readFile(join(share, 'tasks'), 'utf8')) as FatTask[];
const results: unknown[] = [];
for (const task of tasks) {
  try {
    results.push((await perform(task)) ?? null);
  } catch (error) {
    results.push({ error: error instanceof Error && 'code' in error ? error.code : String(error) });
  }
}
await writeFile(join(share, 'results'), JSON.stringify(results));
