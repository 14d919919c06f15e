import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { EvidenceRecord } from '../../lib/boot/facts/evidence.ts';
import { debian } from '../lab/boot/verdict-lab.ts';
import type { Content } from '../lab/boot/verdict-lab.ts';
import { sha256 } from '../lab/file-digest.ts';
import { payloadOf, realManifest, olderHost } from '../lab/planner/proof-fixture.ts';
import { GRUB } from '../lab/boot/debian-paths.ts';
import { decisionWhere, withPlanner } from './planner-lab.ts';
import type { PlannerLab } from './planner-lab.ts';

const test = suite('planner proofs');

const putBlobs = async ({ bus }: PlannerLab, content: Content): Promise<void> => {
  for (const bytes of Object.values(content))
    await bus.blobs.put(
      sha256(bytes),
      (async function* () {
        yield bytes;
      })(),
    );
};

const publishEvidence = async ({ bus }: PlannerLab, records: readonly EvidenceRecord[]): Promise<void> => {
  for (const { sha256, body } of records)
    await bus.publish(subjects.evidence(sha256), {
      id: `evidence:${sha256}:${body.length}`,
      source: 'bootswap/auditor/test',
      type: eventTypes.evidence,
      subject: 'test',
      timeMs: Date.now(),
      data: body,
    });
};

test('planner proofs - by evidence on the bus: what boots is planned with a proof, the brick is refused with its remedy', () =>
  withPlanner(async (lab) => {
    const { bus, publishFacts, publishManifest, running, plan } = lab;
    const host = await olderHost();
    const [good, brick] = [await payloadOf(), await payloadOf({ [GRUB]: await debian('grub4') })];
    await putBlobs(lab, { ...good, 'EFI/debian/grub4.efi': brick[GRUB] ?? new Uint8Array(0) });
    await publishEvidence(lab, host.evidence);
    await publishFacts(host.facts);
    await running(async () => {
      await publishManifest(realManifest(brick));
      const refused = await decisionWhere(bus, (decision) => decision.refused === 1);
      assert.is(refused.refusals[0]?.code, 'WOULD_NOT_BOOT');
      assert.match(refused.refusals[0]?.detail ?? '', 'also publish grub with SBAT generation >= 5');
      assert.is(await plan('host-1'), null);
      await publishManifest(realManifest(good));
      const decided = await decisionWhere(bus, (decision) => decision.planned === 1);
      assert.equal(
        decided.warnings.map(({ code, hosts }) => [code, hosts]),
        [['ROLLBACK_UNTIL_FIRST_BOOT', 1]],
      );
      const planned = await plan('host-1');
      assert.is(planned?.proof?.firmwareSha256, host.facts.firmware?.firmwareSha256);
      assert.is(planned?.proof?.states[0]?.verdict, 'boots');
      assert.is(planned?.proof?.rollback.until, 'first-boot');
    });
  }, {}));

test('planner proofs - without its evidence a host is refused, and planned with the facts after it is there', () =>
  withPlanner(async (lab) => {
    const { bus, publishFacts, publishManifest, running, plan } = lab;
    const host = await olderHost();
    const good = await payloadOf();
    await putBlobs(lab, good);
    const [first] = host.evidence;
    // Somebody else's record under the name of the host's: not believed.
    const poisoned = host.evidence.map(({ sha256 }) => ({ sha256, body: first?.body ?? new Uint8Array(0) }));
    await publishEvidence(lab, poisoned);
    await publishFacts(host.facts);
    await publishManifest(realManifest(good));
    await running(async () => {
      const refused = await decisionWhere(bus, (decision) => decision.refused === 1);
      assert.is(refused.refusals[0]?.code, 'EVIDENCE_MISSING');
      assert.is(await plan('host-1'), null);
      await publishEvidence(lab, host.evidence);
      await publishFacts(host.facts);
      await decisionWhere(bus, (decision) => decision.planned === 1);
      assert.is((await plan('host-1'))?.proof?.states.length, 1);
    });
    assert.ok((await bus.last(streams.decisions, subjects.decision('stable'))) !== null);
  }, {}));

test('planner proofs - a planner told to plan unproven says so in plan and decision', () =>
  withPlanner(async ({ bus, publishFacts, publishManifest, running, plan }) => {
    const host = await olderHost();
    await publishFacts({ ...host.facts, firmware: null });
    await publishManifest(realManifest(await payloadOf()));
    await running(async () => {
      const decided = await decisionWhere(bus, (decision) => decision.planned === 1);
      assert.equal(
        decided.warnings.map(({ code }) => code),
        ['UNPROVEN'],
      );
      const planned = await plan('host-1');
      assert.is(planned?.proof, null);
      assert.match(planned?.swaps[0]?.why ?? '', 'not proven to boot');
    });
  }));

test.run();
