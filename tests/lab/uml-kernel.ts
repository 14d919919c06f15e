import { readdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool, missingTool, whyNoImages } from './tools.ts';

export type UmlKernel = {
  kernelPath: string;
  /** Modules for vfat, in the order in which they are loaded. */
  modules: readonly string[];
  /** Modules that record every write to a disk (dm-log-writes), in that order; empty if the package lacks them. */
  recorderModules: readonly string[];
};

export type UmlAvailability =
  | { isAvailable: true; kernel: UmlKernel }
  | { isAvailable: false; reason: string };

const MODULES_ROOT = '/usr/lib/uml/modules';
const MODULES = [
  'fs/fat/fat.ko',
  'fs/nls/nls_cp437.ko',
  'fs/nls/nls_ascii.ko',
  'fs/nls/nls_utf8.ko',
  'fs/fat/vfat.ko',
];
const RECORDER_MODULES = ['drivers/md/dm-mod.ko', 'drivers/md/dm-log-writes.ko'];
export const PERL = '/usr/bin/perl';
const MIB = 1024 * 1024;

const entriesOf = (directory: string, options: { isRecursive?: boolean } = {}): string[] => {
  try {
    return readdirSync(directory, { recursive: options.isRecursive === true, encoding: 'utf8' });
  } catch {
    return [];
  }
};

/** The package has one version's modules; should there be more, the newest by name. */
const findModules = (wanted: readonly string[]): string[] => {
  const version = entriesOf(MODULES_ROOT).toSorted().at(-1);
  if (version === undefined) return [];
  const root = join(MODULES_ROOT, version, 'kernel');
  const present = entriesOf(root, { isRecursive: true });
  return wanted.filter((module) => present.includes(module)).map((module) => join(root, module));
};

/** Whether a guest can be booted here, and if not, what is missing. Looks at files only: no guest is started. */
export const isUmlAvailable = (): UmlAvailability => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      isAvailable: false,
      reason: `user-mode-linux needs linux x64, this is ${process.platform} ${process.arch}`,
    };
  }
  const kernelPath = findTool('linux.uml');
  if (kernelPath === null) return { isAvailable: false, reason: missingTool('linux.uml') };
  if (findTool(PERL) === null) return { isAvailable: false, reason: missingTool('perl') };
  const imageReason = whyNoImages();
  if (imageReason !== undefined) return { isAvailable: false, reason: imageReason };
  const modules = findModules(MODULES);
  if (modules.length < MODULES.length) {
    return {
      isAvailable: false,
      reason: `no vfat and nls modules under ${MODULES_ROOT}; reinstall user-mode-linux`,
    };
  }
  return {
    isAvailable: true,
    kernel: { kernelPath, modules, recorderModules: findModules(RECORDER_MODULES) },
  };
};

/** UML keeps the guest's memory in a deleted file: best in /dev/shm, but containers often have 64 MiB there. */
export const memoryDir = (memoryMiB: number): string => {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > memoryMiB * MIB ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
};
