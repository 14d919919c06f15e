/** Plans hosts with a proof: of the tree what changes, of the boot class order and scope, of the host its firmware. */
import { firmwareDigest, variablesOfFacts } from '../../../lib/boot/index.ts';
import type { BootProof, FirmwareFacts, HostFacts, PayloadManifest } from '../../../lib/wire/types.ts';
import { bootKeyOf, changesKeyOf } from './boot-key.ts';
import { explainSwaps } from '../plan/candidates.ts';
import type { TreeChanges } from '../plan/changes.ts';
import { classKey, createUnprovenPlanner, hashOf } from './classes.ts';
import type { ClassPlanner, HostPlan, ProofSources } from './classes.ts';
import { missing } from './host-boot.ts';
import { createMemory } from './memory.ts';
import type { Memory } from './memory.ts';
import { findContent, findNoSpace, findObstacle, planOf } from '../plan/plan-host.ts';
import type { PlanOptions, Planned } from '../plan/plan-host.ts';
import { candidateAt, proveClass } from './proof-class.ts';
import type { ProofClass, ProofCounts } from './proof-class.ts';
import { isRefusal, refused } from '../plan/refusals.ts';
import type { Refused } from '../plan/refusals.ts';
import type { PlanScope } from '../plan/swaps.ts';

type Proving = {
  manifest: PayloadManifest;
  sources: ProofSources;
  options: PlanOptions;
  scope: PlanScope;
  counts: ProofCounts;
  /** By tree. */
  contents: Memory<ReturnType<typeof findContent>>;
  /** By boot class and changes. */
  proofs: Memory<Promise<ProofClass | Refused>>;
  /** By both. */
  plans: Memory<Planned>;
  changeKeys: WeakMap<TreeChanges, string>;
};

type Provable = HostFacts & { firmware: FirmwareFacts };
const isProvable = (facts: HostFacts): facts is Provable => facts.firmware !== null;

const noFirmware = (): Refused =>
  refused(
    'VERDICT_UNKNOWN',
    'the facts of this host have no firmware variables (FIRMWARE_UNKNOWN). Remedy: run its auditor where it can read ' +
      "/sys/firmware/efi/efivars, give captured variables with --efivars DIR, update its bootswap if it is older than the planner's, " +
      'or plan without a proof: --unproven',
  );

const proofKeyOf = (found: TreeChanges, bootKey: string, { changeKeys }: Proving): string => {
  const key = changeKeys.get(found) ?? hashOf(changesKeyOf(found));
  changeKeys.set(found, key);
  return hashOf(`${key}${bootKey}`);
};

type Asked = { facts: Provable; found: TreeChanges; key: string };

/** What was lacking, or could not be fetched, may be there for the next host: only an answer is remembered. */
const proofOf = async (
  { facts, found, key }: Asked,
  { proofs, sources, scope, counts }: Proving,
): Promise<ProofClass | Refused> => {
  const proving = proofs.of(key, async () =>
    proveClass(facts, found, {
      evidence: sources.evidence,
      payloadFiles: await sources.payloadFiles(),
      scope,
      counts,
    }),
  );
  const proof = await proving.catch((error: unknown) => {
    proofs.forget(key);
    throw error;
  });
  if (isRefusal(proof) && proof.code === 'EVIDENCE_MISSING') proofs.forget(key);
  return proof;
};

const planBy = ({ facts, found }: Asked, proof: ProofClass, { manifest, scope }: Proving): Planned => {
  const candidate = candidateAt(found, { index: proof.index, scope });
  const whyNotNarrower = proof.unsafe[0]?.why ?? '';
  return planOf({ swaps: explainSwaps(candidate, proof.unsafe), whyNotNarrower }, { found, facts, manifest });
};

const ownProofOf = async (
  facts: Provable,
  { states, foretell }: ProofClass,
  { sources }: Proving,
): Promise<BootProof | Refused> => {
  const trust = await sources.evidence.variables(facts.firmware.trustSha256);
  if (trust === null) return missing('the firmware variables');
  const measurements = await foretell(facts.measured);
  if (isRefusal(measurements)) return measurements;
  const firmwareSha256 = firmwareDigest(variablesOfFacts(facts.firmware, trust));
  return { firmwareSha256, ...states, measurements };
};

const plan = async (facts: HostFacts, proving: Proving): Promise<HostPlan> => {
  const { manifest, options, contents, plans } = proving;
  const contentKey = classKey(facts);
  const content = contents.of(contentKey, () => findContent(facts, manifest));
  if (content.kind !== 'changes') return content;
  const obstacle = findObstacle(facts, manifest, options);
  if (obstacle !== null) return obstacle;
  const bootKey = bootKeyOf(facts);
  if (bootKey === null || !isProvable(facts)) return noFirmware();
  const asked = { facts, found: content.found, key: proofKeyOf(content.found, bootKey, proving) };
  const proof = await proofOf(asked, proving);
  if (isRefusal(proof)) return proof;
  const planned = plans.of(`${contentKey}${asked.key}`, () => planBy(asked, proof, proving));
  const full = findNoSpace(facts, planned);
  if (full !== null) return full;
  const own = await ownProofOf(facts, proof, proving);
  return isRefusal(own) ? own : { ...planned, proof: own };
};

/** A planner for many hosts and one payload. It plans without proofs only if `unproven` asks for that. */
export const createProvingPlanner = (
  manifest: PayloadManifest,
  sources: ProofSources,
  options: PlanOptions = {},
): ClassPlanner => {
  if (options.unproven === true) return createUnprovenPlanner(manifest, options);
  const proving: Proving = {
    manifest,
    sources,
    options,
    scope: options.scope ?? 'auto',
    counts: { proofs: 0, verdicts: 0, forecasts: 0 },
    contents: createMemory(),
    proofs: createMemory(),
    plans: createMemory(),
    changeKeys: new WeakMap(),
  };
  return {
    plan: (facts) => plan(facts, proving),
    classCount: proving.contents.size,
    counts: () => proving.counts,
  };
};
