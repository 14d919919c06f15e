/** user-mode-linux as a laboratory: Debian's kernel as a program, in about a second, without KVM or root. */
import { findPackagedFile } from '#scripts/unpacked-tools.mjs';
import { readdirSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { start } from '../../../lib/sys/index.ts';
import { LabError } from '../lab-error.ts';
import { memoryDir } from '../memory-dir.ts';
import { findTool, missingTool, whyNoImages } from '../tools.ts';
import type { GuestDialect, GuestMachine, MachineFound, Mount } from './machine.ts';
import { DEFAULT_MEMORY_MIB, PERL } from './options.ts';
import type { GuestOptions, GuestResult, Share } from './options.ts';
import { disksOf } from './order.ts';
import { GUEST_INIT, readRun, untilDone, withRun } from './run-order.ts';
import type { Run } from './run-order.ts';

const MODULES_ROOT = findPackagedFile('/usr/lib/uml/modules') ?? '/usr/lib/uml/modules';
const MODULES = [
  'fs/fat/fat.ko',
  'fs/nls/nls_cp437.ko',
  'fs/nls/nls_ascii.ko',
  'fs/nls/nls_utf8.ko',
  'fs/fat/vfat.ko',
];
const RECORDER_MODULES = ['drivers/md/dm-mod.ko', 'drivers/md/dm-log-writes.ko'];
const MS_RDONLY = 1;

type UmlKernel = { kernelPath: string; version: string; modules: string[]; recorderModules: string[] };

const entriesOf = (directory: string, options: { isRecursive?: boolean } = {}): string[] => {
  try {
    return readdirSync(directory, { recursive: options.isRecursive === true, encoding: 'utf8' });
  } catch {
    return [];
  }
};

/** The package has one version's modules; should there be more, the newest by name. */
const modulesVersion = (): string => entriesOf(MODULES_ROOT).toSorted().at(-1) ?? '';

const findModules = (version: string, wanted: readonly string[]): string[] => {
  const root = join(MODULES_ROOT, version, 'kernel');
  const present = entriesOf(root, { isRecursive: true });
  return wanted.filter((module) => present.includes(module)).map((module) => join(root, module));
};

/**
 * A guest's processes are traced processes of the host. Were the guest's kernel to die alone, the host's kernel would
 * let them run on untraced: then their system calls are real ones. So all of the session that UML makes for itself die
 * by one signal: when we say so by SIGTERM, when we die (see `start`), and whatever is left when UML has ended.
 */
const SUPERVISOR = `
trap 'kill -KILL $! -$! 2>/dev/null; exit 143' TERM
"$@" &
wait $!
code=$?
kill -KILL -$! 2>/dev/null
exit $code`;

/** Boot needs none of it, and it costs 1 of 2 seconds: RAID-6 benchmarks and 512 old pseudo-terminals. */
const QUICK_BOOT = ['initcall_blacklist=raid6_select_algo', 'pty.legacy_count=0', 'quiet', 'loglevel=0'];

/** UML joins its arguments with spaces again, and takes what follows a comma for a copy-on-write file. */
const checkedPath = (path: string): string => {
  const absolute = resolve(path);
  if (/^[^\s,"]+$/.test(absolute)) return absolute;
  throw new LabError(
    'GUEST_BAD_OPTION',
    `${JSON.stringify(absolute)} must have no space, comma or quote in it`,
  );
};

const kernelArgs = (initPath: string, { options, runDir, orderPath }: Run): string[] => {
  const disks = disksOf(options).map((path, index) => `ubd${index}=${checkedPath(path)}`);
  const memoryMiB = options.memoryMiB ?? DEFAULT_MEMORY_MIB;
  const root = ['rootfstype=hostfs', 'rootflags=/', 'ro', `init=${PERL}`, `mem=${memoryMiB}M`];
  const consoles = ['con0=null,fd:1', 'con=null', `uml_dir=${checkedPath(runDir)}/`];
  // Everything after `--` goes to init.
  return [...root, ...disks, ...consoles, ...QUICK_BOOT, '--', initPath, orderPath];
};

const shareMounts = ({ path, isWritable = false }: Share): Mount[] => [
  ['hostfs', 'hostfs', path, isWritable ? 0 : MS_RDONLY, path],
];

const modulesFor = ({ image, isRecorded }: GuestOptions, kernel: UmlKernel): readonly string[] => {
  if (image === undefined) return [];
  return isRecorded === true ? [...kernel.modules, ...kernel.recorderModules] : kernel.modules;
};

const dialectOf = (kernel: UmlKernel): GuestDialect => ({
  arch: 'x86_64',
  rootDir: '/',
  disk: (index) => `/dev/ubd${'abcdefgh'.charAt(index)}`,
  shareMounts,
  modules: (options) => modulesFor(options, kernel),
});

const environment = ({ runDir, options }: Run): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: runDir,
  // UML keeps the guest's memory in a deleted file.
  TMPDIR: memoryDir(options.memoryMiB ?? DEFAULT_MEMORY_MIB),
});

/** One boot a run: it takes a second. init.pl lies in the run's folder, whose path UML can be told. */
const carryOut = async (kernel: UmlKernel, run: Run): Promise<GuestResult> => {
  const initPath = join(run.runDir, 'init.pl');
  await copyFile(GUEST_INIT, initPath);
  const args = ['-c', SUPERVISOR, 'sh', kernel.kernelPath, ...kernelArgs(initPath, run)];
  const guest = start('sh', args, { env: environment(run), onLine: run.console.take });
  const { signal, code } = await untilDone(run.options, {
    done: guest.exited,
    kill: () => guest.kill('SIGTERM'),
  });
  return readRun(run, `user-mode-linux ended (${signal ?? `status ${code}`})`);
};

const machineOf = (kernel: UmlKernel): GuestMachine => ({
  name: 'user-mode-linux',
  run: (options) => withRun({ options, dialect: dialectOf(kernel) }, (run) => carryOut(kernel, run)),
});

const unavailable = (reason: string): MachineFound => ({ isAvailable: false, reason });

/** Whether user-mode-linux is installed here, with all that it needs. Looks at files only: no guest is started. */
export const findUml = (): MachineFound => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return unavailable(`user-mode-linux needs linux x64, this is ${process.platform} ${process.arch}`);
  const kernelPath = findTool('linux.uml');
  if (kernelPath === null) return unavailable(missingTool('linux.uml'));
  if (findTool(PERL) === null) return unavailable(missingTool('perl'));
  const imageReason = whyNoImages();
  if (imageReason !== undefined) return unavailable(imageReason);
  const version = modulesVersion();
  const [modules, recorderModules] = [findModules(version, MODULES), findModules(version, RECORDER_MODULES)];
  if (modules.length < MODULES.length || recorderModules.length < RECORDER_MODULES.length)
    return unavailable(
      `not all of vfat, nls and dm-log-writes is under ${MODULES_ROOT}: reinstall user-mode-linux`,
    );
  const machine = machineOf({ kernelPath, version, modules, recorderModules });
  return { isAvailable: true, machine, kernel: `Linux ${version}` };
};
