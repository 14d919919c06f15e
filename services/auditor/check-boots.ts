/** Whether the host boots from what is on its ESP: decided over what was read. */
import { firmwareOf, remedyFor, treesOf } from '../../lib/boot/index.ts';
import type { BootTrees, HostBoot } from '../../lib/boot/index.ts';
import { expectedFilesOfSwap } from '../../lib/host/index.ts';
import { verdict } from '../../lib/uefi/index.ts';
import type { BootFile, BootFiles, Firmware, Reason, Verdict } from '../../lib/uefi/index.ts';
import { clipDetail } from '../../lib/wire/index.ts';
import type { Check, CheckResult, Plan, Sha256Hex } from '../../lib/wire/types.ts';
import type { CheckName } from './checks.ts';

export type BootObservation = {
  /** Null if it could not be read; `problem` says why. */
  boot: HostBoot | null;
  problem: string;
  /** '' where it is not known. */
  partitionUuid: string;
  /** What is live, if a previous tree is kept to be exchanged back. */
  kept: Pick<Plan, 'swaps'> | null;
  /** A file of the previous tree by its digest; null if not known. That tree must not be looked up. */
  knownFile: (path: string, sha256: Sha256Hex) => BootFile | null;
};

const check = (name: CheckName, result: CheckResult, detail: string): Check => ({
  name,
  result,
  detail: clipDetail(detail),
});

type Judging = BootTrees & { boot: HostBoot; firmware: Firmware; partUuid: string | undefined };

/** `tree`: judged instead of the present files. */
const judge = ({ boot, firmware, files, kernels, partUuid }: Judging, tree: BootFiles = files): Verdict =>
  verdict(tree, firmware, { machine: boot.machine, partUuid, kernels, previous: files });

const describe = (reason: Reason, { files, kernels, boot, firmware }: Judging, result: Verdict): string => {
  const { code, path, detail } = reason;
  const remedy = remedyFor({
    reason,
    file: files.get(path) ?? kernels.get(path) ?? null,
    sbatLevel: result.sbatLevelAfter ?? firmware.sbatLevel,
    machine: boot.machine,
  });
  return `${code} ${path === '' ? '' : `${path}: `}${detail}${remedy === '' ? '' : ` (${remedy})`}`;
};

const reasonsAgainst = (result: Verdict, judging: Judging): string =>
  result.reasons
    .filter(({ severity }) => severity === 'refusal' || severity === 'unknown')
    .map((reason) => describe(reason, judging, result))
    .join('; ');

const results: Readonly<Record<Verdict['verdict'], CheckResult>> = {
  boots: 'pass',
  refuses: 'fail',
  unknown: 'unknown',
};

const checkLive = (judging: Judging): Check => {
  const result = judge(judging);
  const [entry] = result.entries.filter(({ isReached }) => isReached).slice(-1);
  const by = entry === undefined ? '' : ` by ${entry.name}, ${entry.path}`;
  if (result.verdict === 'boots') return check('boots', 'pass', `the next boot succeeds${by}`);
  const what =
    result.verdict === 'refuses'
      ? `the next boot fails (${result.class})`
      : 'the result of the next boot is not known';
  return check('boots', results[result.verdict], `${what}: ${reasonsAgainst(result, judging)}`);
};

/** The tree that would be live after a rollback; null if the content of a file is not known. */
const treeBefore = (
  files: BootFiles,
  { swaps }: Pick<Plan, 'swaps'>,
  knownFile: BootObservation['knownFile'],
): BootFiles | null => {
  const tree = new Map(files);
  for (const swap of swaps) {
    const { present, absent } = expectedFilesOfSwap(swap, 'before');
    for (const path of absent) tree.delete(path);
    for (const { path, sha256 } of present) {
      const file = knownFile(path, sha256);
      if (file === null) return null;
      tree.set(path, file);
    }
  }
  return tree;
};

/** Never fails: the result does not concern the live tree, and a rollback would not fix it. */
const checkRollback = (judging: Judging, { kept, knownFile }: BootObservation): Check[] => {
  if (kept === null) return [];
  const name = 'rollback-possible';
  const before = treeBefore(judging.files, kept, knownFile);
  if (before === null)
    return [
      check(name, 'unknown', 'not checked since the last change; the applier checks it before a rollback'),
    ];
  const result = judge(judging, before);
  return result.verdict === 'boots'
    ? [check(name, 'pass', 'the previous tree would boot')]
    : [
        check(
          name,
          'unknown',
          `the previous tree ${result.verdict}: ${reasonsAgainst(result, { ...judging, files: before })}`,
        ),
      ];
};

const unknown = (why: string): Check[] => [check('boots', 'unknown', why)];

/** `boots` and, if a previous tree is kept, `rollback-possible`. A host without UEFI variables fails neither. */
export const checkBoots = (observed: BootObservation): Check[] => {
  const { boot, problem, partitionUuid } = observed;
  const facts =
    problem === '' ? [] : [check('boot-facts', 'unknown', `updates cannot be proven: ${problem}`)];
  if (boot === null) return unknown(`the boot data cannot be read: ${problem}`);
  const firmware = firmwareOf(boot);
  if (firmware === null) return unknown(`not checked: ${boot.whyNoVariables}`);
  const partUuid = partitionUuid === '' ? undefined : partitionUuid;
  const judging: Judging = { ...treesOf(boot), boot, firmware, partUuid };
  return [checkLive(judging), ...checkRollback(judging, observed), ...facts];
};
