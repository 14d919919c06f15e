/** `bootswap plan`: shows what the planner would decide for one host. Reads only. */
import { openHostBoot, warningsOf } from '../lib/boot/index.ts';
import type { PlanWarning } from '../lib/boot/index.ts';
import { describeStateDirectory } from '../lib/host/index.ts';
import { readPayload } from '../lib/payload/index.ts';
import { systemClock } from '../lib/runtime/index.ts';
import type { BootProof, HostFacts, Scope, Swap } from '../lib/wire/types.ts';
import { bootOptions, bootPlacesOf, eventLogOf, partUuidOf } from './boot-options.ts';
import { UsageError } from './command.ts';
import type { Command, Invocation } from './command.ts';
import { deletedFiles } from './deleted-files.ts';
import { decideLocally } from './local-decision.ts';
import type { LocalDecision } from './local-decision.ts';
import type { ExitCode } from './exit-codes.ts';
import { channelOf, espRootOf, hostOptions, localHostOf, stateDirectoryOf, stateOptions } from './places.ts';
import { scopeOf, scopeOptions } from './scope-option.ts';
import { counted, humanBytes } from '../lib/format.ts';
import { table } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { pinnedOrNone, plannerKeysPathOf } from './trust-options.ts';
import { unprovenOptions } from './applier-options.ts';

/** As of `bootswap verdict`: wrong usage also exits with 2, but then stdout is empty. */
const exitCodeOf: Readonly<Record<Answer['outcome'], ExitCode>> = {
  planned: 0,
  unchanged: 0,
  refused: 1,
  unknown: 2,
};

type Answer = {
  outcome: 'planned' | 'unchanged' | 'refused' | 'unknown';
  code: string;
  detail: string;
  /** The widest of the exchanges; '' if there are none. */
  scope: Scope | '';
  swaps: Swap[];
  bytesToWrite: bigint;
  /** In whole clusters, before the first exchange. */
  bytesNeeded: bigint;
  freeBytes: bigint;
  /** Held by previous trees, which are deleted first. */
  reclaimableBytes: bigint;
  proof: BootProof | null;
  warnings: PlanWarning[];
};

const scopeOfSwaps = (swaps: readonly Swap[]): Scope | '' => {
  const scopes = new Set(swaps.map(({ scope }) => scope));
  return (['esp', 'directory', 'file'] as const).find((scope) => scopes.has(scope)) ?? '';
};

const unknownCodes: readonly string[] = ['VERDICT_UNKNOWN', 'EVIDENCE_MISSING'];

const answerOf = ({ decision, facts, bootProblem }: LocalDecision): Answer => {
  const { freeBytes, reclaimableBytes } = facts.esp;
  const nothing = { code: '', detail: '', scope: '' as const, swaps: [], proof: null, warnings: [] };
  const none = { ...nothing, bytesToWrite: 0n, bytesNeeded: 0n, freeBytes, reclaimableBytes };
  if (decision.kind === 'unchanged') return { ...none, outcome: 'unchanged' };
  if (decision.kind === 'refused') {
    const { code } = decision;
    const detail = [decision.detail, bootProblem].filter((text) => text !== '').join('; ');
    return { ...none, outcome: unknownCodes.includes(code) ? 'unknown' : 'refused', code, detail };
  }
  const { body, bytesNeeded, proof } = decision;
  const { swaps, bytesToWrite } = body;
  const scope = scopeOfSwaps(swaps);
  const warnings = warningsOf(proof);
  return { ...none, outcome: 'planned', scope, swaps, bytesToWrite, bytesNeeded, proof, warnings };
};

const stepRows = ({ swaps }: Answer): string[][] =>
  swaps.map(({ scope, target, why }, index) => [
    `step ${index + 1}`,
    `exchange ${target} (${scope}): ${why}`,
  ]);

const stateRows = ({ proof }: Answer): string[][] =>
  (proof?.states ?? []).flatMap(({ exchanges, verdict, entries }) => [
    [`after ${exchanges}`, verdict],
    ...entries.map(({ name, path, class: bootClass }) => ['', `${name} ${path}: ${bootClass}`]),
  ]);

const pcrRows = ({ proof }: Answer): string[][] => {
  if (proof === null) return [];
  const { pcr4, pcr7, pcr4Changed, pcr7Changed } = proof.measurements;
  const row = (name: string, value: string, isChanged: boolean): string[] => {
    if (value === '') return [name, isChanged ? 'not predicted' : 'no event log'];
    return [name, isChanged ? `will be ${value}` : 'unchanged'];
  };
  return [row('PCR 4', pcr4, pcr4Changed), row('PCR 7', pcr7, pcr7Changed)];
};

const show = ({ print, paint }: Terminal, answer: Answer): void => {
  if (answer.outcome === 'unchanged')
    return print(paint.green('unchanged: the payload is already installed'));
  if (answer.outcome !== 'planned')
    return print(
      paint[answer.outcome === 'refused' ? 'red' : 'yellow'](
        `${answer.outcome}: ${answer.code}: ${answer.detail}`,
      ),
    );
  const { swaps, bytesToWrite, bytesNeeded, freeBytes, reclaimableBytes, proof } = answer;
  print(paint.green(`planned: ${counted(swaps.length, 'exchange')}, scope ${answer.scope}`));
  const available = humanBytes(freeBytes + reclaimableBytes);
  const rows = [
    ...stepRows(answer),
    ...deletedFiles(swaps).map((path) => ['delete', path]),
    [
      'space',
      `${humanBytes(bytesToWrite)} to write; staging needs ${humanBytes(bytesNeeded)}, ${available} available`,
    ],
    ...stateRows(answer),
    ...(proof?.rollback.possible === true && proof.rollback.until === '' ? [['rollback', 'possible']] : []),
    ...pcrRows(answer),
    ...answer.warnings.map(({ code, detail }) => ['warning', `${code}: ${detail}`]),
  ];
  for (const line of table(rows)) print(`  ${line}`);
};

/** This machine's own firmware says nothing about an ESP that is named. */
const withoutOwnFirmware = (invocation: Invocation): Invocation => {
  const isNamed = (invocation.text('esp') ?? invocation.env['BOOTSWAP_ESP'] ?? '') !== '';
  return { ...invocation, has: (name) => (name === 'allow-any-fs' && isNamed) || invocation.has(name) };
};

const decide = async (invocation: Invocation, paths: readonly string[]): Promise<LocalDecision> => {
  const { signal, terminal } = invocation;
  const state = describeStateDirectory(stateDirectoryOf(invocation));
  const espRoot = await espRootOf(invocation);
  const measured = {
    identity: { host: await localHostOf(invocation), channel: channelOf(invocation), espRoot },
    state,
    plannerKeys: await pinnedOrNone(plannerKeysPathOf(invocation, state)),
    hostBoot: await openHostBoot(await bootPlacesOf(withoutOwnFirmware(invocation))),
  };
  const partitionUuid = partUuidOf(invocation);
  const change = (facts: HostFacts): HostFacts =>
    partitionUuid === undefined ? facts : { ...facts, esp: { ...facts.esp, partitionUuid } };
  const options = {
    scope: scopeOf(invocation),
    unproven: invocation.has('unproven'),
    // A copy of an ESP is rarely on vfat; `run` says that `apply` would need --allow-any-fs.
    allowAnyFilesystem: true,
  };
  const payload = await readPayload(paths, { signal });
  try {
    for (const note of payload.notes) terminal.say(note);
    return await decideLocally(measured, {
      payload,
      nowMs: systemClock().nowMs(),
      signal,
      change,
      ...options,
    });
  } finally {
    await payload.dispose();
  }
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { terminal } = invocation;
  const paths = invocation.texts('payload');
  if (paths.length === 0) throw new UsageError('bootswap plan needs --payload PATH');
  scopeOf(invocation);
  await eventLogOf(invocation);
  const decided = await decide(invocation, paths);
  const { mountPoint, filesystem } = decided.facts.esp;
  if (filesystem !== 'vfat' && !invocation.has('allow-any-fs'))
    terminal.say(`${mountPoint} is ${filesystem}, not vfat: apply would need --allow-any-fs`);
  const answer = answerOf(decided);
  show(terminal, answer);
  terminal.document(answer);
  return exitCodeOf[answer.outcome];
};

export const command: Command = {
  name: 'plan',
  summary: 'show what an update would change, and whether the host would boot (dry run)',
  synopsis: '--payload PATH [--payload PATH]... [--esp DIR] [--efivars DIR]',
  details: [
    "Decides by the planner's own code and writes nothing. Shows the exchanges in order, the bytes to write, the boot result",
    'of every boot entry after each exchange, whether rollback stays possible, and the PCR values that the TPM will measure.',
    'With --esp, uses only the firmware data that you name. Exits with 0 if the update is planned or there is nothing to do,',
    '1 if it is refused, and 2 if the boot result is not known (or the command line is wrong).',
  ].join('\n'),
  options: {
    payload: { value: 'PATH', help: 'boot loader files to install (as for publish)', multiple: true },
    esp: { value: 'DIR', help: "the present ESP, or a copy of it (default: this machine's)" },
    'allow-any-fs': { help: 'accept a plain directory or another file system as the ESP, as for apply' },
    partuuid: { value: 'UUID', help: 'partition UUID of the ESP (default: of the mounted partition)' },
    ...bootOptions,
    ...scopeOptions,
    ...unprovenOptions,
    ...hostOptions,
    ...stateOptions,
  },
  positionals: { min: 0, max: 0 },
  examples: [
    'bootswap plan --payload /usr/lib/efi',
    'bootswap plan --payload shim-signed.deb --payload grub-efi-amd64-signed.deb --esp ./host/efi --efivars ./host/efivars',
  ],
  run,
};
