/** `bootswap audit`: compares the ESP with its plan, and with a payload. Reads only. */
import { openHostBoot } from '../lib/boot/index.ts';
import { describeStateDirectory } from '../lib/host/index.ts';
import { readPayload } from '../lib/payload/index.ts';
import { systemClock } from '../lib/runtime/index.ts';
import type { Check } from '../lib/wire/types.ts';
import { auditHost, comparePayload, verdictOf } from '../services/auditor/index.ts';
import type { AuditResult } from '../services/auditor/index.ts';
import type { Command, Invocation } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { auditOptions, checkOptionsOf } from './audit-options.ts';
import { bootOptions, bootPlacesOf } from './boot-options.ts';
import {
  channelOf,
  espOptions,
  espRootOf,
  hostOptions,
  localHostOf,
  stateDirectoryOf,
  stateOptions,
} from './places.ts';
import { pinnedOrNone, plannerKeysPathOf, trustOptions } from './trust-options.ts';
import { table } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const audit = async (invocation: Invocation): Promise<AuditResult> => {
  const espRoot = await espRootOf(invocation);
  const state = describeStateDirectory(stateDirectoryOf(invocation));
  return auditHost(
    {
      identity: {
        host: await localHostOf(invocation),
        channel: channelOf(invocation),
        espRoot,
      },
      state,
      plannerKeys: await pinnedOrNone(plannerKeysPathOf(invocation, state)),
      checkOptions: checkOptionsOf(invocation),
      hostBoot: await openHostBoot(await bootPlacesOf(invocation)),
    },
    {
      cause: { trigger: 'command', reportEventId: '', reportPhase: '' },
      nowMs: systemClock().nowMs(),
      signal: invocation.signal,
    },
  );
};

const payloadChecks = async (invocation: Invocation, { facts }: AuditResult): Promise<Check[]> => {
  const paths = invocation.texts('payload');
  if (paths.length === 0) return [];
  const payload = await readPayload(paths, { signal: invocation.signal });
  try {
    return [comparePayload(facts.files, payload.files)];
  } finally {
    await payload.dispose();
  }
};

const paintOf = ({ paint }: Terminal): Record<Check['result'], (text: string) => string> => ({
  pass: paint.green,
  fail: paint.red,
  unknown: paint.yellow,
});

const show = (terminal: Terminal, checks: readonly Check[]): void => {
  const paint = paintOf(terminal);
  const lines = table(checks.map(({ name, result, detail }) => [result.padEnd(7), name, detail]));
  for (const [index, line] of lines.entries()) {
    const { result } = checks[index] ?? { result: 'unknown' as const };
    terminal.print(paint[result](line.slice(0, 7)) + line.slice(7));
  }
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { terminal } = invocation;
  const result = await audit(invocation);
  const { finding, facts } = result;
  const checks = [...finding.checks, ...(await payloadChecks(invocation, result))];
  const verdict = verdictOf(checks);
  show(terminal, checks);
  terminal.print(`${verdict}: ${facts.files.length} files on ${facts.esp.mountPoint}`);
  const { host, planId, payloadId, generation } = finding;
  terminal.document({
    host,
    verdict,
    planId,
    payloadId,
    generation,
    checks,
    esp: facts.esp,
    files: facts.files,
  });
  return verdict === 'pass' ? exitCodes.ok : exitCodes.auditFailed;
};

export const command: Command = {
  name: 'audit',
  summary: 'compare the ESP with the installed plan, or with a payload',
  synopsis: '[--esp DIR] [--efivars DIR] [--payload PATH]...',
  details: [
    'Reads every file below EFI/, compares digests, and uses the current firmware variables to judge whether the next boot',
    'will succeed. Writes nothing, and needs no server.',
    'Exits with 3 if a check fails. Checks that cannot be made are shown as unknown and do not fail the audit.',
  ].join('\n'),
  options: {
    ...espOptions,
    payload: { value: 'PATH', help: 'also compare with this payload (as for publish)', multiple: true },
    ...auditOptions,
    ...bootOptions,
    ...hostOptions,
    ...trustOptions,
    ...stateOptions,
  },
  positionals: { min: 0, max: 0 },
  examples: ['bootswap audit --esp /boot/efi', 'bootswap audit --payload /usr/lib/efi --json'],
  run,
};
