/**
 * Hosts with the same tree get the same plan but for host, generation, times and firmware; hosts that boot alike are
 * proved once. Each such class is worked on once.
 */
import { createHash } from 'node:crypto';
import { clipDetail, textBytes } from '../../../lib/wire/index.ts';
import type { BootProof, HostFacts, PayloadManifest } from '../../../lib/wire/types.ts';
import type { EvidenceSource } from './evidence.ts';
import type { FilesByDigest } from './host-boot.ts';
import { createMemory } from './memory.ts';
import { findNoSpace, findObstacle, planContent } from '../plan/plan-host.ts';
import type { ContentFacts, ContentPlan, PlanOptions, Planned } from '../plan/plan-host.ts';
import type { ProofCounts } from './proof-class.ts';

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/**
 * Equal for facts that `planContent` cannot tell apart, and only for those. Free space and the like are left out:
 * they differ from host to host and are looked at for each.
 */
export const classKey = ({ files, directories, managedPaths, esp }: ContentFacts): string => {
  // No path holds a NUL, so that no two different lists are written alike.
  let text = '';
  for (const { path, sizeBytes, sha256 } of files) text += `${path}\0${sizeBytes}\0${sha256}\0`;
  text += `\0${esp.clusterBytes}\0${directories.join('\0')}\0\0${managedPaths.join('\0')}`;
  return hashOf(text);
};

/** A plan for one host: the body is its class's and shared, so do not change it. */
export type HostPlan = Exclude<ContentPlan, Planned> | (Planned & { proof: BootProof | null });

export type ClassPlanner = {
  plan: (facts: HostFacts) => Promise<HostPlan>;
  /** How many different trees are remembered. */
  classCount: () => number;
  counts: () => Readonly<ProofCounts>;
};

/** What proofs are made of. */
export type ProofSources = { evidence: EvidenceSource; payloadFiles: () => Promise<FilesByDigest> };

const withoutProof = (planned: ContentPlan): ContentPlan => {
  if (planned.kind !== 'plan') return planned;
  const swaps = planned.body.swaps.map((swap) => ({
    ...swap,
    why: clipDetail(`${swap.why}; not proven to boot (--unproven)`, textBytes.why),
  }));
  return { ...planned, body: { ...planned.body, swaps } };
};

/** For one payload and many hosts, none of which is proved. */
export const createUnprovenPlanner = (manifest: PayloadManifest, options: PlanOptions): ClassPlanner => {
  const contents = createMemory<ContentPlan>();
  const plan = async (facts: HostFacts): Promise<HostPlan> => {
    const planned = contents.of(classKey(facts), () => withoutProof(planContent(facts, manifest, options)));
    if (planned.kind !== 'plan') return planned;
    const obstacle = findObstacle(facts, manifest, options) ?? findNoSpace(facts, planned);
    return obstacle ?? { ...planned, proof: null };
  };
  return { plan, classCount: contents.size, counts: () => ({ proofs: 0, verdicts: 0, forecasts: 0 }) };
};
