/** Decides what one host shall do about one payload: pure, by content, never by version. */
import { humanBytes } from '../../../lib/format.ts';
import { describeNarrower, spaceNeeded } from '../../../lib/host/index.ts';
import { findNameProblem } from '../../../lib/payload/index.ts';
import type { EspFacts, HostFacts, PayloadManifest, Plan, Swap } from '../../../lib/wire/types.ts';
import { findChanges } from './changes.ts';
import type { TreeChanges, TreeFacts } from './changes.ts';
import { isRefusal, refused } from './refusals.ts';
import type { Refused } from './refusals.ts';
import { contentBytes } from './space.ts';
import { groupIntoSwaps } from './swaps.ts';
import type { PlanScope } from './swaps.ts';

/** The part of a plan that hosts with the same tree have in common. */
export type PlanBody = Pick<Plan, 'channel' | 'payloadId' | 'swaps' | 'managedFiles' | 'bytesToWrite'>;
export type ContentPlan =
  | {
      kind: 'plan';
      body: PlanBody;
      /** Free on the ESP before the first exchange. */
      bytesNeeded: bigint;
      /** Why a half-done update of a narrower scope, which might fit, would not boot; '' if not known. */
      whyNotNarrower: string;
    }
  | { kind: 'unchanged' }
  | Refused;
export type Planned = Extract<ContentPlan, { kind: 'plan' }>;
/** All of a host's facts that decide its plan's content. */
export type ContentFacts = TreeFacts & { esp: Pick<EspFacts, 'clusterBytes'> };
export type PlanOptions = {
  /** For ESPs that are plain directories, as in image builds and tests. */
  allowAnyFilesystem?: boolean;
  /** The narrowest scope to try; `auto` by default. Widened if a half-done update would not boot. */
  scope?: PlanScope;
  /** Plan without a proof that the host boots. */
  unproven?: boolean;
};

export type ContentChanges = { kind: 'changes'; found: TreeChanges };

/** What the payload changes of the tree. */
export const findContent = (
  facts: ContentFacts,
  manifest: PayloadManifest,
): ContentChanges | Exclude<ContentPlan, Planned> => {
  const problem = findNameProblem(manifest.files.map(({ path }) => path));
  if (problem !== null) return refused('PAYLOAD_NAMES', `${problem.detail}; publish the payload without it`);
  const found = findChanges(facts, manifest);
  if (isRefusal(found)) return found;
  return found.changes.some(({ action }) => action !== 'keep')
    ? { kind: 'changes', found }
    : { kind: 'unchanged' };
};

/** The plan that makes the changes by these exchanges. */
export const planOf = (
  { swaps, whyNotNarrower = '' }: { swaps: Swap[]; whyNotNarrower?: string },
  { found, facts, manifest }: { found: TreeChanges; facts: ContentFacts; manifest: PayloadManifest },
): Planned => {
  const { channel, payloadId } = manifest;
  const { managedFiles } = found;
  const body = { channel, payloadId, swaps, managedFiles, bytesToWrite: contentBytes(swaps) };
  return { kind: 'plan', body, bytesNeeded: spaceNeeded({ swaps }, facts.esp.clusterBytes), whyNotNarrower };
};

/** What the tree alone decides, with no proof. @returns a plan without a look at file system, space and past failures */
export const planContent = (
  facts: ContentFacts,
  manifest: PayloadManifest,
  { scope }: Pick<PlanOptions, 'scope'> = {},
): ContentPlan => {
  const content = findContent(facts, manifest);
  if (content.kind !== 'changes') return content;
  const { found } = content;
  return planOf({ swaps: groupIntoSwaps(found, scope) }, { found, facts, manifest });
};

const findFailure = (facts: HostFacts, manifest: Pick<PayloadManifest, 'payloadId'>): Refused | null => {
  const failed = facts.failedPayloads.find(({ payloadId }) => payloadId === manifest.payloadId);
  if (failed === undefined) return null;
  return refused(
    'FAILED_BEFORE',
    `this payload failed on this host before (${failed.code}): publish another payload, ` +
      `or fix the cause and apply this one on the host by hand`,
  );
};

/** Null if the stages fit on the ESP. */
export const findNoSpace = (
  { esp }: HostFacts,
  { bytesNeeded, body, whyNotNarrower }: Planned,
): Refused | null => {
  const availableBytes = esp.freeBytes + esp.reclaimableBytes;
  if (bytesNeeded <= availableBytes) return null;
  const missing = bytesNeeded - availableBytes;
  const isWhole = body.swaps.some(({ scope }) => scope === 'esp');
  const what = isWhole ? 'staging all of EFI (scope esp)' : 'staging';
  const narrower =
    whyNotNarrower === ''
      ? describeNarrower(body, { availableBytes, clusterBytes: esp.clusterBytes })
      : `; a narrower scope is not safe: ${whyNotNarrower}`;
  return refused(
    'NO_SPACE',
    `${esp.mountPoint} lacks ${humanBytes(missing)}: ${what} needs ${humanBytes(bytesNeeded)}, ` +
      `${humanBytes(availableBytes)} available; delete unused files from it${narrower}`,
  );
};

/** What forbids any plan for this payload on this host as it is, or null. */
export const findObstacle = (
  facts: HostFacts,
  manifest: Pick<PayloadManifest, 'payloadId'>,
  options: PlanOptions,
): Refused | null => {
  const { esp } = facts;
  if (esp.filesystem !== 'vfat' && options.allowAnyFilesystem !== true)
    return refused(
      'NOT_VFAT',
      `${esp.mountPoint} is ${esp.filesystem}, not vfat: mount the ESP there, or give --allow-any-fs to use it anyway`,
    );
  if (esp.readOnly)
    return refused(
      'ESP_READ_ONLY',
      `${esp.mountPoint} is mounted read-only: remount it with mount -o remount,rw`,
    );
  return findFailure(facts, manifest);
};
