import { forecastMeasurements } from './boot-measurements.ts';
import type { Measurements } from './boot-measurements.ts';
import type { BootFile, BootFiles, BootTree } from '../loader/boot-tree.ts';
import { bootTree } from '../loader/boot-tree.ts';
import { bootTrustOf } from './boot-trust.ts';
import type { BootTrust } from './boot-trust.ts';
import type { TrustList } from '../image/boot-image.ts';
import type { EntryPath } from './entry-paths.ts';
import { bootNumberOf } from '../firmware/efi-variable.ts';
import { entryPaths } from './entry-paths.ts';
import type { Firmware } from '../firmware/firmware.ts';
import type { PcrBinding } from '../tpm/luks-tokens.ts';
import { isMissing, simulateBoot } from './simulate-boot.ts';
import type { PathOutcome, Simulation } from './simulate-boot.ts';
import type { TpmLog } from '../tpm/tpm-log.ts';
import { reason } from './verdict-reason.ts';
import type { BootAnswer, BootClass, Reason, Severity } from './verdict-reason.ts';

export type VerdictOptions = {
  /** COFF machine of the host: 0x8664 (the default), 0xaa64, 0x14c. */
  machine?: number;
  /** PARTUUID of the ESP; without it that of the running boot. */
  partUuid?: string | undefined;
  /** Kernels elsewhere than on the ESP that its loader starts (/boot/vmlinuz-…), by path. */
  kernels?: ReadonlyMap<string, BootFile>;
  /** What is on the ESP now, and what `firmware` and `log` were captured with. `null`: nothing to go back to. */
  previous?: BootFiles | null;
  log?: TpmLog | null;
  measured?: ReadonlyMap<number, string>;
  bindings?: readonly PcrBinding[];
};

/** `until` 'first-boot': the new tree's first boot raises what the previous tree is measured by. */
export type Rollback = { possible: boolean; until?: 'first-boot'; why?: string };

export type EntryVerdict = Pick<EntryPath, 'name' | 'description' | 'turn' | 'path'> & {
  verdict: BootAnswer;
  class: BootClass;
  isReached: boolean;
  /** What is held against it by itself; in the verdict's `reasons` it counts by whose turn it is. */
  reasons: readonly Reason[];
  /** The images that it starts, in order. */
  files: string[];
  /** SbatLevel if firmware comes by this way. */
  sbatLevelAfter: string | null;
};

/** Plain data, fit for JSON. */
export type Verdict = {
  verdict: BootAnswer;
  class: BootClass;
  reasons: Reason[];
  /** Each by itself, in firmware's order. */
  entries: EntryVerdict[];
  /** Every entry whose file is in the tree boots by itself, not only the one whose turn it is: the planner's proof. */
  everyEntryBoots: boolean;
  /** SbatLevel when this tree has booted once; null if no shim has set one. */
  sbatLevelAfter: string | null;
  rollback: Rollback;
  measurements: Measurements;
};

type Boot = { simulation: Simulation; trust: BootTrust; tree: BootTree; isPartitionUnknown: boolean };

const vendorsIn = (files: BootFiles | null): TrustList[] =>
  [...(files?.values() ?? [])].flatMap((file) =>
    file.kind === 'image' && file.image.shim !== null ? [file.image.shim.vendor] : [],
  );

const DEFAULT_MACHINE = 0x8664;

/** `captured`: the tree that the host's variables come from. */
const bootOnce = (
  files: BootFiles,
  firmware: Firmware,
  { captured, ...options }: VerdictOptions & { captured: BootFiles | null },
): Boot => {
  const { machine = DEFAULT_MACHINE, partUuid, kernels = new Map<string, BootFile>() } = options;
  const tree = bootTree(files);
  const trust = bootTrustOf(firmware, vendorsIn(captured));
  const { paths, isPartitionUnknown } = entryPaths(firmware, { tree, machine, partUuid });
  const simulation = simulateBoot({ tree, kernels, trust, machine }, paths);
  return { simulation, trust, tree, isPartitionUnknown };
};

/** The same file may be behind several entries; of what is the same the gravest is kept. */
const GRAVITY: readonly Severity[] = ['note', 'warning', 'unknown', 'refusal'];

const merged = (reasons: readonly Reason[]): Reason[] => {
  const byKey = new Map<string, Reason>();
  for (const each of reasons) {
    const key = `${each.code}\n${each.path}\n${each.detail}`;
    const known = byKey.get(key);
    if (known === undefined || GRAVITY.indexOf(known.severity) < GRAVITY.indexOf(each.severity))
      byKey.set(key, each);
  }
  return [...byKey.values()];
};

/**
 * What firmware tries before the entry that decides, and could come to behind it, is no reason to refuse; if all fall
 * through, all that was tried is.
 */
const reasonsOf = ({ outcomes, decisive }: Simulation): Reason[] =>
  outcomes.flatMap((outcome) => {
    if (outcome === decisive) return outcome.reasons;
    if (outcome.entry.isRemovable && isMissing(outcome)) return [];
    if (outcome.isReached && decisive?.bootClass === 'fallthrough') return outcome.reasons;
    return outcome.reasons.map((each) =>
      each.severity === 'note' ? each : { ...each, severity: 'warning' as const },
    );
  });

/** Without it another entry, or a higher level, may decide than what could be read says. */
const isDecisive = (variable: string, { bootOrder, bootNext }: Firmware): boolean => {
  if (/^(?:BootOrder|BootNext|SbatLevelRT|SbatPolicy)$/.test(variable)) return true;
  const number = bootNumberOf(variable);
  return number !== null && (number === bootNext || (bootOrder ?? [number]).includes(number));
};

const hostReasons = (firmware: Firmware, { isPartitionUnknown }: Boot): Reason[] => {
  const reasons: Reason[] = firmware.problems.map(({ variable, detail }) =>
    reason('VARIABLE_UNREADABLE', isDecisive(variable, firmware) ? 'unknown' : 'warning', {
      path: variable,
      detail,
    }),
  );
  if (firmware.secureBoot === 'unknown')
    reasons.push(
      reason('FIRMWARE_UNKNOWN', 'unknown', {
        path: '',
        detail: 'the state of Secure Boot is not known; judged as if it were on',
      }),
    );
  if (isPartitionUnknown)
    reasons.push(
      reason('PARTITION_UNKNOWN', 'unknown', {
        path: '',
        detail: 'boot entries name several partitions, and it is not known which one is this ESP',
      }),
    );
  if (firmware.pendingMokRequests.length > 0)
    reasons.push(
      reason('MOK_REQUEST_PENDING', 'warning', {
        path: '',
        detail: `${firmware.pendingMokRequests.join(', ')}: the next boot asks at the console`,
      }),
    );
  return reasons;
};

/** With Secure Boot off what would be refused if it were on is worth a warning. */
const ifSwitchedOn = (files: BootFiles, firmware: Firmware, options: BootOptions): Reason[] => {
  if (firmware.secureBoot !== 'off' && firmware.shimChecks !== false) return [];
  const on: Firmware = { ...firmware, secureBoot: 'on', shimChecks: true };
  const off = bootOnce(files, firmware, options).simulation.decisive?.reasons ?? [];
  const { decisive } = bootOnce(files, on, options).simulation;
  return (decisive?.reasons ?? [])
    .filter(({ severity }) => severity === 'refusal')
    .filter(({ code, path }) => !off.some((known) => known.code === code && known.path === path))
    .map((each) => ({
      ...each,
      severity: 'warning' as const,
      detail: `would fail if Secure Boot were switched on: ${each.detail}`,
    }));
};

type BootOptions = VerdictOptions & { captured: BootFiles | null };

const answerOf = ({ decisive }: Simulation, reasons: readonly Reason[]): BootAnswer => {
  if (decisive === null || decisive.answer === 'refuses') return 'refuses';
  return reasons.some(({ severity }) => severity === 'unknown') ? 'unknown' : 'boots';
};

const describe = (outcome: PathOutcome | null): string =>
  (outcome?.reasons ?? [])
    .filter(({ severity }) => severity === 'refusal' || severity === 'unknown')
    .map(({ path, detail }) => `${path}: ${detail}`)
    .join('; ');

/** Does the tree as it was boot on the firmware as it is, and as the new tree's first boot leaves it? */
const rollbackOf = (firmware: Firmware, options: BootOptions, level: string | null): Rollback => {
  const { previous } = options;
  if (previous === undefined || previous === null)
    return { possible: false, why: 'there is no previous tree' };
  const later: Firmware = { ...firmware, sbatLevel: level, sbatPolicy: null, bootNext: null };
  const now = bootOnce(previous, { ...firmware, bootNext: null }, options).simulation.decisive;
  const then = bootOnce(previous, later, options).simulation.decisive;
  if (then?.answer === 'boots') return { possible: true };
  if (now?.answer === 'boots') return { possible: true, until: 'first-boot', why: describe(then) };
  return { possible: false, why: describe(now) };
};

const entryVerdictOf = ({ entry, ...outcome }: PathOutcome): EntryVerdict => ({
  name: entry.name,
  description: entry.description,
  turn: entry.turn,
  path: entry.path,
  verdict: outcome.answer,
  class: outcome.bootClass,
  isReached: outcome.isReached,
  reasons: outcome.reasons,
  files: outcome.images.map(({ path }) => path),
  sbatLevelAfter: outcome.level?.text ?? null,
});

/**
 * Will a host with this firmware boot from an ESP with these files? Firmware's and shim's rules, SBAT, and what each
 * file starts next, along every entry path; pure. The order of the checks: shared facts on Secure Boot, section 8.
 * `unknown` is no permission.
 */
export const verdict = (files: BootFiles, firmware: Firmware, options: VerdictOptions = {}): Verdict => {
  const captured = options.previous ?? null;
  const all: BootOptions = { ...options, captured };
  const boot = bootOnce(files, firmware, all);
  const { outcomes, decisive } = boot.simulation;
  const reasons = merged([
    ...hostReasons(firmware, boot),
    ...reasonsOf(boot.simulation),
    ...ifSwitchedOn(files, firmware, all),
  ]);
  const { level } = boot.simulation;
  const before = captured === null ? boot : bootOnce(captured, firmware, all);
  const present = outcomes.filter((outcome) => !isMissing(outcome));
  return {
    verdict: answerOf(boot.simulation, reasons),
    class: decisive?.bootClass ?? 'fallthrough',
    reasons,
    entries: outcomes.map(entryVerdictOf),
    everyEntryBoots: present.length > 0 && present.every(({ answer }) => answer === 'boots'),
    sbatLevelAfter: level?.text ?? null,
    rollback: rollbackOf(firmware, all, level?.text ?? null),
    measurements: forecastMeasurements({
      firmware,
      log: options.log ?? null,
      measured: options.measured,
      bindings: options.bindings ?? [],
      before: before.simulation.decisive?.images ?? null,
      after: decisive?.images ?? [],
      level,
    }),
  };
};
