/** What every laboratory does the same: writes a run's order, tells its output from the kernel's, reads its result. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf } from '../../../lib/errors.ts';
import { LabError } from '../lab-error.ts';
import { repoRoot } from '../tools.ts';
import { createGuestConsole } from './console.ts';
import type { GuestConsole } from './console.ts';
import { seenFrom } from './initrd.ts';
import type { GuestDialect } from './machine.ts';
import type { GuestOptions, GuestResult, Share } from './options.ts';
import { disksOf, guestOrder, RESULT_FILES } from './order.ts';

export const GUEST_INIT = join(repoRoot(), 'tests', 'lab', 'guest', 'init.pl');
const DEFAULT_TIMEOUT_MS = 300_000;
const NO_LISTENER = (): void => undefined;

/** One run, ready for a guest: `orderPath` is what init.pl is told. */
export type Run = {
  options: GuestOptions;
  runDir: string;
  /** As the guest sees it. */
  orderPath: string;
  marker: string;
  console: GuestConsole;
};

/** A guest sees the host's files, but not under its own /run, /dev and /proc; a root of its own has no other place. */
const runsDirectory = ({ rootDir }: GuestDialect): string =>
  rootDir !== '/' || /^\/(?:run|dev|proc|sys)(?:\/|$)/.test(tmpdir()) ? '/tmp' : tmpdir();

/** The run's own /tmp and /run hide a checkout or a Node that lies there, so those are shared. */
const hiddenFolders = ({ rootDir }: GuestDialect): string[] =>
  rootDir === '/'
    ? [repoRoot(), dirname(process.execPath)].filter((path) => /^\/(tmp|run)\//.test(`${path}/`))
    : [];

const sharesOf = (
  options: GuestOptions,
  { runDir, hidden }: { runDir: string; hidden: string[] },
): Share[] => {
  const run: Share = { path: runDir, isWritable: true };
  return [run, ...hidden.map((path) => ({ path })), ...(options.shares ?? [])];
};

const refuseMissingDisks = async (options: GuestOptions): Promise<void> => {
  for (const path of disksOf(options))
    await access(path, constants.R_OK | constants.W_OK).catch((cause: unknown) => {
      throw new LabError('GUEST_BAD_OPTION', `no disk for the guest at ${path}: ${messageOf(cause)}`, {
        cause,
      });
    });
};

const prepare = async (options: GuestOptions, dialect: GuestDialect, runDir: string): Promise<Run> => {
  const marker = `bootswap-lab-${randomUUID()}`;
  const orderPath = join(runDir, 'order');
  const shares = sharesOf(options, { runDir, hidden: hiddenFolders(dialect) });
  const cwd = options.cwd ?? (dialect.rootDir === '/' ? repoRoot() : '/');
  await writeFile(orderPath, guestOrder({ dialect, options, marker, cwd, shares }));
  const console = createGuestConsole(marker, options.onLine ?? NO_LISTENER);
  return { options, runDir, orderPath: seenFrom(dialect.rootDir, orderPath), marker, console };
};

/**
 * Prepares a run, has `use` carry it out, and cleans up, whatever happens.
 * @throws {LabError} GUEST_BAD_OPTION, a disk that is not there among it
 */
export const withRun = async <Result>(
  { options, dialect }: { options: GuestOptions; dialect: GuestDialect },
  use: (run: Run) => Promise<Result>,
): Promise<Result> => {
  await refuseMissingDisks(options);
  const runDir = await mkdtemp(join(runsDirectory(dialect), 'bootswap-guest-'));
  try {
    return await use(await prepare(options, dialect, runDir));
  } finally {
    await rm(runDir, { recursive: true, force: true });
  }
};

/**
 * Waits for a guest and kills it if the run's time is up or its signal says so. First cause wins; the listeners are
 * gone when the guest is.
 * @throws {LabError} GUEST_TIMEOUT, GUEST_ABORTED
 */
export const untilDone = async <Result>(
  { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: GuestOptions,
  { done, kill }: { done: Promise<Result>; kill: () => void },
): Promise<Result> => {
  const causes: LabError[] = [];
  const stop = (error: LabError): void => {
    causes.push(error);
    kill();
  };
  const onAbort = (): void =>
    stop(new LabError('GUEST_ABORTED', 'the guest was killed: aborted', { cause: signal?.reason }));
  const onTimeout = (): void =>
    stop(new LabError('GUEST_TIMEOUT', `the guest was not done within ${timeoutMs} ms and was killed`));
  const timer = setTimeout(onTimeout, timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal?.aborted) onAbort();
    return await done.finally(() => {
      const [first] = causes;
      if (first !== undefined) throw first;
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
};

const readResult = (runDir: string, name: string): Promise<string | null> =>
  readFile(join(runDir, name), 'utf8').catch(() => null);

/**
 * What init.pl has left in the run's folder.
 * @throws {LabError} GUEST_SETUP_FAILED; GUEST_DIED if it left nothing, with `ended` as how the guest went
 */
export const readRun = async ({ runDir, console }: Run, ended: string): Promise<GuestResult> => {
  const kernelLog = await readResult(runDir, RESULT_FILES.kernelLog);
  const failure = await readResult(runDir, RESULT_FILES.setupFailure);
  if (failure !== null) {
    throw new LabError(
      'GUEST_SETUP_FAILED',
      `the guest could not ${failure.trim()}; ${console.tail()} ${(kernelLog ?? '').slice(-1000)}`,
    );
  }
  const exitCode = await readResult(runDir, RESULT_FILES.exitCode);
  // An empty file is what a guest leaves that was cut off while it wrote it, and no kernel log would pass every check.
  if (exitCode === null || kernelLog === null || !/^\d+$/.test(exitCode))
    throw new LabError('GUEST_DIED', `${ended} before its command did: ${console.tail()}`);
  return { exitCode: Number(exitCode), output: console.output(), kernelLog };
};
