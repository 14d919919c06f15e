import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { start } from '../../lib/sys/index.ts';
import type { ExitStatus, RunningProcess } from '../../lib/sys/index.ts';
import { guestOrder, RESULT_FILES } from './guest-order.ts';
import type { GuestOrder, Share } from './guest-order.ts';
import { LabError } from './lab-error.ts';
import { repoRoot } from './tools.ts';
import { createGuestConsole } from './uml-console.ts';
import { isUmlAvailable, memoryDir, PERL } from './uml-kernel.ts';
import type { UmlKernel } from './uml-kernel.ts';

export const DEFAULT_MOUNT_OPTIONS = 'umask=0077,iocharset=ascii';
export const DEFAULT_MOUNT_POINT = '/run/esp';

export type GuestOptions = {
  /** Program and arguments, run as the guest's root, never through a shell. Name Node by `process.execPath`. */
  command: readonly string[];
  /** The guest's whole environment, beside PATH, HOME=/tmp and TERM, which it may replace. */
  env?: Readonly<Record<string, string>>;
  /** In the guest; the checkout's root by default. */
  cwd?: string;
  /** A FAT image, /dev/ubda in the guest, mounted as vfat. Nobody else may have it open. */
  image?: string;
  /** More disk images, /dev/ubdb and on; not mounted. */
  extraDisks?: readonly string[];
  /** True leaves mounting the image to the command, and loads device mapper's recorder of writes for it. */
  isRecorded?: boolean;
  mountOptions?: string;
  /** Must exist or lie under /tmp or /run, which are the guest's own and empty. */
  mountPoint?: string;
  /** Folders of the host that the guest sees at the same path; `isWritable` ones take results out. */
  shares?: readonly Share[];
  /** From start to powered off; 60 s by default. */
  timeoutMs?: number;
  /** 512 by default; only what the guest touches is really used. */
  memoryMiB?: number;
  signal?: AbortSignal;
  /** Each line that the command prints, as it comes, without the kernel's. */
  onLine?: (line: string) => void;
};

export type GuestResult = {
  /** 128 + signal number if a signal ended the command, as in sh. */
  exitCode: number;
  /** What the command printed, both streams together; the last 1 Mi characters. For more, or for bytes, use a share. */
  output: string;
  /** The guest's dmesg, written after the unmount: file system errors are in it. */
  kernelLog: string;
};

const NO_LISTENER = (): void => undefined;
const GUEST_INIT = join(repoRoot(), 'tests', 'lab', 'guest-init.pl');

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

const kernelArgs = (options: GuestOptions, runDir: string): string[] => {
  const { image, extraDisks = [], memoryMiB = 512 } = options;
  const disks = [image, ...extraDisks].flatMap((path, index) =>
    path === undefined ? [] : [`ubd${index}=${checkedPath(path)}`],
  );
  const root = ['rootfstype=hostfs', 'rootflags=/', 'ro', `init=${PERL}`, `mem=${memoryMiB}M`];
  const consoles = ['con0=null,fd:1', 'con=null', `uml_dir=${checkedPath(runDir)}/`];
  // Everything after `--` goes to init.
  return [
    ...root,
    ...disks,
    ...consoles,
    ...QUICK_BOOT,
    '--',
    checkedPath(GUEST_INIT),
    join(runDir, 'order'),
  ];
};

/** The guest's own /tmp and /run hide a checkout or a Node that lies there, so those are shared. */
const sharesOf = (options: GuestOptions): Share[] => {
  const hidden = [repoRoot(), dirname(process.execPath)].filter((path) => /^\/(tmp|run)\//.test(`${path}/`));
  return [...hidden.map((path) => ({ path })), ...(options.shares ?? [])];
};

type Prepared = { runDir: string; marker: string; kernel: UmlKernel };

const modulesFor = (options: GuestOptions, kernel: UmlKernel): readonly string[] => {
  if (options.image === undefined) return [];
  return options.isRecorded === true ? [...kernel.modules, ...kernel.recorderModules] : kernel.modules;
};

const orderFor = (options: GuestOptions, { runDir, marker, kernel }: Prepared): GuestOrder => ({
  runDir,
  marker,
  command: options.command,
  cwd: options.cwd ?? repoRoot(),
  env: options.env ?? {},
  shares: sharesOf(options),
  modules: modulesFor(options, kernel),
  ...(options.image !== undefined &&
    options.isRecorded !== true && {
      esp: {
        point: options.mountPoint ?? DEFAULT_MOUNT_POINT,
        options: options.mountOptions ?? DEFAULT_MOUNT_OPTIONS,
      },
    }),
});

/** First cause wins; the listeners are gone when the guest is. */
const waitFor = async (guest: RunningProcess, options: GuestOptions): Promise<ExitStatus> => {
  const { timeoutMs = 60_000, signal } = options;
  const causes: LabError[] = [];
  const stop = (error: LabError): void => {
    causes.push(error);
    guest.kill('SIGTERM');
  };
  const onAbort = (): void =>
    stop(new LabError('GUEST_ABORTED', 'the guest was killed: aborted', { cause: signal?.reason }));
  const onTimeout = (): void =>
    stop(new LabError('GUEST_TIMEOUT', `the guest was not done within ${timeoutMs} ms and was killed`));
  const timer = setTimeout(onTimeout, timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal?.aborted) onAbort();
    const status = await guest.exited;
    const [first] = causes;
    if (first !== undefined) throw first;
    return status;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
};

const readResult = (runDir: string, name: string): Promise<string | null> =>
  readFile(join(runDir, name), 'utf8').catch(() => null);

const boot = async (options: GuestOptions, prepared: Prepared): Promise<GuestResult> => {
  const { runDir, marker, kernel } = prepared;
  await writeFile(join(runDir, 'order'), guestOrder(orderFor(options, prepared)));
  const console = createGuestConsole(marker, options.onLine ?? NO_LISTENER);
  const env = { PATH: process.env['PATH'], HOME: runDir, TMPDIR: memoryDir(options.memoryMiB ?? 512) };
  const guest = start('sh', ['-c', SUPERVISOR, 'sh', kernel.kernelPath, ...kernelArgs(options, runDir)], {
    env,
    onLine: console.take,
  });
  const status = await waitFor(guest, options);
  const kernelLog = (await readResult(runDir, RESULT_FILES.kernelLog)) ?? '';
  const failure = await readResult(runDir, RESULT_FILES.setupFailure);
  if (failure !== null) {
    throw new LabError(
      'GUEST_SETUP_FAILED',
      `the guest could not ${failure.trim()}; ${console.tail()} ${kernelLog.slice(-1000)}`,
    );
  }
  const exitCode = await readResult(runDir, RESULT_FILES.exitCode);
  if (exitCode === null) {
    const how = status.signal ?? `status ${status.code}`;
    throw new LabError(
      'GUEST_DIED',
      `user-mode-linux ended (${how}) before its command did: ${console.tail()}`,
    );
  }
  return { exitCode: Number(exitCode), output: console.output(), kernelLog };
};

/**
 * Boots user-mode-linux on the host's own root file system (read-only), runs one command in it, unmounts, powers
 * off: a real Linux kernel with a real vfat, in about a second, without KVM or root. The loopback interface is up.
 * @throws {LabError} GUEST_UNAVAILABLE, GUEST_BAD_OPTION, GUEST_SETUP_FAILED (an image that does not mount),
 * GUEST_DIED (kernel panic), GUEST_TIMEOUT, GUEST_ABORTED; none of its processes is left in any case
 */
export const runInGuest = async (options: GuestOptions): Promise<GuestResult> => {
  const found = isUmlAvailable();
  if (!found.isAvailable) throw new LabError('GUEST_UNAVAILABLE', found.reason);
  const runDir = await mkdtemp(join(tmpdir(), 'bootswap-uml-'));
  try {
    return await boot(options, { runDir, marker: `bootswap-lab-${randomUUID()}`, kernel: found.kernel });
  } finally {
    await rm(runDir, { recursive: true, force: true });
  }
};

export { isUmlAvailable };
