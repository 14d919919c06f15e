import { open, readFile, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { mountArguments, perlText } from '../lab/guest/order.ts';
import type { Share } from '../lab/guest/options.ts';
import { findTool, missingTool, repoRoot } from '../lab/tools.ts';
import { runInGuest, whyNoGuest } from '../lab/guest/chosen.ts';
import { DEFAULT_MOUNT_OPTIONS, DEFAULT_MOUNT_POINT, PERL } from '../lab/guest/options.ts';
import { CrashError } from '../lab/crash/crash-error.ts';
import type { CrashDisk } from './crash-disk.ts';

export const STATE_POINT = '/run/bootswap-state';
export const ESP_POINT = DEFAULT_MOUNT_POINT;

/** What runs between mount and unmount, and how. */
export type Workload = {
  /** Program and arguments, never through a shell. The ESP is at ESP_POINT, the state directory at STATE_POINT. */
  command: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Programs that run beside the command and are killed when it ends. */
  neighbours?: readonly (readonly string[])[];
  mountOptions?: string;
  shares?: readonly Share[];
  /** For one run of the command; 180 s by default, for a busy host that emulates. After it the command is killed and counts as exit code 124. */
  commandTimeoutMs?: number;
  /**
   * The command is started once for many states: for each it reads a line from its standard input, does the work, and
   * adds a line with an exit code to the file that $BOOTSWAP_CRASH_REPLY names.
   */
  isServer?: boolean;
};

export type DriverOptions = Workload & {
  disk: CrashDisk;
  /** An existing folder for results, and the log; best in memory. */
  scratchDir: string;
  /** Without it the command runs once, on the disk as it is. */
  states?: { packPath: string; basePath: string };
  timeoutMs?: number;
  signal?: AbortSignal;
};

export type DriverItem = {
  number: number;
  isMounted: boolean;
  /** False if there is a state directory and it could not be mounted. */
  isStateMounted: boolean;
  exitCode: number;
  elapsedMs: number;
  /** What the command printed. */
  output: string;
};

export type DriverResult = { logPath: string; items: DriverItem[]; kernelLog: string };

/** Sparse; a recording that does not fit is cut off silently by the kernel, so there is ample room. */
const LOG_BYTES = 4 * 1024 ** 3;
const DRIVER = join(repoRoot(), 'tests', 'crash', 'guest', 'driver.pl');

const perlHash = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, source]) => `  ${name} => ${source},\n`)
    .join('');

type Paths = { logPath: string; resultsPath: string; orderPath: string; marker: string };

const orderText = (options: DriverOptions, { resultsPath, marker }: Paths): string => {
  const { disk, states, env = {}, neighbours = [], commandTimeoutMs = 180_000 } = options;
  const { flags, data } = mountArguments(options.mountOptions ?? DEFAULT_MOUNT_OPTIONS);
  const hasState = disk.sectors > disk.espSectors;
  const texts = {
    esp_point: ESP_POINT,
    esp_data: data,
    state_point: hasState ? STATE_POINT : '',
    base: states?.basePath ?? '',
    pack: states?.packPath ?? '',
    results: resultsPath,
    marker,
  };
  const numbers = {
    disk_sectors: disk.sectors,
    esp_sectors: disk.espSectors,
    esp_flags: flags,
    timeout_s: Math.ceil(commandTimeoutMs / 1000),
    is_server: options.isServer === true ? 1 : 0,
  };
  const environment = Object.entries(env).map(([name, value]) => [perlText(name), perlText(value)]);
  const fields = Object.entries({ ...texts, ...numbers, command: options.command, neighbours });
  return `{\n${perlHash({
    ...Object.fromEntries(fields.map(([name, value]) => [name, perlText(value)])),
    env: `{ ${environment.map(([name, value]) => `${name} => ${value}`).join(', ')} }`,
  })}}\n`;
};

const makeLog = async (path: string): Promise<void> => {
  const file = await open(path, 'w');
  try {
    await file.truncate(LOG_BYTES);
  } finally {
    await file.close();
  }
};

const parseItems = (text: string): Omit<DriverItem, 'output'>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [number = -1, mounted = 0, exitCode = -1, elapsedMs = 0] = line.split(' ').map(Number);
      return { number, isMounted: mounted !== 0, isStateMounted: mounted !== 2, exitCode, elapsedMs };
    });

/** Collects what is printed behind each line `marker N`. */
const collectOutputs = (marker: string) => {
  const outputs = new Map<number, string>();
  let current = -1;
  return {
    outputs,
    onLine: (line: string): void => {
      if (line.startsWith(`${marker} `)) current = Number(line.slice(marker.length + 1));
      else outputs.set(current, `${outputs.get(current) ?? ''}${line}\n`);
    },
  };
};

const TOOLS = ['mkfs.vfat', 'mkfs.ext4', 'fsck.vfat', 'mcopy'];

/** What this machine lacks for recordings, or undefined. Looks at files only. */
export const whyNoRecorder = (): string | undefined => {
  const reason = whyNoGuest();
  if (reason !== undefined) return reason;
  const missing = TOOLS.find((tool) => findTool(tool) === null);
  return missing === undefined ? undefined : missingTool(missing);
};

/**
 * Boots a guest and runs a command on the disk, or on each of many states of it, with every block write recorded.
 * @throws {CrashError} DRIVER_FAILED, RECORDER_UNAVAILABLE
 * @throws {LabError} as `runInGuest`
 */
export const runDriver = async (options: DriverOptions): Promise<DriverResult> => {
  const reason = whyNoRecorder();
  if (reason !== undefined) throw new CrashError('RECORDER_UNAVAILABLE', reason);
  const { scratchDir, disk, states, shares = [] } = options;
  const [logPath, resultsPath, orderPath] = ['log', 'results', 'driver-order'].map((name) =>
    join(scratchDir, name),
  );
  const paths = { logPath, resultsPath, orderPath, marker: `bootswap-crash-${randomUUID()}` } as Paths;
  await makeLog(paths.logPath);
  await writeFile(paths.orderPath, orderText(options, paths));
  const { outputs, onLine } = collectOutputs(paths.marker);
  const baseShare = states === undefined ? [] : [{ path: join(states.basePath, '..') }];
  const { exitCode, output, kernelLog } = await runInGuest({
    command: [PERL, DRIVER, paths.orderPath],
    image: disk.path,
    extraDisks: [paths.logPath],
    isRecorded: true,
    shares: [...shares, { path: scratchDir, isWritable: true }, ...baseShare],
    onLine,
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  if (exitCode !== 0)
    throw new CrashError('DRIVER_FAILED', `the driver ended with ${exitCode}: ${output.slice(-800)}`);
  const items = parseItems(await readFile(paths.resultsPath, 'utf8'));
  return {
    logPath: paths.logPath,
    items: items.map((item) => ({ ...item, output: outputs.get(item.number) ?? '' })),
    kernelLog,
  };
};
