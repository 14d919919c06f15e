// Runs suites: a process per file, none of whose processes outlives it.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { pathWithSbin } from './prerequisites.mjs';
import { killSuite, markOf, reapLeftovers } from './suite-processes.mjs';
import { judgeSuite } from './suite-verdict.mjs';
import { typescriptFlags } from './typescript.mjs';

const OUTPUT_LIMIT = 256 * 1024; // characters kept of a suite's output, from its end
const GRACE_MS = 2000; // from a suite's end to that of its processes, and from theirs to that of its output

const running = new Set();

/** Kills what is running now, for a runner that is told to stop. */
export const killRunningSuites = () => {
  for (const suite of running) killSuite(suite);
};

const start = (file, id) => {
  const { FORCE_COLOR: _colour, ...env } = process.env;
  return spawn(process.execPath, [...typescriptFlags, file], {
    detached: true, // a process group of its own
    env: { ...env, ...markOf(id), NO_COLOR: '1', PATH: pathWithSbin() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

const collect = (child) => {
  const seen = { stdout: '', all: '' };
  const keep = (stream, ...keys) =>
    stream.setEncoding('utf8').on('data', (chunk) => {
      for (const key of keys) seen[key] = (seen[key] + chunk).slice(-OUTPUT_LIMIT);
    });
  keep(child.stdout, 'stdout', 'all');
  keep(child.stderr, 'all');
  return seen;
};

const untilExit = async (child, { timeoutMs, onTimeout }) => {
  let timedOutAfterMs;
  const timer = setTimeout(() => {
    timedOutAfterMs = timeoutMs;
    onTimeout();
  }, timeoutMs);
  const [exitCode, signal] = await new Promise((done) => child.once('exit', (...how) => done(how)));
  clearTimeout(timer);
  return { exitCode, signal, timedOutAfterMs };
};

// A process that left both the group and the environment of its suite may hold its output open for ever.
const untilClosed = async (child, { closed, graceMs }) => {
  const late = new Promise((done) => setTimeout(done, graceMs, 'late').unref());
  if ((await Promise.race([closed, late])) !== 'late') return [];
  child.stdout.destroy();
  child.stderr.destroy();
  return ['one that nobody can name and that holds its output open'];
};

const execute = async (file, { timeoutMs, graceMs }) => {
  const id = randomUUID();
  const child = start(file, id);
  const suite = { pgid: child.pid, id };
  running.add(suite);
  const seen = collect(child);
  const closed = new Promise((done) => child.once('close', done));
  const end = await untilExit(child, { timeoutMs, onTimeout: () => killSuite(suite) });
  const leftovers = await reapLeftovers(suite, graceMs);
  running.delete(suite);
  leftovers.push(...(await untilClosed(child, { closed, graceMs })));
  return { ...end, ...seen, leftovers };
};

/**
 * Runs one suite's source and judges it (see suite-verdict.mjs): `{passed, failed, skipped, problems, output, seconds}`.
 * A suite that is still there after `timeoutMs`, or leaves processes behind for longer than `graceMs`, fails, and all its
 * processes are killed.
 */
export const runSuite = async (file, { timeoutMs = 120_000, graceMs = GRACE_MS } = {}) => {
  if (!existsSync(file))
    return { passed: 0, failed: 1, skipped: [], problems: ['is not there'], output: '', seconds: 0 };
  const startedAt = Date.now();
  const ended = await execute(file, { timeoutMs, graceMs });
  const verdict = judgeSuite({ code: readFileSync(file, 'utf8'), ...ended });
  return { ...verdict, output: ended.all, seconds: (Date.now() - startedAt) / 1000 };
};

/** Runs `{source, file, timeoutMs}` suites, `parallel` at a time, and calls `onResult(suite, result)` as each ends. */
export const runSuites = async (suites, { parallel, onResult }) => {
  const waiting = [...suites];
  const work = async () => {
    for (let suite = waiting.shift(); suite !== undefined; suite = waiting.shift())
      onResult(suite, await runSuite(suite.file, { timeoutMs: suite.timeoutMs }));
  };
  await Promise.all(Array.from({ length: parallel }, work));
};
