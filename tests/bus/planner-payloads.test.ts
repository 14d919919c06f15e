import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { allSubjects, streams, subjects } from '../../lib/bus/index.ts';
import { generateKeyPair, signManifest } from '../../lib/trust/index.ts';
import { decodeDecision } from '../../lib/wire/index.ts';
import { factsOf } from '../lab/planner/facts-fixture.ts';
import { collect } from './bus-lab.ts';
import { deadLetterWith, decisionWhere, manifest, withPlanner } from './planner-lab.ts';

const test = suite('planner payloads');

const old = { 'EFI/debian/shimx64.efi': 'shim 1', 'EFI/debian/grubx64.efi': 'grub 1' };
const next = { 'EFI/debian/shimx64.efi': 'shim 2', 'EFI/debian/grubx64.efi': 'grub 2' };

test('payload - each host of the channel gets its signed plan, and the decision tells of all', () =>
  withPlanner(async ({ bus, publishFacts, publishManifest, running, plan }) => {
    await publishFacts(factsOf(old, { host: 'a', generation: 3n }));
    await publishFacts(factsOf({ ...old, 'EFI/debian/shimx64.efi': 'shim 2' }, { host: 'b' }));
    await publishFacts(factsOf(next, { host: 'c' }));
    await publishFacts(factsOf(old, { host: 'other', channel: 'beta' }));
    const full = factsOf(old, { host: 'full' });
    await publishFacts({ ...full, esp: { ...full.esp, freeBytes: 0n } });
    const published = await publishManifest(manifest(next));
    await running(async () => {
      const decision = await decisionWhere(bus, (each) => each.hostsConsidered === 4);
      assert.is(decision.payloadEventId, published.id);
      assert.equal([decision.planned, decision.unchanged, decision.refused], [2, 1, 1]);
      assert.equal(
        decision.refusals.map(({ host, code }) => `${host} ${code}`),
        ['full NO_SPACE'],
      );
      const [a, b, c, other] = [await plan('a'), await plan('b'), await plan('c'), await plan('other')];
      assert.is(a?.generation, 4n);
      assert.is(a?.swaps[0]?.scope, 'directory');
      assert.is(a?.payloadEventId, published.id);
      assert.is(b?.swaps[0]?.target, 'EFI/debian/grubx64.efi');
      assert.is(c, null);
      assert.is(other, null);
    });
  }));

test('payload - the same event delivered again publishes nothing twice', () =>
  withPlanner(async ({ bus, publishFacts, publishManifest, call }) => {
    for (const host of ['a', 'b', 'c']) await publishFacts(factsOf(old, { host }));
    const event = await publishManifest(manifest(next));
    const delivered = { event, sequence: 1n, busSubject: subjects.payload('stable') };
    const first = await call('planner.payloads', delivered);
    const before = await collect(bus.snapshot(streams.plans, allSubjects.plan));
    const second = await call('planner.payloads', delivered);
    const after = await collect(bus.snapshot(streams.plans, allSubjects.plan));
    assert.is(before.length, 3);
    assert.equal(
      after.map(({ sequence }) => sequence),
      before.map(({ sequence }) => sequence),
    );
    const ids = [first, second].map((outcome) => outcome.kind === 'done' && outcome.emissions[0]?.id);
    assert.is(ids[0], `decision:${event.id}:payload`);
    assert.is(ids[1], ids[0]);
  }));

test('payload - one that a later one has replaced plans nobody', () =>
  withPlanner(async ({ publishFacts, publishManifest, call, plan }) => {
    await publishFacts(factsOf(old, { host: 'a' }));
    const event = await publishManifest(manifest(next));
    await publishManifest(manifest({ 'EFI/debian/shimx64.efi': 'shim 3' }));
    const outcome = await call('planner.payloads', {
      event,
      sequence: 1n,
      busSubject: subjects.payload('stable'),
    });
    assert.is(outcome.kind, 'done');
    assert.is(await plan('a'), null);
  }));

test('payload - corrupt facts of one host stop nobody else', () =>
  withPlanner(async ({ bus, publishFacts, publishRawFacts, publishManifest, running, plan }) => {
    await publishFacts(factsOf(old, { host: 'a' }));
    await publishRawFacts('broken', new TextEncoder().encode('not protobuf at all'));
    await publishFacts(factsOf(old, { host: 'z' }));
    await publishManifest(manifest(next));
    await running(async () => {
      const decision = await decisionWhere(bus, (each) => each.hostsConsidered === 3);
      assert.equal([decision.planned, decision.refused], [2, 1]);
      assert.is(decision.refusals[0]?.host, 'broken');
      assert.is(decision.refusals[0]?.code, 'FACTS_INVALID');
      assert.ok((await plan('a')) !== null && (await plan('z')) !== null);
      assert.is((await deadLetterWith(bus, 'FACTS_INVALID')).subject, subjects.facts('broken'));
    });
  }));

test('payload - facts that one host publishes for another are not believed', () =>
  withPlanner(async ({ publishManifest, publishRawFacts, publishFacts, call, plan }) => {
    const { data } = await publishFacts(factsOf(next, { host: 'a' }));
    await publishRawFacts('b', data);
    const event = await publishManifest(manifest(old));
    const busSubject = subjects.payload('stable');
    const outcome = await call('planner.payloads', { event, sequence: 1n, busSubject });
    const decided = outcome.kind === 'done' ? outcome.emissions[0]?.data : undefined;
    const { planned, refusals } = decodeDecision(decided ?? new Uint8Array());
    assert.is(planned, 1);
    assert.equal(
      refusals.map(({ host, code }) => `${host} ${code}`),
      ['b FACTS_INVALID'],
    );
    assert.ok((await plan('a')) !== null);
  }));

test('payload - forged, garbled or misdirected manifests go to the dead letters and plan nobody', () =>
  withPlanner(async ({ bus, publisher, publishFacts, publishManifest, publishRaw, running, plan }) => {
    await publishFacts(factsOf(old, { host: 'a' }));
    await publishManifest(manifest(next), generateKeyPair());
    const altered = signManifest(manifest(next), publisher);
    altered[altered.length - 100] = (altered[altered.length - 100] ?? 0) ^ 1;
    await publishRaw(altered);
    await publishRaw(new TextEncoder().encode('garbage'));
    await publishManifest(manifest(next, { channel: 'beta' }));
    await publishManifest(manifest({ 'EFI/../../etc/passwd': 'x' }));
    await running(async () => {
      await deadLetterWith(bus, 'MANIFEST_UNKNOWN_KEY');
      await deadLetterWith(bus, 'MANIFEST_BAD_SIGNATURE');
      await deadLetterWith(bus, 'MANIFEST_MALFORMED');
      await deadLetterWith(bus, 'MANIFEST_CHANNEL');
      await deadLetterWith(bus, 'MANIFEST_NAMES');
      assert.is(await plan('a'), null);
    });
  }));

test.run();
