import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Writable } from 'node:stream';
import { messageOf } from '../errors.ts';
import { findExecutable, withDeathSignal } from './executable.ts';
import type { CommandLine } from './executable.ts';
import { createLineSplitter } from './lines.ts';
import { ProcessError } from './process-error.ts';
import type { ProcessErrorCode } from './process-error.ts';

export type ExitStatus = { code: number | null; signal: NodeJS.Signals | null };
export type RunResult = ExitStatus & { stdout: string; stderr: string };

export type RunOptions = {
  cwd?: string;
  /** The whole environment of the child; ours by default. */
  env?: NodeJS.ProcessEnv;
  input?: string | Uint8Array;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Bound on stdout and stderr together; 16 MiB by default. */
  maxOutputBytes?: number;
};

export type StartOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Without it, what the child prints is thrown away. */
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  stdin?: 'ignore' | 'pipe';
  /** The child outlives us and does not keep our event loop alive. */
  detached?: boolean;
  /** Stop the child when we go, however we go; see `start`. True by default, false by default if `detached`. */
  dieWithParent?: boolean;
};

export type RunningProcess = {
  pid: number;
  /** Null unless `stdin: 'pipe'` was asked for. */
  stdin: Writable | null;
  /** Resolves once the child has ended and its last line was handed to `onLine`; never rejects. */
  exited: Promise<ExitStatus>;
  /** Signals the whole process group (SIGTERM by default); nothing happens if it has ended. */
  kill: (signal?: NodeJS.Signals) => void;
};

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const KILL_WAIT_MS = 1000;
const STDERR_TAIL_CHARS = 800;

/** Children that must not outlive us, and what to send them. One `exit` listener for all, only while there are any. */
const mortals = new Map<ChildProcess, NodeJS.Signals>();

const killGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
};

const killMortals = (): void => mortals.forEach((signal, child) => killGroup(child, signal));

const stopAtExit = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (mortals.size === 0) process.on('exit', killMortals);
  mortals.set(child, signal);
  child.once('exit', () => {
    mortals.delete(child);
    if (mortals.size === 0) process.off('exit', killMortals);
  });
};

/**
 * Every child leads a process group of its own: a timeout reaches its children too, and Ctrl-C in a terminal
 * reaches only us, so that we decide in which order things stop.
 */
const launch = (command: CommandLine, options: SpawnOptions): ChildProcess => {
  try {
    return spawn(command.file, command.args, { ...options, shell: false, detached: true, windowsHide: true });
  } catch (cause) {
    throw new ProcessError('SPAWN_FAILED', `cannot start ${command.file}: ${messageOf(cause)}`, { cause });
  }
};

const resolveCommand = (command: CommandLine, options: RunOptions | StartOptions): CommandLine => {
  const path = findExecutable(command.file, options);
  if (path !== null) return { file: path, args: command.args };
  throw new ProcessError(
    'NOT_FOUND',
    `${JSON.stringify(command.file)} is not an executable: install it, or give its path`,
  );
};

type Collected = { chunks: { stdout: Buffer[]; stderr: Buffer[] }; onOverflow: () => void; maxBytes: number };

const collect = (child: ChildProcess, into: Collected): void => {
  let bytes = 0;
  const take = (list: Buffer[]) => (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > into.maxBytes) into.onOverflow();
    else list.push(chunk);
  };
  child.stdout?.on('data', take(into.chunks.stdout));
  child.stderr?.on('data', take(into.chunks.stderr));
};

/** Kills the group, gives it a second to be gone, and only then reports, so that the caller may clean up after it. */
const killAndThen = (child: ChildProcess, done: () => void): void => {
  const timer = setTimeout(done, KILL_WAIT_MS);
  child.once('exit', () => {
    clearTimeout(timer);
    done();
  });
  killGroup(child, 'SIGKILL');
  child.stdout?.destroy();
  child.stderr?.destroy();
};

const settle = (child: ChildProcess, name: string, options: RunOptions): Promise<RunResult> =>
  new Promise((resolve, reject) => {
    const chunks: Collected['chunks'] = { stdout: [], stderr: [] };
    let failure: ProcessError | null = null;
    const stop = (code: ProcessErrorCode, message: string, cause?: unknown): void => {
      if (failure !== null) return;
      const error = new ProcessError(code, message, { cause });
      failure = error;
      cleanUp();
      if (child.pid === undefined) reject(error);
      else killAndThen(child, () => reject(error));
    };
    const onAbort = (): void => stop('ABORTED', `${name} was stopped: aborted`, options.signal?.reason);
    const onTimeout = (): void =>
      stop('TIMEOUT', `${name} did not end within ${options.timeoutMs} ms and was killed`);
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(onTimeout, options.timeoutMs);
    const cleanUp = (): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    };
    const maxBytes = options.maxOutputBytes ?? MAX_OUTPUT_BYTES;
    const onOverflow = (): void =>
      stop('OUTPUT_TOO_LARGE', `${name} printed more than ${maxBytes} bytes and was killed`);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    collect(child, { chunks, onOverflow, maxBytes });
    child.once('error', (cause) => stop('SPAWN_FAILED', `cannot start ${name}: ${cause.message}`, cause));
    child.once('close', (code, signal) => {
      cleanUp();
      const [stdout, stderr] = [chunks.stdout, chunks.stderr].map((list) =>
        Buffer.concat(list).toString('utf8'),
      );
      if (failure === null) resolve({ code, signal, stdout: stdout ?? '', stderr: stderr ?? '' });
    });
  });

const feed = (child: ChildProcess, input: string | Uint8Array | undefined): void => {
  // A child that ends without reading its input makes us an EPIPE, which its exit status explains better.
  child.stdin?.on('error', () => undefined);
  if (input !== undefined) child.stdin?.end(input);
};

/**
 * Runs a program to its end, never through a shell, and collects what it prints (UTF-8). A non-zero exit resolves.
 * @throws {ProcessError} NOT_FOUND, SPAWN_FAILED; TIMEOUT, ABORTED and OUTPUT_TOO_LARGE, each after SIGKILL to the
 * program's whole process group. (EXIT_STATUS comes from `runOrThrow` only.)
 */
export const run = async (
  file: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<RunResult> => {
  if (options.signal?.aborted) {
    throw new ProcessError('ABORTED', `${file} was not started: aborted`, { cause: options.signal.reason });
  }
  const { cwd, env, input } = options;
  const stdin = input === undefined ? 'ignore' : 'pipe';
  const child = launch(resolveCommand({ file, args }, options), { cwd, env, stdio: [stdin, 'pipe', 'pipe'] });
  stopAtExit(child, 'SIGKILL');
  feed(child, input);
  return settle(child, file, options);
};

/** As `run`, but any end other than exit status 0 throws EXIT_STATUS, with the tail of stderr in the message. */
export const runOrThrow = async (
  file: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<RunResult> => {
  const result = await run(file, args, options);
  if (result.code === 0) return result;
  const how = result.signal === null ? `exit status ${result.code}` : `signal ${result.signal}`;
  const tail = result.stderr.trim().slice(-STDERR_TAIL_CHARS);
  throw new ProcessError('EXIT_STATUS', `${file} ended with ${how}${tail === '' ? '' : `: ${tail}`}`);
};

const forwardLines = (child: ChildProcess, onLine: NonNullable<StartOptions['onLine']>): void => {
  for (const stream of ['stdout', 'stderr'] as const) {
    const lines = createLineSplitter((line) => onLine(line, stream));
    child[stream]?.on('data', lines.push);
    child[stream]?.on('end', lines.end);
  }
};

/**
 * Starts a long-running program, never through a shell, as leader of its own process group.
 *
 * `dieWithParent`: Node cannot set PR_SET_PDEATHSIG in a child, so two things are done instead. The child's group
 * gets SIGTERM from our `exit` event, which covers every ordered end; and where util-linux's setpriv(1) exists the
 * program is started through it, so that the kernel sends SIGTERM even if we are killed with SIGKILL. Without
 * setpriv a SIGKILL of ours leaves the child running.
 * @throws {ProcessError} NOT_FOUND, SPAWN_FAILED
 */
export const start = (
  file: string,
  args: readonly string[] = [],
  options: StartOptions = {},
): RunningProcess => {
  const { cwd, env, onLine, detached = false, dieWithParent = !detached } = options;
  const command = resolveCommand({ file, args }, options);
  const output = onLine === undefined ? 'ignore' : 'pipe';
  const stdio: SpawnOptions['stdio'] = [options.stdin ?? 'ignore', output, output];
  const child = launch(dieWithParent ? withDeathSignal(command) : command, { cwd, env, stdio });
  const exited = new Promise<ExitStatus>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    // Node reports a failed spawn here, after the throw below has told the caller.
    child.once('error', () => undefined);
  });
  if (child.pid === undefined) {
    throw new ProcessError(
      'SPAWN_FAILED',
      `cannot start ${file} (in ${cwd ?? process.cwd()}): check that the directory exists`,
    );
  }
  feed(child, undefined);
  if (onLine !== undefined) forwardLines(child, onLine);
  if (dieWithParent) stopAtExit(child, 'SIGTERM');
  if (detached) child.unref();
  const kill = (signal: NodeJS.Signals = 'SIGTERM'): void => {
    if (child.exitCode === null && child.signalCode === null) killGroup(child, signal);
  };
  return { pid: child.pid, stdin: child.stdin, exited, kill };
};
