/**
 * The part of the demo that runs beside the ESP: in the guest, whose kernel has vfat, or on this machine with a plain
 * directory. It runs the real command; the events come from the documented subscriber.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scanTree } from '../lib/esp/index.ts';
import { run, start } from '../lib/sys/index.ts';
import type { RunningProcess } from '../lib/sys/index.ts';
import { describeEventLine } from './narrate.ts';
import { heading, say } from './say.ts';

export type Orders = {
  repoRoot: string;
  /** The path of bin/bootswap, built. */
  bootswap: string;
  espRoot: string;
  /** State directory and scratch space, on a file system with room. */
  scratch: string;
  debs: string[];
  /** Packages that would not boot together; null if apt has none. */
  brickDebs: string[] | null;
  isPlainDirectory: boolean;
  /** Where to write the results for the parent process. */
  resultsPath: string;
};

export type Results = {
  /** Exit status of publishing what would not boot, and what `bootswap status` then says of it. */
  brickPublish: number | null;
  brickStatus: string;
  isTreeUntouchedByBrick: boolean;
  firstPublish: number | null;
  secondPublish: number | null;
  /** Reports on the bus after each publish: the second must bring no new one. */
  reports: [number, number];
  isTreeUnchangedBySecond: boolean;
  upExit: number | null;
  publishToAuditMs: number;
};

const readyTimeoutMs = 60_000;

const bootswap = (orders: Orders, ...args: string[]): string[] => [
  orders.bootswap,
  ...args,
  '--state-dir',
  join(orders.scratch, 'state'),
];

const waitUntil = async (isTrue: () => boolean, explain: () => string): Promise<void> => {
  for (let waitedMs = 0; !isTrue(); waitedMs += 50) {
    if (waitedMs > readyTimeoutMs) throw new Error(`not ready within ${readyTimeoutMs} ms: ${explain()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const startUp = async (orders: Orders): Promise<RunningProcess> => {
  const empty = join(orders.scratch, 'payloads');
  await mkdir(empty, { recursive: true });
  const lines: string[] = [];
  const args = ['up', '--esp', orders.espRoot, '--payload-dir', empty, '--host', 'demo-host'];
  // Captured on a machine with Secure Boot on: the guest has no firmware of its own.
  args.push('--efivars', join(orders.repoRoot, 'tests/fixtures/secure-boot/efivars-ovmf-ms-shim16.1'));
  if (orders.isPlainDirectory) args.push('--allow-any-fs');
  const up = start(process.execPath, bootswap(orders, ...args), { onLine: (line) => lines.push(line) });
  await waitUntil(
    () => lines.some((line) => line.includes('"message":"up"')),
    () => `bootswap up said: ${lines.join('\n')}`,
  );
  return up;
};

type Follower = { process: RunningProcess; reports: () => number };

/** Starts the example of docs/events.md, which uses none of bootswap's code, and prints its events as sentences. */
const startFollower = async (orders: Orders): Promise<Follower> => {
  const text = await readFile(join(orders.scratch, 'state', 'bus.json'), 'utf8');
  const { url, user, pass } = JSON.parse(text) as { url: string; user: string; pass: string };
  const example = join(orders.repoRoot, 'docs', 'examples', 'subscribe.mjs');
  let reports = 0;
  let isFollowing = false;
  const process_ = start(process.execPath, [example, url, '--user', user, '--pass', pass], {
    onLine: (line) => {
      if (line === 'following') isFollowing = true;
      else if (line.includes('"busSubject":"bootswap.v1.report.')) reports += 1;
      for (const told of describeEventLine(line)) say(told);
    },
  });
  await waitUntil(
    () => isFollowing,
    () => 'the subscriber',
  );
  return { process: process_, reports: () => reports };
};

const publish = async (orders: Orders, debs = orders.debs): Promise<number | null> => {
  const args = bootswap(orders, 'publish', ...debs, '--vendor', 'debian', '--wait', '--timeout', '60');
  const { code, stderr } = await run(process.execPath, args, { timeoutMs: 90_000 });
  if (code !== 0 && debs === orders.debs) say(stderr.trim());
  return code;
};

const treeOf = async (espRoot: string): Promise<string> => {
  const { files, directories } = await scanTree(espRoot, 'EFI');
  return JSON.stringify([files.map(({ path, sha256 }) => [path, sha256]), directories]);
};

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

type BrickResults = Pick<Results, 'brickPublish' | 'brickStatus' | 'isTreeUntouchedByBrick'>;

/** Publishes what would stop at a dialog: it must be refused, with the reason, before a byte is written. */
const playBrick = async (orders: Orders): Promise<BrickResults> => {
  if (orders.brickDebs === null) return { brickPublish: null, brickStatus: '', isTreeUntouchedByBrick: true };
  heading('bootswap publish: a payload that would not boot');
  const tree = await treeOf(orders.espRoot);
  const brickPublish = await publish(orders, orders.brickDebs);
  await settle();
  const { stdout } = await run(process.execPath, [...bootswap(orders, 'status'), '--host', 'demo-host']);
  const brickStatus = stdout.split('\n').find((line) => line.startsWith('refused')) ?? '';
  const isTreeUntouchedByBrick = (await treeOf(orders.espRoot)) === tree;
  return { brickPublish, brickStatus, isTreeUntouchedByBrick };
};

const play = async (orders: Orders): Promise<Results> => {
  heading('bootswap up: nats-server, planner, applier and auditor');
  const up = await startUp(orders);
  const follower = await startFollower(orders);
  const brick = await playBrick(orders);
  heading('bootswap publish: the packages as one signed payload');
  const startedAt = performance.now();
  const firstPublish = await publish(orders);
  const publishToAuditMs = Math.round(performance.now() - startedAt);
  await settle();
  const tree = await treeOf(orders.espRoot);
  const afterFirst = follower.reports();
  heading('the same payload again: nothing to do');
  const secondPublish = await publish(orders);
  await settle();
  const isTreeUnchangedBySecond = (await treeOf(orders.espRoot)) === tree;
  const reports: Results['reports'] = [afterFirst, follower.reports()];
  follower.process.kill('SIGTERM');
  await follower.process.exited;
  up.kill('SIGTERM');
  const { code: upExit } = await up.exited;
  return {
    ...brick,
    firstPublish,
    secondPublish,
    reports,
    isTreeUnchangedBySecond,
    upExit,
    publishToAuditMs,
  };
};

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
await mkdir(orders.scratch, { recursive: true });
const results = await play(orders);
await writeFile(orders.resultsPath, JSON.stringify(results));
process.exit(0);
