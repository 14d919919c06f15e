import { pathWithUnpacked } from '#scripts/unpacked-tools.mjs';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasCode } from '../../lib/errors.ts';
import { findExecutable, run, runOrThrow } from '../../lib/sys/index.ts';
import type { RunOptions, RunResult } from '../../lib/sys/index.ts';
import { LabError } from './lab-error.ts';

/** The Debian/Ubuntu package of each program that the laboratory needs. */
const PACKAGE_OF: Readonly<Record<string, string>> = {
  'apt-cache': 'apt',
  'apt-get': 'apt',
  'dpkg-deb': 'dpkg',
  'fsck.vfat': 'dosfstools',
  'linux.uml': 'user-mode-linux',
  mcopy: 'mtools',
  mdir: 'mtools',
  'mkfs.ext4': 'e2fsprogs',
  'mkfs.vfat': 'dosfstools',
  mmd: 'mtools',
  mformat: 'mtools',
  objcopy: 'binutils',
  openssl: 'openssl',
  perl: 'perl-base',
  'qemu-system-aarch64': 'qemu-system-arm',
  'qemu-system-x86_64': 'qemu-system-x86',
  sbsign: 'sbsigntool',
};

/**
 * Programs of root's PATH (mkfs.vfat, insmod) are needed by ordinary users too, and those that npm run unpacked into
 * .cache; a user's ~/.mtoolsrc is not.
 */
export const toolEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: pathWithUnpacked(`${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`),
  LC_ALL: 'C.UTF-8',
  MTOOLSRC: '/dev/null',
  MTOOLS_SKIP_CHECK: '1',
});

/** Absolute path of a program, or null; looks in the sbin directories too. */
export const findTool = (name: string): string | null => findExecutable(name, { env: toolEnv() });

/** What to tell somebody who lacks the program. */
export const missingTool = (name: string): string =>
  `${name} is not installed; apt-get install ${PACKAGE_OF[name] ?? name}`;

/** Why no FAT image can be made and looked into here, or undefined. */
export const whyNoImages = (): string | undefined => {
  const missing = ['mkfs.vfat', 'fsck.vfat', 'mcopy'].find((name) => findTool(name) === null);
  return missing === undefined ? undefined : missingTool(missing);
};

const named =
  (name: string) =>
  (cause: unknown): never => {
    if (hasCode(cause, 'NOT_FOUND')) throw new LabError('TOOL_MISSING', missingTool(name), { cause });
    throw cause;
  };

type ToolOptions = Omit<RunOptions, 'env'>;

/**
 * Runs one of the laboratory's programs; a non-zero exit resolves.
 * @throws {LabError} TOOL_MISSING, naming the package that has it
 */
export const runTool = (
  name: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<RunResult> => run(name, args, { ...options, env: toolEnv() }).catch(named(name));

/** As `runTool`, but a non-zero exit throws ProcessError EXIT_STATUS. */
export const runToolOrThrow = (
  name: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<RunResult> => runOrThrow(name, args, { ...options, env: toolEnv() }).catch(named(name));

const findUp = (directory: string): string => {
  if (existsSync(join(directory, 'package.json')) || dirname(directory) === directory) return directory;
  return findUp(dirname(directory));
};

/** The checkout's root, wherever the compiled code lies in it. */
export const repoRoot = (): string => findUp(dirname(fileURLToPath(import.meta.url)));
