import { open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../lib/errors.ts';
import { packageTree, parseMadison } from './debian-packages.ts';
import type { Wanted } from './debian-packages.ts';
import { runTool } from './tools.ts';

/** An EFI image as it lies in a package. */
export type PackagedImage = { package: string; version: string; file: string; bytes: Buffer };

export type Offered = {
  images: readonly PackagedImage[];
  /** What apt knows and cannot fetch now, as `name=version`. */
  missing: readonly string[];
};

/** systemd-boot-efi of bookworm is not signed; its digests can be compared all the same. */
const BOOT_PACKAGE =
  /^(?:shim-signed|shim-helpers-\w+-signed|grub-efi-\w+-signed|fwupd(?:-\w+)?-signed|systemd-boot-efi(?:-\w+-signed)?)$/;
/** Not `-unsigned`, `-dbg`, nor the meta package of a series (`linux-image-6.12-amd64`). */
const KERNEL_PACKAGE = /^linux-image-\d+\.\d+\.[\w.+~-]*(?<!-unsigned|-dbg|-template)$/;
const KERNEL_META_PACKAGES = [
  'linux-image-amd64',
  'linux-image-rt-amd64',
  'linux-image-cloud-amd64',
  'linux-image-generic',
];

const namesLike = async (pattern: RegExp): Promise<string[]> => {
  const { stdout } = await runTool('apt-cache', ['pkgnames']);
  return stdout
    .split('\n')
    .filter((name) => pattern.test(name))
    .toSorted();
};

/** Every version of these packages that apt's lists name. */
const offeredVersions = async (names: readonly string[]): Promise<Wanted[]> => {
  if (names.length === 0) return [];
  const { stdout } = await runTool('apt-cache', ['madison', ...names]);
  return [...parseMadison(stdout)].flatMap(([name, versions]) =>
    versions.map((version) => ({ name, version })),
  );
};

const isExecutable = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') === 'MZ';
  } finally {
    await file.close();
  }
};

const imagesIn = async (tree: string, wanted: Wanted): Promise<PackagedImage[]> => {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const images: PackagedImage[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.path, entry.name);
    if (!(await isExecutable(path))) continue;
    const { name: from, version } = wanted;
    images.push({ package: from, version, file: path.slice(tree.length + 1), bytes: await readFile(path) });
  }
  return images.toSorted((left, right) => (left.file < right.file ? -1 : 1));
};

const imagesOf = async (packages: readonly Wanted[]): Promise<Offered> => {
  const images: PackagedImage[] = [];
  const missing: string[] = [];
  for (const wanted of packages) {
    try {
      images.push(...(await imagesIn(await packageTree(wanted), wanted)));
    } catch (error) {
      if (!hasCode(error, 'APT_DOWNLOAD_FAILED')) throw error;
      missing.push(`${wanted.name}=${wanted.version}`);
    }
  }
  return { images, missing };
};

/**
 * Every EFI image of the shim, GRUB, fwupd and systemd-boot packages that apt offers here, in every version.
 * @throws {LabError} TOOL_MISSING
 */
export const offeredBootImages = async (): Promise<Offered> =>
  imagesOf(await offeredVersions(await namesLike(BOOT_PACKAGE)));

/** The kernels that Debian's and Ubuntu's meta packages lead to today, one of each flavour; or every one on offer. */
export const offeredKernelPackages = async (which: 'current' | 'all'): Promise<Wanted[]> => {
  const names = new Set(await namesLike(KERNEL_PACKAGE));
  if (which === 'all') return offeredVersions([...names]);
  const current: string[] = [];
  for (const meta of KERNEL_META_PACKAGES) {
    const { stdout } = await runTool('apt-cache', ['depends', '--important', meta]);
    const name = /Depends: (linux-image-\d\S+)/.exec(stdout)?.[1];
    if (name !== undefined && names.has(name)) current.push(name);
  }
  const versions = await offeredVersions(current);
  return current.flatMap((name) => versions.filter((each) => each.name === name).slice(0, 1));
};

/** Of a kernel's package, which unpacked has 400 MB and so does not stay in the cache. */
export const kernelImages = async (wanted: Wanted): Promise<Offered> => {
  const offered = await imagesOf([wanted]);
  if (offered.missing.length === 0) await rm(await packageTree(wanted), { recursive: true, force: true });
  return offered;
};
