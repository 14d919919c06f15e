import { bootProof } from './boot-proof.ts';
import { FieldProblem, list, messageCodec, record, refuseField } from './codec.ts';
import {
  boolean,
  digest,
  eventId,
  idText,
  oneOf,
  optionalDigest,
  orNull,
  ordinal,
  path,
  text,
  timeMs,
  token,
  uint64,
} from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { listItems, messageBytes, textBytes } from './limits.ts';
import type { FileAction, FileChange, PayloadFile, Plan, Scope, Swap } from './types.ts';

const { Scope: Scopes, Action: Actions } = bootswap.v1;

const scope = oneOf<Scope>({
  file: Scopes.SCOPE_FILE,
  directory: Scopes.SCOPE_DIRECTORY,
  esp: Scopes.SCOPE_ESP,
});

const action = oneOf<FileAction>({
  keep: Actions.ACTION_KEEP,
  write: Actions.ACTION_WRITE,
  delete: Actions.ACTION_DELETE,
});

const refuse = (field: string, problem: string): never =>
  refuseField(field, new FieldProblem('BAD_FIELD', problem));

const checkKeep = (change: FileChange): void => {
  if (change.beforeSha256 === '') refuse('beforeSha256', 'is missing from a file to keep');
  if (change.afterSha256 !== change.beforeSha256) refuse('afterSha256', 'changes in a file to keep');
  if (change.afterSizeBytes !== change.beforeSizeBytes) refuse('afterSizeBytes', 'changes in a file to keep');
};

const checkWrite = (change: FileChange): void => {
  if (change.afterSha256 === '') refuse('afterSha256', 'is missing from a file to write');
};

const checkDelete = (change: FileChange): void => {
  if (change.beforeSha256 === '') refuse('beforeSha256', 'is missing from a file to delete');
  if (change.afterSha256 !== '') refuse('afterSha256', 'is given for a file to delete');
};

const checksByAction: Record<FileAction, (change: FileChange) => void> = {
  keep: checkKeep,
  write: checkWrite,
  delete: checkDelete,
};

const checkChange = (change: FileChange): void => {
  checksByAction[change.action](change);
  if (change.beforeSha256 === '' && change.beforeSizeBytes !== 0n) {
    refuse('beforeSizeBytes', 'is given without a digest');
  }
  if (change.afterSha256 === '' && change.afterSizeBytes !== 0n) {
    refuse('afterSizeBytes', 'is given without a digest');
  }
};

const checkFileScope = ({ files, directories, targetExists }: Swap): void => {
  if (files.length !== 1) refuse('files', `has ${files.length} elements; a file scope exchanges one`);
  if (directories.length > 0) refuse('directories', 'must be empty for a file scope');
  if (targetExists && files[0]?.beforeSha256 === '') refuse('targetExists', 'contradicts the file');
};

const checkSwap = (swap: Swap): void => {
  if (swap.scope === 'file') checkFileScope(swap);
  if (!swap.targetExists && swap.files.some((file) => file.beforeSha256 !== '')) {
    refuse('targetExists', 'is false, but files are expected in the target');
  }
};

const change = record<FileChange>(
  {
    path,
    action,
    beforeSha256: optionalDigest,
    beforeSizeBytes: uint64,
    afterSha256: optionalDigest,
    afterSizeBytes: uint64,
  },
  checkChange,
);

const itself = (value: string): string => value;

const swap = record<Swap>(
  {
    scope,
    target: path,
    why: text({ maxBytes: textBytes.why, optional: true }),
    targetExists: boolean,
    files: list(change, { maxItems: listItems.files, minItems: 1, key: (file) => file.path, sorted: true }),
    directories: list(path, { maxItems: listItems.directories, key: itself, sorted: true }),
  },
  checkSwap,
);

const managedFile = record<PayloadFile>({ path, sizeBytes: uint64, sha256: digest });

const isExchangedWith = ({ scope, target }: Swap, filePath: string): boolean =>
  scope !== 'file' && filePath.startsWith(`${target}/`);

/** What is wrong with a managed file in view of the swaps; null if it will be there as the plan says. */
const findContradiction = (
  file: PayloadFile,
  swaps: readonly Swap[],
  changes: ReadonlyMap<string, FileChange>,
): string | null => {
  const changed = changes.get(file.path);
  if (changed === undefined) {
    const swapped = swaps.find((one) => isExchangedWith(one, file.path));
    return swapped === undefined ? null : `is not among the files of ${swapped.target}, which is exchanged`;
  }
  const agrees = changed.afterSha256 === file.sha256 && changed.afterSizeBytes === file.sizeBytes;
  return agrees ? null : 'contradicts what its swap leaves there';
};

/** One document says what the ESP holds afterwards, so it may not say two things. */
const checkManagedFiles = ({ managedFiles, swaps }: Pick<Plan, 'managedFiles' | 'swaps'>): void => {
  const changes = new Map(swaps.flatMap(({ files }) => files).map((one) => [one.path, one]));
  for (const [index, file] of managedFiles.entries()) {
    const problem = findContradiction(file, swaps, changes);
    if (problem !== null) refuse(`managedFiles[${index}]`, problem);
  }
};

const checkTimes = ({ issuedAtMs, expiresAtMs }: OwnPlanPart): void => {
  if (expiresAtMs <= issuedAtMs) refuse('expiresAtMs', 'is not after issuedAtMs');
};

/** What tells the plans of hosts with the same tree apart. */
export type OwnPlanPart = Pick<
  Plan,
  'planId' | 'host' | 'generation' | 'issuedAtMs' | 'expiresAtMs' | 'proof'
>;
/** What such plans have in common. */
export type SharedPlanPart = Omit<Plan, keyof OwnPlanPart>;

const ownFields = {
  planId: idText,
  host: token,
  generation: ordinal,
  issuedAtMs: timeMs,
  expiresAtMs: timeMs,
  // Hosts with the same tree may differ in their firmware.
  proof: orNull(bootProof),
};

const sharedFields = {
  channel: token,
  payloadId: idText,
  payloadEventId: eventId,
  // May be empty: nothing changes but the generation and what is managed.
  swaps: list(swap, { maxItems: listItems.swaps, key: (one) => one.target }),
  managedFiles: list(managedFile, { maxItems: listItems.files, key: (file) => file.path, sorted: true }),
  bytesToWrite: uint64,
};

const message = { name: 'Plan', generated: bootswap.v1.Plan, maxBytes: messageBytes.Plan };

const codec = record<Plan>({ ...ownFields, ...sharedFields }, (plan) => {
  checkManagedFiles(plan);
  checkTimes(plan);
});

/** Plans whose swaps make sense in themselves; `planId` is not computed anew. Both throw WireError. */
export const { encode: encodePlan, decode: decodePlan } = messageCodec({ ...message, codec });

/** The two parts of a plan with the same checks: their bytes, one after the other, are a plan. Throws WireError. */
export const { encode: encodeOwnPart } = messageCodec({
  ...message,
  codec: record<OwnPlanPart>(ownFields, checkTimes),
});
/** As `encodeOwnPart`. */
export const { encode: encodeSharedPart } = messageCodec({
  ...message,
  codec: record<SharedPlanPart>(sharedFields, checkManagedFiles),
});
