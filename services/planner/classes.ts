/**
 * Hosts with the same tree get the same plan but for host, generation, times and firmware; hosts that boot alike are
 * proved once. Each such class is worked on once.
 */
import { createHash } from 'node:crypto';
import { firmwareDigest } from '../../lib/boot/firmware-variables.ts';
import { variablesOfFacts } from '../../lib/boot/variables-facts.ts';
import { clipDetail, textBytes } from '../../lib/wire/index.ts';
import type { BootProof, FirmwareFacts, HostFacts, PayloadManifest } from '../../lib/wire/types.ts';
import { bootKeyOf, changesKeyOf } from './boot-key.ts';
import { explainSwaps } from './candidates.ts';
import type { TreeChanges } from './changes.ts';
import type { EvidenceSource } from './evidence.ts';
import { missing } from './host-boot.ts';
import type { FilesByDigest } from './host-boot.ts';
import { findContent, findNoSpace, findObstacle, planContent, planOf } from './plan-host.ts';
import type { ContentFacts, ContentPlan, PlanOptions, Planned } from './plan-host.ts';
import { candidateAt, proveClass } from './proof-class.ts';
import type { ProofClass, ProofCounts } from './proof-class.ts';
import { isRefusal, refused } from './refusals.ts';
import type { Refused } from './refusals.ts';

/** Remembered at once; a fleet with more different trees is planned all the same. */
const MAX_CLASSES = 20_000;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

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

const createMemory = <T>(): ((key: string, make: () => T) => T) & {
  size: () => number;
  forget: (key: string) => void;
} => {
  const known = new Map<string, T>();
  const remember = (key: string, make: () => T): T => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MAX_CLASSES) known.clear();
    const made = make();
    known.set(key, made);
    return made;
  };
  return Object.assign(remember, {
    size: () => known.size,
    forget: (key: string) => void known.delete(key),
  });
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

type Proven = HostFacts & { firmware: FirmwareFacts };
const hasFirmware = (facts: HostFacts): facts is Proven => facts.firmware !== null;

const noFirmware = (): Refused =>
  refused(
    'VERDICT_UNKNOWN',
    'the facts of this host have no firmware variables (FIRMWARE_UNKNOWN). Remedy: run its auditor where it can read ' +
      '/sys/firmware/efi/efivars, give captured ones with --efivars DIR, or plan without a proof: --unproven',
  );

/** With a proof: of the tree what changes, of the boot class the order and scope that pass, of the host its firmware. */
const createProvingPlanner = (
  manifest: PayloadManifest,
  { evidence, payloadFiles }: ProofSources,
  options: PlanOptions,
): ClassPlanner => {
  const { scope = 'auto' } = options;
  const counts: ProofCounts = { proofs: 0, verdicts: 0, forecasts: 0 };
  const contents = createMemory<ReturnType<typeof findContent>>();
  const changeKeys = new WeakMap<TreeChanges, string>();
  const proofs = createMemory<Promise<ProofClass | Refused>>();
  const bodies = createMemory<Planned>();

  const proofKeyOf = (found: TreeChanges, bootKey: string): string => {
    const key = changeKeys.get(found) ?? hashOf(changesKeyOf(found));
    changeKeys.set(found, key);
    return hashOf(`${key}${bootKey}`);
  };

  const proofOf = async (facts: Proven, found: TreeChanges, key: string): Promise<ProofClass | Refused> => {
    const proving = proofs(key, async () =>
      proveClass(facts, found, { evidence, payloadFiles: await payloadFiles(), scope, counts }),
    );
    // What was lacking, or could not be fetched, may be there for the next host.
    const again = (): void => proofs.forget(key);
    const proof = await proving.catch((error: unknown) => {
      again();
      throw error;
    });
    if (isRefusal(proof) && proof.code === 'EVIDENCE_MISSING') again();
    return proof;
  };

  const bodyOf = (facts: HostFacts, { found, proof }: { found: TreeChanges; proof: ProofClass }): Planned => {
    const swaps = explainSwaps(candidateAt(found, { index: proof.index, scope }), proof.unsafe);
    return planOf({ swaps, whyNotNarrower: proof.unsafe[0]?.why ?? '' }, { found, facts, manifest });
  };

  const ownProofOf = async (
    facts: Proven,
    { states, foretell }: ProofClass,
  ): Promise<BootProof | Refused> => {
    const trust = await evidence.variables(facts.firmware.trustSha256);
    if (trust === null) return missing('what the firmware trusts');
    const measurements = await foretell(facts.measured);
    if (isRefusal(measurements)) return measurements;
    return {
      firmwareSha256: firmwareDigest(variablesOfFacts(facts.firmware, trust)),
      ...states,
      measurements,
    };
  };

  const plan = async (facts: HostFacts): Promise<HostPlan> => {
    const contentKey = classKey(facts);
    const content = contents(contentKey, () => findContent(facts, manifest));
    if (content.kind !== 'changes') return content;
    const obstacle = findObstacle(facts, manifest, options);
    if (obstacle !== null) return obstacle;
    const bootKey = bootKeyOf(facts);
    if (bootKey === null || !hasFirmware(facts)) return noFirmware();
    const { found } = content;
    const key = proofKeyOf(found, bootKey);
    const proof = await proofOf(facts, found, key);
    if (isRefusal(proof)) return proof;
    const planned = bodies(`${contentKey}${key}`, () => bodyOf(facts, { found, proof }));
    const full = findNoSpace(facts, planned);
    if (full !== null) return full;
    const own = await ownProofOf(facts, proof);
    return isRefusal(own) ? own : { ...planned, proof: own };
  };
  return { plan, classCount: contents.size, counts: () => counts };
};

const withoutProof = (planned: ContentPlan): ContentPlan => {
  if (planned.kind !== 'plan') return planned;
  const swaps = planned.body.swaps.map((swap) => ({
    ...swap,
    why: clipDetail(`${swap.why}; no proof was made that it boots (--unproven)`, textBytes.why),
  }));
  return { ...planned, body: { ...planned.body, swaps } };
};

const createUnprovenPlanner = (manifest: PayloadManifest, options: PlanOptions): ClassPlanner => {
  const contents = createMemory<ContentPlan>();
  const plan = async (facts: HostFacts): Promise<HostPlan> => {
    const planned = contents(classKey(facts), () => withoutProof(planContent(facts, manifest, options)));
    if (planned.kind !== 'plan') return planned;
    const obstacle = findObstacle(facts, manifest, options) ?? findNoSpace(facts, planned);
    return obstacle ?? { ...planned, proof: null };
  };
  return { plan, classCount: contents.size, counts: () => ({ proofs: 0, verdicts: 0, forecasts: 0 }) };
};

/** A planner for many hosts and one payload. It plans without proofs only if `unproven` asks for that. */
export const createClassPlanner = (
  manifest: PayloadManifest,
  sources: ProofSources,
  options: PlanOptions = {},
): ClassPlanner =>
  options.unproven === true
    ? createUnprovenPlanner(manifest, options)
    : createProvingPlanner(manifest, sources, options);
