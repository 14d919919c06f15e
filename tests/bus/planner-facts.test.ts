import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { subjects } from '../../lib/bus/index.ts';
import { generateKeyPair } from '../../lib/trust/index.ts';
import type { Outcome } from '../../lib/runtime/index.ts';
import { decodeDecision } from '../../lib/wire/index.ts';
import { factsOf } from '../lab/planner/facts-fixture.ts';
import { decisionWhere, manifest, withPlanner } from './planner-lab.ts';
import type { PlannerLab } from './planner-lab.ts';

const test = suite('planner facts');

const old = { 'EFI/debian/shimx64.efi': 'shim 1', 'EFI/debian/grubx64.efi': 'grub 1' };
const next = { 'EFI/debian/shimx64.efi': 'shim 2', 'EFI/debian/grubx64.efi': 'grub 2' };

const idsOf = (outcome: Outcome): string[] =>
  outcome.kind === 'done' ? outcome.emissions.map(({ id }) => id.split(':')[0] ?? '') : [outcome.code];

/** Publishes facts and hands them to the function; publishes what it emits as the runtime would. */
const decide = async (lab: PlannerLab, facts: ReturnType<typeof factsOf>): Promise<Outcome> => {
  const event = await lab.publishFacts(facts);
  const busSubject = subjects.facts(facts.host);
  const outcome = await lab.call('planner.facts', { event, sequence: 1n, busSubject });
  if (outcome.kind !== 'done') return outcome;
  for (const { busSubject: to, ...emission } of outcome.emissions)
    await lab.bus.publish(to, { ...emission, source: 'bootswap/planner', timeMs: Date.now() });
  return outcome;
};

test('facts - a host that comes later gets the plan of the last payload, through the runtime', () =>
  withPlanner(async ({ bus, publishFacts, publishManifest, running, plan }) => {
    const { id } = await publishManifest(manifest(next));
    await running(async () => {
      await decisionWhere(bus, (each) => each.hostsConsidered === 0);
      await publishFacts(factsOf(old, { host: 'late' }));
      const decision = await decisionWhere(bus, (each) => each.planned === 1);
      assert.is(decision.payloadEventId, id);
      assert.is((await plan('late'))?.payloadEventId, id);
    });
  }));

test('facts - with the plan standing, there is no second one and no decision', () =>
  withPlanner(async (lab) => {
    await lab.publishManifest(manifest(next));
    assert.equal(idsOf(await decide(lab, factsOf(old))), ['plan', 'decision']);
    assert.equal(idsOf(await decide(lab, factsOf(old, { observedAtMs: 5_000n }))), []);
    assert.equal(idsOf(await decide(lab, factsOf(old, { generation: 9n }))), ['plan', 'decision']);
    assert.is((await lab.plan('host-1'))?.generation, 10n);
  }));

test('facts - a tree that changes there and back gets its first plan again at once', () =>
  withPlanner(async (lab) => {
    await lab.publishManifest(manifest(next));
    await decide(lab, factsOf(old));
    const first = await lab.plan('host-1');
    await decide(lab, factsOf({ ...old, 'EFI/debian/x.cfg': '1' }));
    assert.is.not((await lab.plan('host-1'))?.planId, first?.planId);
    await decide(lab, factsOf(old));
    assert.is((await lab.plan('host-1'))?.planId, first?.planId);
  }));

test('facts - a standing plan with less than half of its time left is renewed', () =>
  withPlanner(async (lab) => {
    await lab.publishManifest(manifest(next));
    await decide(lab, factsOf(old));
    const first = await lab.plan('host-1');
    const later = Date.now() + 4 * 24 * 60 * 60 * 1000;
    const deps = { ...lab.deps, clock: { nowMs: () => later } };
    Object.assign(lab.deps, deps);
    assert.equal(idsOf(await decide(lab, factsOf(old))), ['plan', 'decision']);
    const renewed = await lab.plan('host-1');
    assert.is(renewed?.planId, first?.planId);
    assert.ok((renewed?.expiresAtMs ?? 0n) > (first?.expiresAtMs ?? 0n));
  }));

test('facts - a host that is as it should be, or on a channel without payload, needs no words', () =>
  withPlanner(async (lab) => {
    await lab.publishManifest(manifest(next));
    assert.equal(idsOf(await decide(lab, factsOf(next))), []);
    assert.equal(idsOf(await decide(lab, factsOf(old, { channel: 'beta' }))), []);
  }));

test('facts - a refusal is a decision, with what to do', () =>
  withPlanner(async (lab) => {
    await lab.publishManifest(manifest(next));
    const facts = factsOf(old);
    const outcome = await decide(lab, { ...facts, esp: { ...facts.esp, readOnly: true } });
    assert.equal(idsOf(outcome), ['decision']);
    const data = outcome.kind === 'done' ? outcome.emissions[0]?.data : undefined;
    assert.is(decodeDecision(data ?? new Uint8Array()).refusals[0]?.code, 'ESP_READ_ONLY');
  }));

test('facts - a forged payload on top hides nothing', () =>
  withPlanner(async (lab) => {
    const { id } = await lab.publishManifest(manifest(next));
    await lab.publishManifest(manifest({ 'EFI/debian/shimx64.efi': 'evil' }), generateKeyPair());
    await lab.publishRaw(new TextEncoder().encode('garbage'));
    assert.equal(idsOf(await decide(lab, factsOf(old))), ['plan', 'decision']);
    assert.is((await lab.plan('host-1'))?.payloadEventId, id);
  }));

test('facts - a plan that somebody else put on the subject is replaced', () =>
  withPlanner(async (lab) => {
    await lab.publishManifest(manifest(next));
    await decide(lab, factsOf(old));
    const first = await lab.plan('host-1');
    const forged = new TextEncoder().encode('forged');
    const event = await lab.publishFacts(factsOf(old));
    await lab.bus.publish(subjects.plan('host-1'), { ...event, id: 'forged', data: forged });
    await decide(lab, factsOf(old));
    assert.is((await lab.plan('host-1'))?.planId, first?.planId);
  }));

test.run();
