import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeEspImage, putTree } from '../lab/esp-image.ts';
import { perlText } from '../lab/guest/order.ts';
import type { PerlData } from '../lab/guest/order.ts';
import { builtBootswap } from '../lab/programs.ts';
import { repoRoot } from '../lab/tools.ts';
import { DEFAULT_MOUNT_OPTIONS, PERL } from '../lab/guest/options.ts';
import { writeTree } from '../lab/trees.ts';
import { CrashError } from '../lab/crash/crash-error.ts';
import { crossLinkAndFsck, setDirtyBit, takeSpace } from '../lab/crash/mishap.ts';
import { makeCrashDisk } from './crash-disk.ts';
import type { CrashDisk } from './crash-disk.ts';
import type { Expectations } from './expectations.ts';
import { ESP_POINT, runDriver, STATE_POINT } from './guest-driver.ts';
import type { MatrixRow } from './matrix.ts';
import { changedDirectories, rowExpectations, rowFiles, targetsOf } from './row-files.ts';
import type { RowFiles } from './row-files.ts';

/** The disk of a scenario, ready for the recorded run. */
export type MatrixEsp = {
  disk: CrashDisk;
  payload: string;
  expectations: Expectations;
  mountOptions: string;
};

const PREPARE = join(repoRoot(), 'tests', 'crash', 'guest', 'prepare.pl');
const BOOTSWAP = [process.execPath, await builtBootswap()];
export const PLACES = ['--esp', ESP_POINT, '--state-dir', STATE_POINT];
/** FAT32 has at least 65 525 clusters, these of one sector each; FAT16 gets large ones. */
const IMAGES = {
  FAT32: { sizeMiB: 34, fat: 32 },
  FAT16: { sizeMiB: 20, fat: 16, sectorsPerCluster: 4 },
} as const;
const CLUSTER_BYTES = { FAT32: 512, FAT16: 2048 };
/** Of what an update needs at its peak: its trees, directories that grow, a little air. */
const SLACK_CLUSTERS = 12;
const KILLED = 137;
const PREPARE_TIMEOUT_MS = 300_000;

export const applyCommand = (row: MatrixRow, payload: string): string[] => {
  const scope = row.scope === 'file' ? 'auto' : row.scope;
  const options = ['--scope', scope, '--min-free', '0', '--unproven'];
  return [...BOOTSWAP, 'apply', ...PLACES, '--payload', payload, ...options];
};

export const recoverCommand: readonly string[] = [...BOOTSWAP, 'recover', ...PLACES];

/** The directories whose slots matter, with the live entries in them. */
const parentsOf = (row: MatrixRow): string[][] => {
  const byParent = new Map<string, string[]>();
  for (const target of targetsOf(row)) {
    const at = target.lastIndexOf('/');
    const parent = target.slice(0, Math.max(0, at));
    byParent.set(parent, [...(byParent.get(parent) ?? []), target.slice(at + 1)]);
  }
  return [...byParent].map(([parent, names]) => [parent, ...names]);
};

/** What is staged at once, and as much air as directories need that grow. */
const neededClusters = (row: MatrixRow, { after }: RowFiles): number => {
  const targets = targetsOf(row);
  const staged = [...after].filter(([path]) =>
    targets.some((each) => path === each || path.startsWith(`${each}/`)),
  );
  const clusters = staged.reduce(
    (sum, [, bytes]) => sum + Math.ceil(bytes.length / CLUSTER_BYTES[row.fat]),
    0,
  );
  return clusters + SLACK_CLUSTERS;
};

type Step = readonly [exitCode: number, env: Readonly<Record<string, string>>, ...command: string[]];

const perlStep = ([exitCode, env, ...command]: Step): string =>
  `[${exitCode}, { ${Object.entries(env)
    .map(([name, value]) => `${perlText(name)} => ${perlText(value)}`)
    .join(', ')} }, ${command.map(perlText).join(', ')}]`;

/** Keys and records are on the host before its first update. */
const stepsOf = (row: MatrixRow, earlier: string): { before: Step[]; after: Step[] } => {
  const recover: Step = [0, {}, ...recoverCommand];
  const apply = (exitCode: number, failPoint: string): Step => [
    exitCode,
    { BOOTSWAP_FAILPOINT: failPoint },
    ...applyCommand(row, earlier),
  ];
  if (row.start === 'updated') return { before: [recover], after: [apply(0, '')] };
  if (row.start === 'interrupted') return { before: [recover], after: [apply(KILLED, 'verify-stage:kill')] };
  if (row.start === 'fsck') return { before: [recover], after: [apply(KILLED, 'write-back:kill')] };
  return { before: [recover], after: [] };
};

const orderText = (row: MatrixRow, earlier: string): string => {
  const { before, after } = stepsOf(row, earlier);
  const trees =
    row.start === 'bootupd'
      ? changedDirectories(row).map((path) => [path, path.replace(/([^/]+)$/, '.btmp.$1')])
      : [];
  const data: Record<string, PerlData> = {
    esp: ESP_POINT,
    parents: parentsOf(row),
    stage: row.stage.split(' ')[0] ?? '',
    fixed_root: row.fat === 'FAT16' ? 1 : 0,
    trees,
  };
  const fields = Object.entries(data).map(([name, value]) => `${name} => ${perlText(value)}`);
  const steps = { before, after };
  const commands = Object.entries(steps).map(([name, all]) => `${name} => [${all.map(perlStep).join(', ')}]`);
  return `{ ${[...fields, ...commands].join(', ')} }\n`;
};

/** `slots EFI BOOT=2 PAD004=9 ...`: what prepare.pl says of each directory that it has laid out. */
const padsIn = (output: string): string[] =>
  [...output.matchAll(/^slots (\S*) (.*)$/gm)].flatMap(([, parent = '', entries = '']) =>
    [...entries.matchAll(/\b(PAD\d+)=/g)].map(([, name = '']) =>
      parent === '' ? name : `${parent}/${name}`,
    ),
  );

export const mountOptionsOf = ({ mount }: MatrixRow): string =>
  mount === 'default' ? DEFAULT_MOUNT_OPTIONS : `${DEFAULT_MOUNT_OPTIONS},${mount}`;

const prepare = async (
  row: MatrixRow,
  files: RowFiles,
  { disk, directory }: { disk: CrashDisk; directory: string },
) => {
  const scratchDir = join(directory, 'preparation');
  const earlier = join(directory, 'earlier');
  await mkdir(scratchDir, { recursive: true });
  await writeTree(earlier, files.earlier);
  const orderPath = join(directory, 'prepare-order');
  await writeFile(orderPath, orderText(row, earlier));
  const { items } = await runDriver({
    disk,
    scratchDir,
    command: [PERL, PREPARE, orderPath],
    commandTimeoutMs: PREPARE_TIMEOUT_MS,
    // Of the row's options only the one that decides about slots: the others make hundreds of entries slow.
    mountOptions: row.mount === 'shortname=winnt' ? mountOptionsOf(row) : DEFAULT_MOUNT_OPTIONS,
    shares: [{ path: directory }],
  });
  const [item] = items;
  if (item?.exitCode === 0) return item.output;
  throw new CrashError(
    'DRIVER_FAILED',
    `preparing ended with ${item?.exitCode ?? -1}: ${item?.output ?? ''}`,
  );
};

const espBytes = async (disk: CrashDisk): Promise<Buffer> =>
  (await readFile(disk.path)).subarray(0, disk.espSectors * 512);

const changeEsp = async (
  disk: CrashDisk,
  change: (esp: Buffer) => Promise<Buffer> | Buffer,
): Promise<void> => {
  const bytes = await change(Buffer.from(await espBytes(disk)));
  const file = await open(disk.path, 'r+');
  try {
    await file.write(bytes, 0, bytes.length, 0);
  } finally {
    await file.close();
  }
};

/**
 * Makes a scenario's disk: the image, what came before the recorded run, and where its directory entries lie.
 * @throws {CrashError} DRIVER_FAILED, also if an earlier update did not end as it should
 * @throws {LabError} as `runInGuest`
 */
export const makeMatrixEsp = async (row: MatrixRow, directory: string): Promise<MatrixEsp> => {
  const files = rowFiles(row);
  const [image, made, payload] = [
    join(directory, 'esp.img'),
    join(directory, 'made'),
    join(directory, 'payload'),
  ];
  await writeTree(made, files.made);
  await writeTree(payload, files.payload);
  await makeEspImage({ ...IMAGES[row.fat], path: image });
  await putTree(image, { directory: made });
  const disk = await makeCrashDisk(image, { path: join(directory, 'disk.img'), hasStateDir: true });
  const said = await prepare(row, files, { disk, directory });
  const [target = ''] = targetsOf(row);
  if (row.start === 'fsck') await changeEsp(disk, (esp) => crossLinkAndFsck(esp, { target, directory }));
  if (row.space === 'nearly full') await changeEsp(disk, (esp) => takeSpace(esp, neededClusters(row, files)));
  if (row.start === 'dirty') await changeEsp(disk, setDirtyBit);
  return {
    disk,
    payload,
    expectations: rowExpectations(row, files, padsIn(said)),
    mountOptions: mountOptionsOf(row),
  };
};
