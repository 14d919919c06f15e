import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventTypes } from '../../../lib/bus/names.ts';
import { firmwareDigest } from '../../../lib/boot/firmware-variables.ts';
import { readHostRecord } from '../../../lib/host/index.ts';
import type { Emission, Outcome } from '../../../lib/runtime/types.ts';
import type { Plan } from '../../../lib/wire/types.ts';
import { applierFunctions, applyPlan } from '../../../services/applier/index.ts';
import { allTargets, hostId, makePlan, newTree, nowMs, oldTree, withId } from '../../lab/applier/plans.ts';
import { quiet } from '../../lab/quiet-log.ts';
import { splitStages, ordered } from '../../lab/trees.ts';
import { withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';
import { variablesWith } from '../../lab/boot/verdict-lab.ts';
import { firmwareOf, proofOf } from './real-trees.ts';

const test = suite('proven-apply');

const never = (): never => {
  throw new RangeError('nobody is to ask for this');
};

const captured = variablesWith();
const changed = variablesWith({ BootNext: new Uint8Array([1, 0]) });

const plan = makePlan({ before: oldTree, after: newTree, targets: allTargets });
const provenFor = (variables: typeof captured, generation = 1n): Plan =>
  withId({ ...plan, generation, proof: proofOf(plan.swaps.length, firmwareDigest(variables)) });

const withFirmware = (
  variables: typeof captured | null,
  use: (site: Site & { firmware: ReturnType<typeof firmwareOf> }) => Promise<void>,
): Promise<void> => {
  const firmware = firmwareOf(variables);
  const overrides = { hostBoot: firmware, isUnproven: false };
  return withSite({ tree: oldTree, blobs: newTree, overrides }, (site) => use({ ...site, firmware }));
};

test('proven-apply - a plan proven for this firmware is carried out', () =>
  withFirmware(captured, async (site) => {
    const { outcome, detail } = await applyPlan(site.seal(provenFor(captured)), site.deps);
    assert.is(outcome, 'exchanged', detail);
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
  }));

const contradicting: Plan = { ...provenFor(captured), proof: proofOf(1, firmwareDigest(captured)) };
for (const [title, variables, sealed, code] of [
  ['proven for another firmware', changed, provenFor(captured), 'FIRMWARE_CHANGED'],
  ['proven, where no variable can be read', null, provenFor(captured), 'FIRMWARE_CHANGED'],
  ['without a proof', captured, plan, 'UNPROVEN'],
  ['that contradicts itself', captured, contradicting, 'PROOF_INVALID'],
] as const) {
  test(`proven-apply - a plan ${title} is rejected before anything is written or fetched`, () =>
    withFirmware(variables, async (site) => {
      const result = await applyPlan(site.seal(sealed), { ...site.deps, blobs: { get: never } });
      assert.is(result.code, code);
      assert.equal(site.reported, [`rejected ${code}`]);
      assert.equal(await site.esp(), ordered(oldTree));
      assert.is((await readHostRecord(site.deps.state)).record.generation, 0n);
    }));
}

test('proven-apply - variables that change while the blobs come are seen before anything is staged', () =>
  withFirmware(captured, async (site) => {
    const { blobs } = site.deps;
    const get: typeof blobs.get = (...args) => {
      site.firmware.variables = changed;
      return blobs.get(...args);
    };
    const result = await applyPlan(site.seal(provenFor(captured)), { ...site.deps, blobs: { get } });
    assert.is(result.code, 'FIRMWARE_CHANGED');
    assert.equal(await site.esp(), ordered(oldTree));
  }));

test('proven-apply - the plan made anew for the firmware as it is now is taken, in the same generation or a later one', async () => {
  for (const generation of [1n, 2n]) {
    await withFirmware(changed, async (site) => {
      await applyPlan(site.seal(provenFor(captured)), site.deps);
      const { outcome, detail } = await applyPlan(site.seal(provenFor(changed, generation)), site.deps);
      assert.is(outcome, 'exchanged', detail);
    });
  }
});

test('proven-apply - what is live stays so when its first boot has changed the variables', () =>
  withFirmware(captured, async (site) => {
    await applyPlan(site.seal(provenFor(captured)), site.deps);
    site.firmware.variables = changed;
    const { outcome, code } = await applyPlan(site.seal(provenFor(captured)), site.deps);
    assert.is(outcome, 'unchanged');
    assert.is(code, '');
  }));

test('proven-apply - a changed firmware is said once and looked at again: it may change back', () =>
  withFirmware(changed, async (site) => {
    const emitted: Emission[] = [];
    const deps = { ...site.deps, openAudit: never, pollMs: 1000 };
    const [plans] = applierFunctions(deps);
    const event = { id: 'e', source: 's', type: eventTypes.plan, subject: hostId, timeMs: nowMs };
    const call = async (): Promise<Outcome | undefined> =>
      plans?.handle({
        event: { ...event, data: site.seal(provenFor(captured)) },
        emit: async (emission) => void emitted.push(emission),
        signal: new AbortController().signal,
        log: quiet,
      });
    for (let turn = 1; turn <= 2; turn += 1) {
      const outcome = await call();
      assert.is(outcome?.kind === 'retry' ? outcome.code : outcome?.kind, 'FIRMWARE_CHANGED');
    }
    assert.is(emitted.length, 1);
    site.firmware.variables = captured;
    assert.is((await call())?.kind, 'done');
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
  }));

test.run();
