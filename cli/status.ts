/** `bootswap status`: shows what this host and the bus have on record for it. Reads only. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { streams, subjects } from '../lib/bus/index.ts';
import type { Bus } from '../lib/bus/index.ts';
import { hasCode, messageOf } from '../lib/errors.ts';
import { warningsOf } from '../lib/boot/index.ts';
import type { PlanWarning } from '../lib/boot/index.ts';
import { describeStateDirectory, planPath, readHostRecord } from '../lib/host/index.ts';
import type { HostRecord, StateDirectory } from '../lib/host/index.ts';
import { decodeAudit, decodeDecision, decodeEnvelope, decodePlan, decodeReport } from '../lib/wire/index.ts';
import type { Audit, Decision, Plan, Report } from '../lib/wire/index.ts';
import { readAfter, readHead } from '../services/auditor/index.ts';
import type { Command, Invocation } from './command.ts';
import { connectForCommand, connectionOptions, findTarget } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { channelOf, hostOptions, localHostOf, stateDirectoryOf, stateOptions } from './places.ts';
import { table } from './terminal.ts';

type Local = {
  host: string;
  stateDirectory: string;
  record: HostRecord;
  /** What is wrong with the record, or null. */
  warning: string | null;
  /** True if the applier ended in the middle of an update. */
  isInterrupted: boolean;
  lastAudit: Audit | null;
  /** Warnings about the installed plan: rollback, measurements. */
  warnings: PlanWarning[];
  /** Events not yet sent to the bus. */
  outboxDepth: number;
};

const exists = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  );

const countEvents = async (directory: string): Promise<number> => {
  try {
    return (await readdir(directory)).filter((name) => name.endsWith('.event')).length;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0;
    throw error;
  }
};

const readLastAudit = async (state: StateDirectory): Promise<Audit | null> => {
  const head = await readHead(state.auditsDirectory);
  if (head.sequence === 0n) return null;
  const [entry] = await readAfter(state.auditsDirectory, head.sequence - 1n);
  return entry === undefined ? null : decodeAudit(decodeEnvelope(entry.envelope).payload);
};

/** Empty for a plan that was rolled back or cannot be read: the audit reports those. */
const readWarnings = async (state: StateDirectory, { live }: HostRecord): Promise<PlanWarning[]> => {
  if (live === null || live.side !== 'after') return [];
  try {
    return warningsOf(decodePlan(decodeEnvelope(await readFile(planPath(state, live.planId))).payload).proof);
  } catch {
    return [];
  }
};

const readLocal = async (invocation: Invocation): Promise<Local> => {
  const state = describeStateDirectory(stateDirectoryOf(invocation));
  const { record, warning } = await readHostRecord(state);
  const depths = ['applier', 'auditor'].map((service) => countEvents(join(state.outboxDirectory, service)));
  return {
    host: await localHostOf(invocation),
    stateDirectory: state.root,
    record,
    warning: warning?.detail ?? null,
    isInterrupted: await exists(state.journalPath),
    lastAudit: await readLastAudit(state),
    warnings: await readWarnings(state, record),
    outboxDepth: (await Promise.all(depths)).reduce((sum, depth) => sum + depth, 0),
  };
};

type Remote = {
  server: string;
  plan: Plan | null;
  report: Report | null;
  audit: Audit | null;
  decision: Decision | null;
  applierDeadLetters: string | null;
};

const readRemote = async (
  bus: Bus,
  { host, channel }: { host: string; channel: string },
): Promise<Remote> => {
  const [plan, report, audit, decision, dead] = await Promise.all([
    bus.last(streams.plans, subjects.plan(host)),
    bus.last(streams.reports, subjects.report(host)),
    bus.last(streams.audits, subjects.audit(host)),
    bus.last(streams.decisions, subjects.decision(channel)),
    bus.last(streams.dead, subjects.dead('applier')),
  ]);
  return {
    server: bus.serverVersion,
    plan: plan && decodePlan(decodeEnvelope(plan.data).payload),
    report: report && decodeReport(report.data),
    audit: audit && decodeAudit(decodeEnvelope(audit.data).payload),
    decision: decision && decodeDecision(decision.data),
    applierDeadLetters: dead && `last at ${new Date(dead.timestampMs).toISOString()}`,
  };
};

type RemoteStatus = { remote: Remote | null; problem: string | null };

const tryRemote = async (invocation: Invocation, host: string): Promise<RemoteStatus> => {
  const target = await findTarget(invocation);
  if (target === null)
    return { remote: null, problem: 'no server is configured (give --server URL, or run bootswap up)' };
  try {
    const bus = await connectForCommand(target, { name: 'status', signal: invocation.signal });
    try {
      return { remote: await readRemote(bus, { host, channel: channelOf(invocation) }), problem: null };
    } finally {
      await bus.close();
    }
  } catch (error) {
    return { remote: null, problem: messageOf(error) };
  }
};

const short = (id: string): string => id.slice(0, 12);
const timeOf = (atMs: bigint): string => new Date(Number(atMs)).toISOString();

const liveText = ({ live }: HostRecord): string => {
  if (live === null) return 'nothing yet';
  const how = live.side === 'after' ? '' : 'rolled back to the version before ';
  return `${how}plan ${short(live.planId)}, payload ${short(live.payloadId) || 'none'}, generation ${live.generation}`;
};

const localRows = (local: Local): string[][] => {
  const { record, lastAudit } = local;
  const audited =
    lastAudit && `${lastAudit.verdict} at ${timeOf(lastAudit.atMs)} (entry ${lastAudit.sequence})`;
  const rows = [
    ['host', local.host],
    ['state directory', local.stateDirectory],
    ['installed', liveText(record) + (record.awaitingAudit ? ' (not audited yet)' : '')],
    ['previous version', record.previous.map(({ target }) => target).join(', ') || 'none'],
    ['last audit', audited ?? 'none'],
    ['unsent events', String(local.outboxDepth)],
  ];
  for (const { code, detail } of local.warnings) rows.push(['warning', `${code}: ${detail}`]);
  if (local.isInterrupted)
    rows.push([
      'interrupted',
      'an update was interrupted; the applier recovers when it starts, or run bootswap recover',
    ]);
  if (local.warning !== null) rows.push(['warning', local.warning]);
  for (const { payloadId, code } of record.failedPayloads)
    rows.push(['failed payload', `${short(payloadId)} ${code}`]);
  return rows;
};

const remoteRows = ({ remote, problem }: RemoteStatus, { host, record }: Local): string[][] => {
  const livePlanId = record.live?.planId ?? '';
  if (remote === null) return [['bus', problem ?? '']];
  const { plan, report, decision } = remote;
  const rows = [['bus', `nats-server ${remote.server}`]];
  if (plan !== null)
    rows.push([
      'plan',
      `${short(plan.planId)} generation ${plan.generation}, expires at ${timeOf(plan.expiresAtMs)}`,
    ]);
  const isLive = plan !== null && plan.planId === livePlanId;
  for (const { code, detail } of plan === null || isLive ? [] : warningsOf(plan.proof))
    rows.push(['plan warning', `${code}: ${detail}`]);
  if (report !== null)
    rows.push(['last report', [report.phase, report.code, report.detail].filter(Boolean).join(': ')]);
  for (const refusal of decision?.refusals.filter((each) => each.host === host) ?? []) {
    rows.push(['refused', `${refusal.code}: ${refusal.detail}`]);
  }
  if (remote.applierDeadLetters !== null) rows.push(['dead letters', remote.applierDeadLetters]);
  return rows;
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { terminal } = invocation;
  const local = await readLocal(invocation);
  const status = await tryRemote(invocation, local.host);
  for (const line of table([...localRows(local), ...remoteRows(status, local)])) terminal.print(line);
  terminal.document({ ...local, bus: status.remote, busProblem: status.problem });
  return exitCodes.ok;
};

export const command: Command = {
  name: 'status',
  summary: 'show what is installed on this host, its last audit, and its next plan',
  synopsis: '[--state-dir DIR] [--server URL]',
  details: [
    'Reads the state directory and, if a NATS server is configured, what the server has for this host. Changes nothing. Exits',
    'with 0 whatever it finds, even if the server cannot be reached; 1 if the state directory cannot be read.',
  ].join('\n'),
  options: { ...stateOptions, ...hostOptions, ...connectionOptions },
  positionals: { min: 0, max: 0 },
  examples: ['bootswap status', 'bootswap status --json | jq .record.live'],
  run,
};
