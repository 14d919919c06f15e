/** Hosts with the same tree get the same plan but for host, generation and times: each such class is planned once. */
import { createHash } from 'node:crypto';
import type { HostFacts, PayloadManifest } from '../../lib/wire/types.ts';
import { findObstacle, planContent } from './plan-host.ts';
import type { ContentFacts, ContentPlan, PlanOptions } from './plan-host.ts';

/** Remembered at once; a fleet with more different trees is planned all the same. */
const MAX_CLASSES = 20_000;

/**
 * Equal for facts that `planContent` cannot tell apart, and only for those. Free space and the like are left out:
 * they differ from host to host and are looked at for each.
 */
export const classKey = ({ files, directories, managedPaths, esp }: ContentFacts): string => {
  // No path holds a NUL, so that no two different lists are written alike.
  let text = '';
  for (const { path, sizeBytes, sha256 } of files) text += `${path}\0${sizeBytes}\0${sha256}\0`;
  text += `\0${esp.clusterBytes}\0${directories.join('\0')}\0\0${managedPaths.join('\0')}`;
  return createHash('sha256').update(text).digest('base64');
};

export type ClassPlanner = {
  plan: (facts: HostFacts) => ContentPlan;
  /** How many different trees are remembered. */
  classCount: () => number;
};

/** A `planHost` for many hosts and one payload; the bodies it returns are shared, so do not change them. */
export const createClassPlanner = (manifest: PayloadManifest, options: PlanOptions = {}): ClassPlanner => {
  const known = new Map<string, ContentPlan>();
  const contentPlanOf = (facts: HostFacts): ContentPlan => {
    const key = classKey(facts);
    const planned = known.get(key) ?? planContent(facts, manifest, options);
    if (known.size >= MAX_CLASSES) known.clear();
    known.set(key, planned);
    return planned;
  };
  const plan = (facts: HostFacts): ContentPlan => {
    const planned = contentPlanOf(facts);
    return planned.kind === 'plan' ? (findObstacle(facts, planned, options) ?? planned) : planned;
  };
  return { plan, classCount: () => known.size };
};
