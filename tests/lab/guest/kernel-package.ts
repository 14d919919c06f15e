/** The distribution's own kernel for a guest, taken out of its package: nothing is installed on this machine. */
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defaultCacheDir, packageFile, packageTree, parseMadison } from '../debian-packages.ts';
import type { Wanted } from '../debian-packages.ts';
import { LabError } from '../lab-error.ts';
import { runTool, runToolOrThrow } from '../tools.ts';
import { INIT, makeInitrd } from './initrd.ts';
import { missingModules, orderModules } from './kernel-modules.ts';
import type { ModuleTree, OrderedModule } from './kernel-modules.ts';
import { elfKernelOf } from './kernel-image.ts';
import type { GuestArch } from './machine.ts';

/** What a guest boots: files in the cache. */
export type GuestKernel = {
  /** `6.1.0-56-amd64`. */
  release: string;
  /** The kernel as QEMU starts it quickest. */
  imagePath: string;
  initrdPath: string;
  /** Modules that init.pl loads, dependencies first. */
  vfat: readonly string[];
  recorder: readonly string[];
};

/** By Debian's name of the architecture; Debian's metapackage first, then Ubuntu's. */
const ARCHES: Readonly<Record<GuestArch, { debian: string; metapackages: readonly string[] }>> = {
  x86_64: { debian: 'amd64', metapackages: ['linux-image-amd64', 'linux-image-virtual'] },
  aarch64: { debian: 'arm64', metapackages: ['linux-image-arm64', 'linux-image-virtual'] },
};

/** Without these no guest finds its root; what a kernel has built in is left out. */
const TRANSPORT = ['virtio_pci', 'virtio_mmio', '9pnet_virtio', '9p'];
const VFAT = ['virtio_scsi', 'sd_mod', 'vfat', 'nls_cp437', 'nls_ascii', 'nls_utf8'];
/** ext4 asks for crc32c by that name, which is an alias. */
const RECORDER = ['dm_log_writes', 'crc32c_generic', 'ext4'];

/** Drivers of devices that no guest has: 300 of 400 MB, which are not unpacked. */
const LEFT_OUT = ['gpu', 'net', 'media', 'infiniband', 'staging', 'iio', 'usb', 'input', 'hwmon', 'isdn']
  .map((name) => `*/kernel/drivers/${name}`)
  .concat('*/kernel/sound', '*/usr/share', '*/usr/lib/debug');

const qualified = (name: string, arch: GuestArch): string => `${name}:${ARCHES[arch].debian}`;

const newest = async (name: string, arch: GuestArch): Promise<Wanted | null> => {
  const { stdout } = await runTool('apt-cache', ['madison', qualified(name, arch)]);
  const version = [...parseMadison(stdout).values()][0]?.[0];
  return version === undefined ? null : { name: qualified(name, arch), version };
};

const dependsOf = async ({ name, version }: Wanted): Promise<string[]> => {
  const { stdout } = await runTool('apt-cache', ['show', `${name}=${version}`]);
  const line = /^Depends: (.*)$/m.exec(stdout)?.[1] ?? '';
  return line.split(/[,|]/).map((part) => part.trim().split(/[ :]/)[0] ?? '');
};

const IMAGE = /^linux-image-(?:unsigned-)?\d/;

const firstImage = async (arch: GuestArch): Promise<string> => {
  const { metapackages, debian } = ARCHES[arch];
  for (const name of metapackages) {
    const wanted = await newest(name, arch);
    const image = wanted === null ? undefined : (await dependsOf(wanted)).find((each) => IMAGE.test(each));
    if (image !== undefined) return image;
  }
  throw new LabError(
    'APT_NO_LISTS',
    `apt does not know ${metapackages.join(' or ')} for ${debian}; run apt-get update (as root)`,
  );
};

/** Ubuntu has the modules in packages of their own, which the image's package or nobody asks for. */
const packagesOf = async (arch: GuestArch): Promise<Wanted[]> => {
  const image = await firstImage(arch);
  const release = image.replace(/^linux-image-(?:unsigned-)?/, '');
  const names = [image, `linux-modules-${release}`, `linux-modules-extra-${release}`];
  const found = await Promise.all(names.map((name) => newest(name, arch)));
  return found.filter((wanted) => wanted !== null);
};

/** dpkg-deb writes the tree as tar: what tar is not to unpack never reaches the disk. */
const UNPACK = 'deb=$1; shift; dpkg-deb --fsys-tarfile "$deb" | tar -x "$@"';

const unpack = async (packages: readonly Wanted[], directory: string): Promise<void> => {
  const how = ['-C', directory, ...LEFT_OUT.map((pattern) => `--exclude=${pattern}`)];
  for (const wanted of packages)
    await runToolOrThrow('sh', ['-c', UNPACK, 'sh', await packageFile(wanted), ...how]);
};

type Unpacked = { directory: string; files: string[] };

const one = ({ directory, files }: Unpacked, pattern: RegExp): string => {
  const found = files.find((path) => pattern.test(path));
  if (found !== undefined) return join(directory, found);
  throw new LabError('GUEST_UNAVAILABLE', `the kernel's package has no file like ${pattern.source}`);
};

const DECOMPRESSORS: Readonly<Record<string, string>> = { xz: 'xz', zst: 'zstd', gz: 'gzip' };

const readModule = async (path: string): Promise<Uint8Array> => {
  const tool = DECOMPRESSORS[path.split('.').at(-1) ?? ''];
  if (tool === undefined) return readFile(path);
  await runToolOrThrow(tool, ['-d', '-k', '-f', path]);
  return readFile(path.replace(/\.\w+$/, ''));
};

const treeOf = async (unpacked: Unpacked): Promise<ModuleTree> => ({
  files: unpacked.files
    .filter((path) => /\.ko(?:\.\w+)?$/.test(path))
    .map((path) => join(unpacked.directory, path)),
  builtin: await readFile(one(unpacked, /\/modules\.builtin$/), 'utf8'),
});

const busybox = async (arch: GuestArch): Promise<Uint8Array> => {
  const wanted = await newest('busybox-static', arch);
  if (wanted === null)
    throw new LabError('APT_NO_LISTS', 'apt does not know busybox-static; run apt-get update (as root)');
  const tree = await packageTree(wanted);
  const path = ['bin/busybox', 'usr/bin/busybox'].map((each) => join(tree, each));
  return readFile(path[0] ?? '').catch(() => readFile(path[1] ?? ''));
};

const writeModules = async (directory: string, modules: readonly OrderedModule[]): Promise<string[]> => {
  await mkdir(join(directory, 'modules'), { recursive: true });
  for (const { name, bytes } of modules) await writeFile(join(directory, 'modules', `${name}.ko`), bytes);
  return modules.map(({ name }) => name);
};

type Manifest = { release: string; image: string; vfat: string[]; recorder: string[] };

const build = async (arch: GuestArch, unpacked: Unpacked, target: string): Promise<void> => {
  const tree = await treeOf(unpacked);
  const missing = missingModules(tree, ['9p', '9pnet_virtio', 'vfat', 'dm_log_writes', 'ext4']);
  if (missing.length > 0)
    throw new LabError('GUEST_UNAVAILABLE', `the kernel's package has no ${missing.join(', ')}`);
  const load = (wanted: readonly string[]): Promise<OrderedModule[]> =>
    orderModules(tree, { wanted, read: readModule });
  const transport = await load(TRANSPORT);
  const isNew = ({ name }: OrderedModule): boolean => transport.every((each) => each.name !== name);
  const vfat = (await load(VFAT)).filter(isNew);
  const recorder = (await load(RECORDER)).filter(isNew);
  const vmlinuz = one(unpacked, /(?:^|\/)vmlinuz-[^/]+$/);
  const image = await elfKernelOf(await readFile(vmlinuz));
  await writeFile(join(target, 'kernel'), image ?? (await readFile(vmlinuz)));
  await writeFile(join(target, 'initrd'), makeInitrd({ busybox: await busybox(arch), modules: transport }));
  const manifest: Manifest = {
    release: vmlinuz.replace(/^.*\/vmlinuz-/, ''),
    image: image === null ? 'as packaged' : 'ELF',
    vfat: await writeModules(target, vfat),
    recorder: await writeModules(target, recorder),
  };
  await writeFile(join(target, 'manifest.json'), JSON.stringify(manifest));
};

const read = async (directory: string): Promise<GuestKernel> => {
  const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Manifest;
  const paths = (names: readonly string[]): string[] =>
    names.map((name) => join(directory, 'modules', `${name}.ko`));
  return {
    release: manifest.release,
    imagePath: join(directory, 'kernel'),
    initrdPath: join(directory, 'initrd'),
    vfat: paths(manifest.vfat),
    recorder: paths(manifest.recorder),
  };
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** To be raised when the way from packages to files changes, here or in what this imports. */
const MADE_BY = 2;

/** What the cached files were made of: another kernel, or another way to make them, is another folder. */
const keyOf = (packages: readonly Wanted[]): string =>
  createHash('sha256')
    .update(JSON.stringify([packages, TRANSPORT, VFAT, RECORDER, LEFT_OUT, INIT, MADE_BY]))
    .digest('hex')
    .slice(0, 16);

/** Made in a scratch directory and renamed: several suites may ask at once. */
const make = async (arch: GuestArch, packages: readonly Wanted[], target: string): Promise<void> => {
  await mkdir(dirname(target), { recursive: true });
  const scratch = await mkdtemp(join(dirname(target), 'new-'));
  try {
    const [directory, made] = [join(scratch, 'unpacked'), join(scratch, 'made')];
    await Promise.all([directory, made].map((each) => mkdir(each)));
    await unpack(packages, directory);
    await build(arch, { directory, files: await readdir(directory, { recursive: true }) }, made);
    await rename(made, target).catch(async (cause: unknown) => {
      if (!(await exists(target))) throw cause;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/** Beside the packages, where only the owner of the cache puts something. */
const kernelsDirectory = (): string => join(defaultCacheDir(), 'kernels');

/**
 * The kernel of the distribution's newest kernel package for `arch`, made ready once: image, first root file system
 * and the modules for vfat and for recording writes.
 * @throws {LabError} APT_NO_LISTS, APT_DOWNLOAD_FAILED, TOOL_MISSING, GUEST_UNAVAILABLE
 */
export const fetchKernel = async (arch: GuestArch): Promise<GuestKernel> => {
  const packages = await packagesOf(arch);
  const target = join(kernelsDirectory(), `${ARCHES[arch].debian}-${keyOf(packages)}`);
  if (!(await exists(target))) await make(arch, packages, target);
  return read(target);
};
