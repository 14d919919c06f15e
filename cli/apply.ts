/** `bootswap apply`: plan, swap and audit on this machine alone, for image builds and rescue systems. */
import { readPayload } from '../lib/payload/index.ts';
import type { Payload } from '../lib/payload/index.ts';
import type { Audit, Plan, Report } from '../lib/wire/types.ts';
import type { ApplyResult } from '../services/applier/index.ts';
import { recover } from '../services/applier/index.ts';
import { auditOptions, checkOptionsOf } from './audit-options.ts';
import { bootOptions } from './boot-options.ts';
import { retainOf, retainOptions, unprovenOptions } from './applier-options.ts';
import { UsageError } from './command.ts';
import type { Command, Invocation } from './command.ts';
import { describeEvent } from './describe-event.ts';
import { exitCodeOfOutcome } from './error-exit.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { remountAfterKill } from './remount.ts';
import { applyLocally, auditLocally, concludeLocally, openLocalHost, planLocally } from './local-host.ts';
import type { LocalHost } from './local-host.ts';
import { espOptions, hostOptions, stateOptions } from './places.ts';
import { scopeOf, scopeOptions } from './scope-option.ts';
import { trustOptions } from './trust-options.ts';

type Outcome = {
  outcome: ApplyResult['outcome'] | 'refused' | 'rolled-back';
  code: string;
  detail: string;
  plan: Plan | null;
  audit: Audit | null;
};

const outcomeOf = (applied: ApplyResult): Outcome => ({
  outcome: applied.outcome,
  code: applied.code,
  detail: applied.detail,
  plan: applied.plan,
  audit: null,
});

/** Audits the live tree. If the audit of a new update fails, the previous tree is restored and audited too. */
const auditAndConclude = async (
  invocation: Invocation,
  host: LocalHost,
  outcome: Outcome,
): Promise<Outcome> => {
  const { terminal } = invocation;
  const audit = await auditLocally(host, { trigger: 'command', reportEventId: '', reportPhase: '' });
  terminal.say(describeEvent({ kind: 'audit', audit }));
  const conclusion = await concludeLocally(host, audit);
  if (conclusion.outcome === 'ignored' || conclusion.outcome === 'passed') return { ...outcome, audit };
  terminal.say(`${conclusion.outcome}: ${conclusion.detail}`);
  await auditLocally(host, { trigger: 'command', reportEventId: '', reportPhase: '' });
  const { code, detail } = conclusion;
  // A tree that cannot be rolled back stays live.
  const now = conclusion.outcome === 'nothing-to-roll-back' ? outcome.outcome : conclusion.outcome;
  return { ...outcome, outcome: now, code, detail, audit };
};

const carryOut = async (invocation: Invocation, host: LocalHost, payload: Payload): Promise<Outcome> => {
  const { terminal, signal } = invocation;
  await recover(host.applier);
  const { decision, plan } = await planLocally(host, { payload, scope: scopeOf(invocation), signal });
  const nothing = { code: '', detail: '', plan: null, audit: null };
  if (decision.kind === 'refused') {
    return { ...nothing, outcome: 'refused', code: decision.code, detail: decision.detail };
  }
  if (plan === null) return auditAndConclude(invocation, host, { ...nothing, outcome: 'unchanged' });
  terminal.say(describeEvent({ kind: 'plan', plan }));
  const applied = outcomeOf(await applyLocally(host, plan, signal));
  const isLive = applied.outcome === 'exchanged' || applied.outcome === 'unchanged';
  return isLive ? auditAndConclude(invocation, host, applied) : applied;
};

const exitCodeFor = ({ outcome, code, audit }: Outcome): ExitCode => {
  if (outcome === 'stuck') return exitCodes.stuck;
  if (outcome === 'rolled-back' || audit?.verdict === 'fail') return exitCodes.auditFailed;
  if (outcome === 'exchanged' || outcome === 'unchanged') return exitCodes.ok;
  return exitCodeOfOutcome(code);
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { terminal, signal } = invocation;
  const paths = invocation.texts('payload');
  if (paths.length === 0) throw new UsageError('bootswap apply needs --payload PATH');
  // Report a wrong command line before reading anything.
  retainOf(invocation);
  scopeOf(invocation);
  checkOptionsOf(invocation);
  const payload = await readPayload(paths, { signal });
  try {
    for (const note of payload.notes) terminal.say(note);
    const onReport = (report: Report): void => terminal.say(describeEvent({ kind: 'report', report }));
    await remountAfterKill(invocation);
    const host = await openLocalHost(invocation, { payload, onReport });
    const outcome = await carryOut(invocation, host, payload);
    const { code, detail, audit } = outcome;
    const why = [code, detail].filter((word) => word !== '').join(': ');
    terminal.print([outcome.outcome, why].filter((word) => word !== '').join(': '));
    terminal.document({ host: host.identity.host, ...outcome, verdict: audit?.verdict ?? null });
    return exitCodeFor(outcome);
  } finally {
    await payload.dispose();
  }
};

export const command: Command = {
  name: 'apply',
  summary: 'update the ESP of this machine alone, without a NATS server: plan, swap, audit',
  synopsis:
    '--payload PATH [--payload PATH]... [--esp DIR] [--state-dir DIR] [--retain previous|none] [--scope SCOPE]',
  details: [
    'For image builds and rescue systems. If an earlier run was interrupted, apply recovers first.',
    'Each payload is complete: files from the previous payload that are not in the new one are deleted.',
    'The previous tree stays on the ESP for rollback, unless --retain none is given. If the audit fails, apply restores',
    'the previous tree.',
  ].join('\n'),
  options: {
    payload: { value: 'PATH', help: 'boot loader files to install (as for publish)', multiple: true },
    ...espOptions,
    ...retainOptions,
    ...unprovenOptions,
    ...scopeOptions,
    ...auditOptions,
    ...bootOptions,
    ...hostOptions,
    ...trustOptions,
    ...stateOptions,
  },
  positionals: { min: 0, max: 0 },
  examples: [
    'bootswap apply --esp /boot/efi --payload /usr/lib/efi --state-dir /var/lib/bootswap',
    'bootswap apply --esp ./image/efi --allow-any-fs --unproven --payload ./EFI-tree --state-dir ./state --retain none --json',
  ],
  run,
};
