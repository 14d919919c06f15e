import { downloadDebs, listsDirectory, unpackDebs } from '#scripts/apt.mjs';
import type { Wanted as AptWanted } from '#scripts/apt.mjs';
import { access, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { digestFile } from './file-digest.ts';
import type { FileDigest } from './file-digest.ts';
import { LabError } from './lab-error.ts';
import { missingTool, repoRoot, runTool } from './tools.ts';
import { hasCode, messageOf } from '../../lib/errors.ts';
import { withScratch } from './scratch.ts';

/** A boot file as it lies in a package; `name` is what it is called on an ESP. */
export type BootFile = FileDigest & { name: string; path: string };
export type BootPackage = { name: string; version: string; debPath: string; files: readonly BootFile[] };

export type BootPackages = {
  current: readonly BootPackage[];
  /** The next older version of each package that has one in apt's lists; often only GRUB's. */
  older: readonly BootPackage[];
  /** `cache` if apt could not help and an earlier run's files were taken. */
  source: 'apt' | 'cache';
};

/** Debian's name of an architecture that has signed boot packages. */
export type BootArch = 'amd64' | 'arm64';

export type FetchOptions = {
  /** What apt gives packages of; `amd64` by default. */
  arch?: BootArch;
  /** By default $BOOTSWAP_CACHE, or `.cache/debs` in the checkout. */
  cacheDir?: string;
};

/** A package in one of its versions. */
export type Wanted = Required<AptWanted>;
type Selection = { current: readonly Wanted[]; older: readonly Wanted[] };

/** One line a part: Debian's name first, then Ubuntu's. Ubuntu has MokManager and fallback in shim-signed itself. */
const partsFor = (arch: BootArch): readonly { names: readonly string[]; isOptional?: boolean }[] => [
  { names: ['shim-signed'] },
  { names: [`shim-helpers-${arch}-signed`], isOptional: true },
  { names: [`grub-efi-${arch}-signed`] },
  { names: [`fwupd-${arch}-signed`, 'fwupd-signed'] },
];

/** Ubuntu's shim-signed has `.signed.latest` and `.signed.previous`; only the former is today's. */
const BOOT_FILE = /^((?:shim|mm|fb|grub|fwupd)(?:x64|aa64)\.efi)(?:\.signed(?:\.latest)?)?$/;

/** $BOOTSWAP_CACHE, or `.cache/debs` in the checkout. */
export const defaultCacheDir = (): string =>
  process.env['BOOTSWAP_CACHE'] ?? join(repoRoot(), '.cache', 'debs');

/** Lines of apt-cache(8) madison: ` name | version | source`, newest version first. */
export const parseMadison = (text: string): Map<string, string[]> => {
  const versions = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [name, version] = line.split('|').map((field) => field.trim());
    if (!name || !version) continue;
    const known = versions.get(name) ?? [];
    if (!known.includes(version)) versions.set(name, [...known, version]);
  }
  return versions;
};

const select = async (arch: BootArch): Promise<Selection> => {
  const parts = partsFor(arch);
  const { stdout } = await runTool('apt-cache', ['madison', ...parts.flatMap((part) => part.names)]);
  const offered = parseMadison(stdout);
  const current: Wanted[] = [];
  const older: Wanted[] = [];
  for (const { names, isOptional = false } of parts) {
    const name = names.find((each) => offered.has(each));
    const [newest, next] = offered.get(name ?? '') ?? [];
    const qualified = `${name}:${arch}`;
    if (newest !== undefined) current.push({ name: qualified, version: newest });
    else if (!isOptional) {
      throw new LabError(
        'APT_NO_LISTS',
        `apt does not know ${names.join(' or ')}; run apt-get update (as root)`,
      );
    }
    if (next !== undefined) older.push({ name: qualified, version: next });
  }
  return { current, older };
};

const modifiedMs = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => -Infinity,
  );

const readSelection = async (path: string): Promise<Selection> =>
  JSON.parse(await readFile(path, 'utf8')) as Selection;

/** apt-cache takes half a second; what it said stays true until apt-get update touches the lists. */
const selectUnlessKnown = async (remembered: string, arch: BootArch): Promise<Selection> =>
  (await modifiedMs(remembered)) > (await modifiedMs(listsDirectory()))
    ? readSelection(remembered)
    : select(arch);

/** Debian's names of Node's, where they differ. */
const DEBIAN_ARCHES: Readonly<Record<string, string>> = { x64: 'amd64', arm: 'armhf', ia32: 'i386' };
const OWN_ARCH = DEBIAN_ARCHES[process.arch] ?? process.arch;

/** apt writes `name_version_arch.deb`; a wanted name may have its architecture behind a colon, else it is this machine's. */
const findDeb = async (cacheDir: string, wanted: Wanted): Promise<string | null> => {
  const [name, arch = OWN_ARCH] = wanted.name.split(':');
  const start = `${name}_${wanted.version.replaceAll(':', '%3a')}_`;
  const there = await readdir(cacheDir);
  const found = there.find((file) => file === `${start}${arch}.deb` || file === `${start}all.deb`);
  return found === undefined ? null : join(cacheDir, found);
};

const named = (cause: unknown): never => {
  if (hasCode(cause, 'APT_MISSING')) throw new LabError('TOOL_MISSING', missingTool('apt-get'), { cause });
  if (!hasCode(cause, 'APT_DOWNLOAD_FAILED')) throw cause;
  throw new LabError('APT_DOWNLOAD_FAILED', `${messageOf(cause)}; try apt-get update`, { cause });
};

/**
 * A package's files in `directory/tree`, fetched by apt, the newest version if none is named; its .deb stays beside.
 * @throws {LabError} APT_DOWNLOAD_FAILED, TOOL_MISSING
 */
export const fetchTree = async (wanted: AptWanted, directory: string): Promise<string> => {
  const debs = await downloadDebs([wanted], directory).catch(named);
  await unpackDebs(debs, join(directory, 'tree')).catch(named);
  return join(directory, 'tree');
};

/** Renamed into the cache when whole: several tests may fetch at once. */
const download = (cacheDir: string, wanted: Wanted): Promise<string> =>
  withScratch(async (scratch) => {
    const [deb = ''] = await downloadDebs([wanted], scratch).catch(named);
    await rename(deb, join(cacheDir, basename(deb)));
    return join(cacheDir, basename(deb));
  }, cacheDir);

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const extract = async (cacheDir: string, debPath: string): Promise<string> => {
  const target = join(cacheDir, basename(debPath, '.deb'));
  if (await exists(target)) return target;
  await withScratch(async (scratch) => {
    await unpackDebs([debPath], join(scratch, 'tree')).catch(named);
    // If another process was quicker its tree is the same one.
    await rename(join(scratch, 'tree'), target).catch(async (cause: unknown) => {
      if (!(await exists(target))) throw cause;
    });
  }, cacheDir);
  return target;
};

/**
 * The boot files of a .deb file (fetched by any means), extracted into the cache.
 * @throws {LabError} NO_BOOT_FILES
 */
export const bootFilesOf = async (debPath: string, options: FetchOptions = {}): Promise<BootFile[]> => {
  const cacheDir = options.cacheDir ?? defaultCacheDir();
  await mkdir(cacheDir, { recursive: true });
  const tree = await extract(cacheDir, debPath);
  const entries = await readdir(tree, { recursive: true });
  const files: BootFile[] = [];
  for (const entry of entries.toSorted()) {
    const name = BOOT_FILE.exec(basename(entry))?.[1];
    if (name !== undefined)
      files.push({ name, path: join(tree, entry), ...(await digestFile(join(tree, entry))) });
  }
  if (files.length === 0) throw new LabError('NO_BOOT_FILES', `no signed boot file in ${debPath}`);
  return files;
};

/**
 * The .deb file of a package in the cache, downloaded if it is not there.
 * @throws {LabError} APT_DOWNLOAD_FAILED, TOOL_MISSING
 */
export const packageFile = async (wanted: Wanted, options: FetchOptions = {}): Promise<string> => {
  const cacheDir = options.cacheDir ?? defaultCacheDir();
  await mkdir(cacheDir, { recursive: true });
  return (await findDeb(cacheDir, wanted)) ?? (await download(cacheDir, wanted));
};

/**
 * The directory into which a package is unpacked in the cache, downloaded if it is not there.
 * @throws {LabError} APT_DOWNLOAD_FAILED, TOOL_MISSING
 */
export const packageTree = async (wanted: Wanted, options: FetchOptions = {}): Promise<string> =>
  extract(options.cacheDir ?? defaultCacheDir(), await packageFile(wanted, options));

const obtain = async (cacheDir: string, wanted: Wanted): Promise<BootPackage> => {
  const debPath = await packageFile(wanted, { cacheDir });
  const name = wanted.name.replace(/:.*$/, '');
  return { ...wanted, name, debPath, files: await bootFilesOf(debPath, { cacheDir }) };
};

const obtainAll = async (cacheDir: string, selection: Selection): Promise<Omit<BootPackages, 'source'>> => ({
  current: await Promise.all(selection.current.map((wanted) => obtain(cacheDir, wanted))),
  older: await Promise.all(selection.older.map((wanted) => obtain(cacheDir, wanted))),
});

/**
 * Debian's or Ubuntu's signed boot packages (shim, MokManager and fallback, GRUB, fwupd), by the machine's own
 * apt and its keys, each as .deb and extracted. Root is not needed. What was fetched once is there offline, too.
 * @throws {LabError} APT_NO_LISTS, APT_DOWNLOAD_FAILED, TOOL_MISSING, NO_BOOT_FILES
 */
export const fetchBootPackages = async (options: FetchOptions = {}): Promise<BootPackages> => {
  const { cacheDir = defaultCacheDir(), arch = 'amd64' } = options;
  await mkdir(cacheDir, { recursive: true });
  const remembered = join(cacheDir, `selection-${arch}.json`);
  try {
    const selection = await selectUnlessKnown(remembered, arch);
    const packages = await obtainAll(cacheDir, selection);
    await withScratch(async (scratch) => {
      await writeFile(join(scratch, 'selection.json'), JSON.stringify(selection));
      await rename(join(scratch, 'selection.json'), remembered);
    }, cacheDir);
    return { ...packages, source: 'apt' };
  } catch (cause) {
    if (!(cause instanceof LabError) || !(await exists(remembered))) throw cause;
    return { ...(await obtainAll(cacheDir, await readSelection(remembered))), source: 'cache' };
  }
};

/** Only the paths of the .deb files, as `bootswap publish` takes them. */
export const debPathsOf = (packages: readonly BootPackage[]): string[] =>
  packages.map(({ debPath }) => debPath);
