/** What the auditor makes of a host's ESP: decided over plain data, so that every verdict can be shown without a disk. */
import { isStageName } from '../../lib/esp/index.ts';
import type { ExpectedFiles } from '../../lib/host/index.ts';
import type { AuditVerdict, Check, CheckResult, EspFacts, TreeFile } from '../../lib/wire/types.ts';

/** Everything that the checks look at, measured by `observe-host.ts`. */
export type Observation = {
  esp: EspFacts;
  /** True if the ESP path is a mount point of its own. */
  isMountPoint: boolean;
  files: readonly TreeFile[];
  /** ESP-relative paths, in the root and below EFI/, that look like a stage, of bootswap or of bootupd (`.btmp.`). */
  stagePaths: readonly string[];
  /** Paths of previous trees that bootswap keeps on purpose. */
  previousPaths: readonly string[];
  /** What the plan that is live promises; null where bootswap has never applied one. */
  expected: ExpectedFiles | null;
};

export type CheckOptions = {
  /** A file system other than vfat, or a plain directory, is not a finding. */
  allowAnyFilesystem: boolean;
  /** Less than this is a finding: the next update would have nothing to stage in. */
  minFreeBytes: bigint;
};

/** How many paths a finding names before it only counts. */
const namedPaths = 5;

const check = (name: string, result: CheckResult, detail: string): Check => ({ name, result, detail });

const listed = (paths: readonly string[]): string => {
  const rest = paths.length - namedPaths;
  return paths.slice(0, namedPaths).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

const checkMount = ({ esp, isMountPoint }: Observation, options: CheckOptions): Check => {
  const where = `${esp.mountPoint} (${esp.filesystem}${esp.readOnly ? ', read-only' : ''})`;
  if (esp.filesystem === 'vfat' && isMountPoint) return check('esp-mounted', 'pass', where);
  if (options.allowAnyFilesystem)
    return check('esp-mounted', 'unknown', `${where}: any file system is allowed here`);
  const why = isMountPoint ? 'is not vfat' : 'is not a mount point: the ESP is not mounted there';
  return check('esp-mounted', 'fail', `${where} ${why}`);
};

const checkPresent = (observed: Map<string, TreeFile>, expected: ExpectedFiles): Check => {
  const missing = expected.present
    .filter((file) => !observed.has(file.path))
    .map((file) => `${file.path} is missing`);
  const altered = expected.present
    .filter((file) => observed.has(file.path) && observed.get(file.path)?.sha256 !== file.sha256)
    .map((file) => `${file.path} has another digest`);
  const findings = [...missing, ...altered];
  return findings.length === 0
    ? check('files-present', 'pass', `${expected.present.length} files have their digests`)
    : check('files-present', 'fail', listed(findings));
};

const checkAbsent = (observed: Map<string, TreeFile>, expected: ExpectedFiles): Check => {
  const still = expected.absent.filter((path) => observed.has(path));
  return still.length === 0
    ? check('files-absent', 'pass', `${expected.absent.length} deleted files are gone`)
    : check('files-absent', 'fail', `still there: ${listed(still)}`);
};

const checkFiles = ({ files, expected }: Observation): Check[] => {
  if (expected === null) {
    return [check('files-present', 'unknown', 'no plan was ever applied here: nothing to compare with')];
  }
  const observed = new Map(files.map((file) => [file.path, file]));
  return [checkPresent(observed, expected), checkAbsent(observed, expected)];
};

const checkStages = ({ stagePaths, previousPaths }: Observation): Check => {
  const kept = new Set(previousPaths.map((path) => path.toUpperCase()));
  const foreign = stagePaths.filter((path) => !kept.has(path.toUpperCase()));
  return foreign.length === 0
    ? check('no-foreign-stage', 'pass', 'no stage is left over')
    : check('no-foreign-stage', 'fail', `left over: ${listed(foreign)}; run bootswap recover`);
};

const checkPrevious = ({ stagePaths, previousPaths }: Observation): Check[] => {
  if (previousPaths.length === 0) return [];
  const there = new Set(stagePaths.map((path) => path.toUpperCase()));
  const lost = previousPaths.filter((path) => !there.has(path.toUpperCase()));
  return [
    lost.length === 0
      ? check('previous-kept', 'pass', `${previousPaths.length} previous trees can be exchanged back`)
      : check('previous-kept', 'unknown', `gone, so no rollback: ${listed(lost)}`),
  ];
};

const checkSpace = ({ esp }: Observation, { minFreeBytes }: CheckOptions): Check =>
  esp.freeBytes >= minFreeBytes
    ? check('free-space', 'pass', `${esp.freeBytes} of ${esp.totalBytes} bytes are free`)
    : check('free-space', 'fail', `${esp.freeBytes} bytes are free, less than ${minFreeBytes}`);

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
  return { ...checkPresent(observed, { present, absent: [] }), name: 'payload-present' };
};
