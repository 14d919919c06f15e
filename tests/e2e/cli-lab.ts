/** The real binary on a host in a temporary directory: a plain directory as its ESP, small trees, real processes. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { connectBus } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { run, start } from '../../lib/sys/index.ts';
import type { ExitStatus, RunResult } from '../../lib/sys/index.ts';
import { builtBootswap } from '../lab/programs.ts';
import { runToolOrThrow } from '../lab/tools.ts';
import { until } from '../lab/until.ts';
import { processesWith } from '../lab/processes.ts';
import { withScratch } from '../lab/scratch.ts';
import { writeTree } from '../lab/trees.ts';
import { startResident } from './resident.ts';
import type { Resident } from './resident.ts';

/** Content by path. */
export type Files = Readonly<Record<string, string>>;

export const oldEsp: Files = {
  'EFI/debian/shimx64.efi': 'old shim',
  'EFI/debian/grubx64.efi': 'old grub',
  'EFI/debian/mine.cfg': 'mine',
  'EFI/Microsoft/Boot/bootmgfw.efi': 'windows',
  'EFI/BOOT/BOOTX64.EFI': 'old shim',
};
export const newPayload: Files = {
  'EFI/debian/shimx64.efi': 'new shim'.repeat(400),
  'EFI/debian/grubx64.efi': 'new grub'.repeat(700),
  'EFI/BOOT/BOOTX64.EFI': 'new shim'.repeat(400),
};
export const host = 'e2e-host';

export type RunOptions = {
  env?: NodeJS.ProcessEnv;
  /** Program and arguments that bootswap is run by. */
  under?: readonly string[];
  /** Node and the command, by default this one and the checkout's. */
  program?: readonly [node: string, bin: string];
  timeoutMs?: number;
};

export type UpProcess = {
  pid: number;
  /** Lines of both streams so far. */
  stdout: string[];
  stderr: string[];
  exited: Promise<ExitStatus>;
  /** Sends the signal (SIGTERM by default) and waits for the end. */
  end: (signal?: NodeJS.Signals) => Promise<ExitStatus>;
};

export type CliSite = {
  root: string;
  esp: string;
  state: string;
  payload: string;
  bootswap: (args: readonly string[], options?: RunOptions) => Promise<RunResult>;
  /** As `bootswap`, but all of them in one process of the site, one after the other; see `Resident`. */
  resident: (args: readonly string[], options?: Pick<RunOptions, 'env'>) => Promise<RunResult>;
  /** Starts a command that stays, and waits until it has logged `ready`. Killed with the site. */
  stay: (args: readonly string[], options?: RunOptions & { ready?: string }) => Promise<UpProcess>;
  /** `up` on the site's ESP and state directory, without proofs: what these trees hold is no boot loader. */
  up: (args?: readonly string[], options?: RunOptions) => Promise<UpProcess>;
  /** A connection to the server that `up` runs. */
  bus: () => Promise<Bus>;
  /** Everything on the ESP: kinds and paths, and what sha256sum says of the files. */
  espPrint: () => Promise<string>;
};

const ours = [process.execPath, await builtBootswap()] as const;

/** Runs a shell script in mount points of its own, then the program; the script's arguments are the program's. */
const inOwnMounts = (script: string): string[] => {
  const rights = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
  return ['unshare', ...rights, 'sh', '-ec', `${script}\nexec "$@"`, 'sh'];
};

/** Why nothing can be mounted here, or undefined. */
export const reasonWithoutMounts = async (): Promise<string | undefined> => {
  const [file, ...args]: [string, ...string[]] = [
    'unshare',
    ...inOwnMounts('mount -t tmpfs none /run').slice(1),
    'true',
  ];
  const result = await run(file, args).catch(() => ({ code: 1 }));
  return result.code === 0 ? undefined : 'needs root or user namespaces, to mount';
};

/** `under` for `bootswap`: mounts first, as the script says. */
export const mounting = (script: string): string[] => inOwnMounts(script);

const canMount = (await reasonWithoutMounts()) === undefined;
/** Root shares bootupd's lock in /run with every other test that runs now: each run gets a /run of its own. */
const ownRun = canMount && process.getuid?.() === 0 ? inOwnMounts('mount -t tmpfs none /run') : [];

/** The environment of every run: nothing of ours that bootswap would heed. */
const cleanEnv = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  const own = Object.entries(process.env).filter(([name]) => !/^BOOTSWAP_|^NO_COLOR$|^XDG_/.test(name));
  return { ...Object.fromEntries(own), BOOTSWAP_HOST: host, ...more };
};

/** `sha256sum` of every file below `root`, by path. */
export const sha256sums = async (root: string): Promise<Record<string, string>> => {
  const { stdout } = await runToolOrThrow('find', ['.', '-type', 'f', '-exec', 'sha256sum', '{}', '+'], {
    cwd: root,
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  const entries = lines.map((line): [string, string] => [line.slice(68), line.slice(0, 64)]);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

/** Kinds, paths, sizes, and digests of everything below `root`, by find(1) and sha256sum(1). */
export const fingerprint = async (root: string): Promise<string> => {
  const { stdout } = await runToolOrThrow('find', ['.', '-printf', '%y %p %l\n'], { cwd: root });
  return [
    ...stdout.split('\n').toSorted(),
    ...Object.entries(await sha256sums(root)).map((entry) => entry.join(' ')),
  ].join('\n');
};

type Opened = { processes: UpProcess[]; buses: Bus[]; resident: Promise<Resident> | null };

const stayIn =
  (opened: Opened): CliSite['stay'] =>
  async (args, { env, under = ownRun, program = ours, ready } = {}) => {
    const stdout: string[] = [];
    const stderr: string[] = [];
    const onLine = (line: string, stream: 'stdout' | 'stderr'): void =>
      void (stream === 'stdout' ? stdout : stderr).push(line);
    const [file = '', ...rest] = [...under, ...program, ...args];
    const child = start(file, rest, { env: cleanEnv(env), onLine });
    let isOver = false;
    void child.exited.then(() => (isOver = true));
    const end: UpProcess['end'] = (signal = 'SIGTERM') => {
      child.kill(signal);
      return child.exited;
    };
    const up = { pid: child.pid, stdout, stderr, exited: child.exited, end };
    opened.processes.push(up);
    if (ready === undefined) return up;
    await until(`it says ${ready}`, () => isOver || stderr.some((line) => line.includes(ready)));
    assert.ok(
      stderr.some((line) => line.includes(ready)),
      `${args.join(' ')} ended: ${stderr.slice(-3).join('\n')}`,
    );
    return up;
  };

const residentIn =
  (opened: Opened): CliSite['resident'] =>
  async (args, { env } = {}) => {
    opened.resident ??= startResident(ownRun, cleanEnv());
    return (await opened.resident).run({ args, env: cleanEnv(env) });
  };

const busIn =
  (opened: Opened, state: string): CliSite['bus'] =>
  async () => {
    const { url, user, pass } = JSON.parse(await readFile(join(state, 'bus.json'), 'utf8')) as {
      url: string;
      user: string;
      pass: string;
    };
    const bus = await connectBus({ servers: url, name: 'e2e', credentials: { user, pass } });
    opened.buses.push(bus);
    return bus;
  };

const siteAt = (root: string, opened: Opened): CliSite => {
  const [esp, state, payload] = ['esp', 'state', 'payload'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  const stay = stayIn(opened);
  return {
    root,
    esp,
    state,
    payload,
    stay,
    resident: residentIn(opened),
    bootswap: (args, { env, under = ownRun, program = ours, timeoutMs = 60_000 } = {}) => {
      const [file = '', ...rest] = [...under, ...program, ...args];
      return run(file, rest, { env: cleanEnv(env), timeoutMs });
    },
    up: (args = [], options = {}) =>
      stay(['up', '--esp', esp, '--allow-any-fs', '--unproven', '--state-dir', state, ...args], {
        ready: '"message":"up"',
        ...options,
      }),
    bus: busIn(opened, state),
    espPrint: () => fingerprint(esp),
  };
};

/** Runs `use` on a fresh host whose ESP and payload directory hold these files; leaves nothing behind. */
export const withCli = (
  use: (site: CliSite) => Promise<void>,
  files: { esp?: Files; payload?: Files } = {},
): Promise<void> =>
  withScratch(async (root) => {
    const opened: Opened = { processes: [], buses: [], resident: null };
    const site = siteAt(root, opened);
    try {
      await writeTree(site.esp, files.esp ?? oldEsp);
      await writeTree(site.payload, files.payload ?? newPayload);
      await use(site);
    } finally {
      await Promise.all(opened.buses.map((bus) => bus.close()));
      await Promise.all(opened.processes.map((each) => each.end('SIGKILL')));
      await (await opened.resident)?.end();
      await until('nothing of the site runs', async () => (await processesWith(root)).length === 0);
    }
  });

/** The one JSON document that stdout consists of. */
export const documentOf = (stdout: string): Record<string, unknown> => {
  assert.match(stdout, /^\{\n[^]*\n\}\n$/, 'not one pretty-printed document');
  return JSON.parse(stdout) as Record<string, unknown>;
};

/** Fails unless the run ended so, without a stack trace. */
export const exitsWith = (result: RunResult, code: number, message?: RegExp): void => {
  assert.is(result.code, code, `exit ${result.code}, not ${code}: ${result.stdout}${result.stderr}`);
  assert.not.match(result.stderr, /^\s+at .*[(:]/m, 'a stack trace');
  if (message !== undefined) assert.match(result.stderr, message);
};

/** Longer than an applier waits when it finds the ESP locked. */
const deadlineMs = 60_000;

/** Waits until the live files of the ESP are these, by sha256sum; previous trees (`*.BSW`) are left out. */
export const untilLive = async (site: CliSite, files: Files): Promise<void> => {
  const wanted = join(site.root, 'wanted');
  await rm(wanted, { recursive: true, force: true });
  await writeTree(wanted, files);
  const sums = await sha256sums(wanted);
  const deadline = Date.now() + deadlineMs;
  for (let live = {}; ; live = await liveSums(site)) {
    if (JSON.stringify(live) === JSON.stringify(sums)) return;
    if (Date.now() > deadline) assert.equal(live, sums);
    await sleep(20);
  }
};

/** sha256sum of the live files. */
export const liveSums = async ({ esp }: CliSite): Promise<Record<string, string>> => {
  // Read while it changes: a file may go between find and sha256sum.
  const sums = await sha256sums(esp).catch(() => ({}));
  return Object.fromEntries(Object.entries(sums).filter(([path]) => !/\.BSW(\/|$)/.test(path)));
};
