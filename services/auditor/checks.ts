/** The auditor's checks of a host's ESP, over plain data, so that tests need no disk. */
import { isStageName } from '../../lib/esp/index.ts';
import { counted, humanBytes } from '../../lib/format.ts';
import type { ExpectedFiles } from '../../lib/host/index.ts';
import type { AuditVerdict, Check, CheckResult, EspFacts, TreeFile } from '../../lib/wire/types.ts';

/**
 * What an audit checks.
 * @errors audit checks
 */
export type CheckName =
  /**
   * The live plan is missing from the state directory, or no pinned planner signed it.
   * @remedy Restore the state directory, or pin the planner's key ([keys.md](keys.md)).
   */
  | 'plan-signed'
  /** The ESP is not mounted there, or is not vfat. @remedy Mount it, or correct `--esp`. */
  | 'esp-mounted'
  /**
   * A file of the plan is missing or has another digest.
   * @remedy A fresh update is rolled back. Later, find out who changed it; the next plan restores it.
   */
  | 'files-present'
  /** A file that the plan deleted is there. @remedy Find out who put it there; the next plan removes it. */
  | 'files-absent'
  /**
   * The next boot would fail, for the reasons in the detail. `unknown`: it cannot be told.
   * @remedy Do what the detail says before the next reboot. For `unknown`, run the auditor as root.
   */
  | 'boots'
  /**
   * Never fails. `unknown`: the previous files would not boot, or may not.
   * @remedy Test further updates on other hosts first.
   */
  | 'rollback-possible'
  /**
   * Never fails. `unknown`: the host's boot files exceed what its facts can hold, so the planner cannot prove an
   * update.
   * @remedy Remove unused boot files and boot entries.
   */
  | 'boot-facts'
  /** A staged copy of bootswap or bootupd was left behind. @remedy Run `bootswap recover`. */
  | 'no-foreign-stage'
  /**
   * Never fails. `unknown`: the previous files are gone, so no rollback is possible.
   * @remedy Nothing, unless a rollback is needed.
   */
  | 'previous-kept'
  /** Less space is free than `--min-free` asks for. @remedy Remove files that nothing boots from. */
  | 'free-space'
  /**
   * The host's record was damaged and has been set aside.
   * @remedy Check the disk of the state directory. The next update writes a new record.
   */
  | 'host-record'
  /** A file of `--payload` is missing or has another digest. @remedy Publish or apply the payload. */
  | 'payload-present';

/** The data of the checks, measured by `observe-host.ts`. */
export type Observation = {
  esp: EspFacts;
  /** True if the ESP path is a mount point of its own. */
  isMountPoint: boolean;
  files: readonly TreeFile[];
  /** ESP-relative paths, in the root and below EFI/, that look like a stage, of bootswap or of bootupd (`.btmp.`). */
  stagePaths: readonly string[];
  /** Paths of previous trees that bootswap keeps on purpose. */
  previousPaths: readonly string[];
  /** The files that the installed plan promises; null if no plan was ever applied. */
  expected: ExpectedFiles | null;
};

export type CheckOptions = {
  /** A file system other than vfat, or a plain directory, is not a finding. */
  allowAnyFilesystem: boolean;
  /** Less than this fails the audit: the next update would have no space to stage in. */
  minFreeBytes: bigint;
};

/** How many paths a finding names before it only counts. */
const namedPaths = 5;

const check = (name: CheckName, result: CheckResult, detail: string): Check => ({ name, result, detail });

const listed = (paths: readonly string[]): string => {
  const rest = paths.length - namedPaths;
  return paths.slice(0, namedPaths).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

const checkMount = ({ esp, isMountPoint }: Observation, options: CheckOptions): Check => {
  const where = `${esp.mountPoint} (${esp.filesystem}${esp.readOnly ? ', read-only' : ''})`;
  if (esp.filesystem === 'vfat' && isMountPoint) return check('esp-mounted', 'pass', where);
  if (options.allowAnyFilesystem)
    return check('esp-mounted', 'unknown', `${where}: not checked (--allow-any-fs)`);
  const why = isMountPoint ? 'is not vfat' : 'is not a mount point: the ESP is not mounted there';
  return check('esp-mounted', 'fail', `${where} ${why}`);
};

const checkPresent = (observed: Map<string, TreeFile>, expected: ExpectedFiles): Check => {
  const missing = expected.present
    .filter((file) => !observed.has(file.path))
    .map((file) => `${file.path} is missing`);
  const altered = expected.present
    .filter((file) => observed.has(file.path) && observed.get(file.path)?.sha256 !== file.sha256)
    .map((file) => `${file.path} has a different digest`);
  const findings = [...missing, ...altered];
  return findings.length === 0
    ? check(
        'files-present',
        'pass',
        expected.present.length === 1 ? 'the file matches' : `all ${expected.present.length} files match`,
      )
    : check('files-present', 'fail', listed(findings));
};

const checkAbsent = (observed: Map<string, TreeFile>, expected: ExpectedFiles): Check => {
  const still = expected.absent.filter((path) => observed.has(path));
  return still.length === 0
    ? check('files-absent', 'pass', 'no leftover files')
    : check('files-absent', 'fail', `the plan deleted these, but they exist: ${listed(still)}`);
};

const checkFiles = ({ files, expected }: Observation): Check[] => {
  if (expected === null) {
    return [check('files-present', 'unknown', 'no plan is installed: nothing to compare')];
  }
  const observed = new Map(files.map((file) => [file.path, file]));
  return [checkPresent(observed, expected), checkAbsent(observed, expected)];
};

const checkStages = ({ stagePaths, previousPaths }: Observation): Check => {
  const kept = new Set(previousPaths.map((path) => path.toUpperCase()));
  const foreign = stagePaths.filter((path) => !kept.has(path.toUpperCase()));
  return foreign.length === 0
    ? check('no-foreign-stage', 'pass', 'no stale staging directory')
    : check('no-foreign-stage', 'fail', `stale staging directory: ${listed(foreign)}; run bootswap recover`);
};

const checkPrevious = ({ stagePaths, previousPaths }: Observation): Check[] => {
  if (previousPaths.length === 0) return [];
  const there = new Set(stagePaths.map((path) => path.toUpperCase()));
  const lost = previousPaths.filter((path) => !there.has(path.toUpperCase()));
  return [
    lost.length === 0
      ? check('previous-kept', 'pass', `${counted(previousPaths.length, 'previous tree')} kept for rollback`)
      : check('previous-kept', 'unknown', `rollback is not possible; missing: ${listed(lost)}`),
  ];
};

const checkSpace = ({ esp }: Observation, { minFreeBytes }: CheckOptions): Check =>
  esp.freeBytes >= minFreeBytes
    ? check('free-space', 'pass', `${humanBytes(esp.freeBytes)} of ${humanBytes(esp.totalBytes)} free`)
    : check(
        'free-space',
        'fail',
        `${humanBytes(esp.freeBytes)} free, less than ${humanBytes(minFreeBytes)}: delete unused files from the ESP`,
      );

/** True if this path's last name is a stage's: bootswap's own or bootupd's. */
export const looksLikeStage = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return isStageName(name) || name.startsWith('.btmp.');
};

/** All checks over one observation, in a fixed order. */
export const runChecks = (observation: Observation, options: CheckOptions): Check[] => [
  checkMount(observation, options),
  ...checkFiles(observation),
  checkStages(observation),
  ...checkPrevious(observation),
  checkSpace(observation, options),
];

/** The verdict fails if any check does. What could not be judged is named in the checks, and fails nothing. */
export const verdictOf = (checks: readonly Check[]): AuditVerdict =>
  checks.some(({ result }) => result === 'fail') ? 'fail' : 'pass';

/** Is every file of a payload on the ESP with its digest? Files that the payload does not bring are not its business. */
export const comparePayload = (
  files: readonly TreeFile[],
  payload: readonly { path: string; sizeBytes: bigint; sha256: string }[],
): Check => {
  const observed = new Map(files.map((file) => [file.path, file]));
  const present = payload.map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 }));
  return { ...checkPresent(observed, { present, absent: [] }), name: 'payload-present' satisfies CheckName };
};
