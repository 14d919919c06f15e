/** Decides what one host shall do about one payload: pure, by content, never by version. */
import { describeNarrower } from '../../lib/host/narrower-scopes.ts';
import { spaceNeeded } from '../../lib/host/swap-space.ts';
import { findNameProblem } from '../../lib/payload/check-names.ts';
import type { EspFacts, HostFacts, PayloadManifest, Plan } from '../../lib/wire/types.ts';
import { findChanges } from './changes.ts';
import type { TreeFacts } from './changes.ts';
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
    }
  | { kind: 'unchanged' }
  | Refused;
type Planned = Extract<ContentPlan, { kind: 'plan' }>;
/** All of a host's facts that decide its plan's content. */
export type ContentFacts = TreeFacts & { esp: Pick<EspFacts, 'clusterBytes'> };
export type PlanOptions = {
  /** For ESPs that are plain directories, as in image builds and tests. */
  allowAnyFilesystem?: boolean;
  /** `auto` by default. */
  scope?: PlanScope;
};

/** What the tree alone decides. @returns a plan without a look at file system, space and past failures */
export const planContent = (
  facts: ContentFacts,
  manifest: PayloadManifest,
  { scope }: Pick<PlanOptions, 'scope'> = {},
): ContentPlan => {
  const problem = findNameProblem(manifest.files.map(({ path }) => path));
  if (problem !== null)
    return refused('PAYLOAD_NAMES', `${problem.detail}; publish the payload again without it`);
  const found = findChanges(facts, manifest);
  if (isRefusal(found)) return found;
  const swaps = groupIntoSwaps(found, scope);
  if (swaps.length === 0) return { kind: 'unchanged' };
  const { channel, payloadId } = manifest;
  const { managedFiles } = found;
  const body = { channel, payloadId, swaps, managedFiles, bytesToWrite: contentBytes(swaps) };
  return { kind: 'plan', body, bytesNeeded: spaceNeeded({ swaps }, facts.esp.clusterBytes) };
};

const findFailure = (facts: HostFacts, body: PlanBody): Refused | null => {
  const failed = facts.failedPayloads.find(({ payloadId }) => payloadId === body.payloadId);
  if (failed === undefined) return null;
  return refused(
    'FAILED_BEFORE',
    `this payload was tried here and failed (${failed.code}); publish one with other content, ` +
      `or apply it on the host by hand once the cause is gone`,
  );
};

const findNoSpace = ({ esp }: HostFacts, { bytesNeeded, body }: Planned): Refused | null => {
  const availableBytes = esp.freeBytes + esp.reclaimableBytes;
  if (bytesNeeded <= availableBytes) return null;
  const missing = bytesNeeded - availableBytes;
  return refused(
    'NO_SPACE',
    `${missing} bytes are missing on ${esp.mountPoint}: the stages take ${bytesNeeded} bytes and ` +
      `${availableBytes} are to be had${describeNarrower(body, { availableBytes, clusterBytes: esp.clusterBytes })}; ` +
      `remove files that nothing boots from there`,
  );
};

/** What forbids to carry the plan out on this host as it is, or null. */
export const findObstacle = (facts: HostFacts, planned: Planned, options: PlanOptions): Refused | null => {
  const { esp } = facts;
  if (esp.filesystem !== 'vfat' && options.allowAnyFilesystem !== true)
    return refused(
      'NOT_VFAT',
      `${esp.mountPoint} is ${esp.filesystem}, not vfat: mount the ESP there, or allow any file system`,
    );
  if (esp.readOnly)
    return refused(
      'ESP_READ_ONLY',
      `${esp.mountPoint} is mounted read-only: remount it with mount -o remount,rw`,
    );
  return findFailure(facts, planned.body) ?? findNoSpace(facts, planned);
};

/**
 * Plans one host. `unchanged` if its ESP already is as the payload wants it, whatever else is wrong with the host;
 * a refusal names what would make it pass.
 */
export const planHost = (
  facts: HostFacts,
  manifest: PayloadManifest,
  options: PlanOptions = {},
): ContentPlan => {
  const planned = planContent(facts, manifest, options);
  if (planned.kind !== 'plan') return planned;
  return findObstacle(facts, planned, options) ?? planned;
};
