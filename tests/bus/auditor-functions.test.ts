import { createPublicKey, verify } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import { generateKeyPair, openAudit, publicKeyOf, publicPemOf, signAudit } from '../../lib/trust/index.ts';
import {
  decodeAudit,
  decodeDeadLetter,
  decodeEnvelope,
  decodeHostFacts,
  encodeReport,
} from '../../lib/wire/index.ts';
import { readAfter } from '../../services/auditor/index.ts';
import type { Outcome } from '../../lib/runtime/index.ts';
import { sha256 } from '../lab/file-digest.ts';
import { until } from '../lab/until.ts';
import { allIn, deadLetters, publishRaw } from '../lab/bus-streams.ts';
import { aReport, emitted, host, withAuditor } from './auditor-lab.ts';

const test = suite('auditor functions');

const entriesIn = (outcome: Outcome): string[] => emitted(outcome).filter((id) => id.startsWith('audit:'));

test('auditor functions - a report is audited into a signed, chained entry; facts are published once', () =>
  withAuditor(async ({ bus, deps, running, publishReport, ledger }) => {
    await running(async () => {
      await until('the first timer has audited', async () => (await allIn(bus, streams.audits)).length === 1);
      const event = await publishReport(encodeReport(aReport()));
      await until('the report is audited', async () => (await allIn(bus, streams.audits)).length === 2);
      const [first, second] = await ledger();
      assert.ok(first && second);
      assert.equal(
        [first.audit.trigger, first.audit.sequence, first.audit.previousSha256],
        ['timer', 1n, ''],
      );
      assert.equal([second.audit.trigger, second.audit.sequence], ['report', 2n]);
      assert.is(second.audit.previousSha256, sha256(first.data));
      assert.equal([second.audit.reportEventId, second.audit.reportPhase], [event.id, 'exchanged']);
      assert.is((await bus.last(streams.facts, subjects.facts(host)))?.sequence, 1n, 'facts once');
      const [facts] = await allIn(bus, streams.facts);
      const { files } = decodeHostFacts(facts?.data ?? new Uint8Array());
      assert.equal(
        files.map(({ path, sha256: digest }) => [path, digest]),
        [
          ['EFI/BOOT/BOOTX64.EFI', sha256(Buffer.from('shim'))],
          ['EFI/debian/shimx64.efi', sha256(Buffer.from('shim'))],
        ],
      );
    });
    assert.is((await readAfter(deps.state.auditsDirectory, 0n)).length, 2);
  }));

test("auditor functions - the signature holds by node's crypto alone, over DSSE's pre-authentication encoding", () =>
  withAuditor(async ({ deps, audit, ledger }) => {
    await audit();
    const [entry] = await ledger();
    const { payload, payloadType, signatures } = decodeEnvelope(entry?.data ?? new Uint8Array());
    const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
    const key = createPublicKey(publicPemOf(publicKeyOf(deps.hostKey)));
    assert.ok(
      verify(null, Buffer.concat([Buffer.from(head), payload]), key, signatures[0]?.sig ?? new Uint8Array()),
    );
  }));

test('auditor functions - progress is not audited, what ends a plan is', () =>
  withAuditor(async ({ call }) => {
    for (const phase of ['staged', 'verified'] as const)
      assert.equal(emitted(await call(aReport({ phase }))), []);
    for (const phase of ['exchanged', 'unchanged', 'rejected', 'failed', 'rolled-back', 'stuck'] as const) {
      const code = ['exchanged', 'unchanged'].includes(phase) ? '' : 'SOME_CODE';
      const outcome = await call(aReport({ phase, code }));
      assert.ok(
        emitted(outcome).some((id) => id.startsWith(`audit:${host}:`)),
        phase,
      );
    }
  }));

test('auditor functions - an entry that a crash kept from the bus is published with the next, none twice', () =>
  withAuditor(async ({ bus, call, publish, audit, ledger }) => {
    await audit();
    await call(null); // written to the ledger, then the process is gone
    await call(aReport());
    const outcome = await call(null);
    assert.equal(entriesIn(outcome), ['audit:audited:2', 'audit:audited:3', 'audit:audited:4']);
    await publish(outcome);
    await publish(outcome);
    await audit();
    const entries = await ledger();
    assert.equal(
      entries.map(({ audit: entry }) => entry.sequence),
      [1n, 2n, 3n, 4n, 5n],
    );
    for (const [index, { audit: entry }] of entries.entries())
      assert.is(
        entry.previousSha256,
        index === 0 ? '' : sha256(entries[index - 1]?.data ?? new Uint8Array()),
      );
    assert.is((await bus.last(streams.facts, subjects.facts(host)))?.sequence, 1n);
  }));

test('auditor functions - a lost state directory goes on with the numbers of the bus, with the old key or a new one', () =>
  withAuditor(async ({ bus, audit, other, freshState }) => {
    await audit();
    await audit();
    await audit(other({ state: await freshState('second') }));
    await audit(other({ state: await freshState('third'), hostKey: generateKeyPair() }));
    const data = (await allIn(bus, streams.audits)).map((message) => message.data);
    assert.is(data.length, 4);
    const entries = data.map((bytes) => decodeAudit(decodeEnvelope(bytes).payload));
    assert.equal(
      entries.map(({ sequence }) => sequence),
      [1n, 2n, 3n, 4n],
    );
    for (const [index, entry] of entries.entries())
      assert.is(entry.previousSha256, index === 0 ? '' : sha256(data[index - 1] ?? new Uint8Array()));
  }));

test('auditor functions - garbage and forged entries on the subject neither stop the ledger nor use up its numbers', () =>
  withAuditor(async ({ bus, deps, audit, call, publish }) => {
    await audit();
    await publishRaw(bus, subjects.audit(host), Buffer.from('garbage'));
    const [own] = await readAfter(deps.state.auditsDirectory, 0n);
    const finding = {
      ...openAudit(own?.envelope ?? new Uint8Array(), [publicKeyOf(deps.hostKey)]).audit,
    };
    for (const sequence of [77n, (1n << 64n) - 1n]) {
      const data = signAudit(
        { ...finding, sequence, previousSha256: sha256(Buffer.from('x')) },
        generateKeyPair(),
      );
      const event = {
        id: `forged:${sequence}`,
        source: 'x',
        type: eventTypes.audit,
        subject: host,
        timeMs: 1,
        data,
      };
      await bus.publish(subjects.audit(host), event);
    }
    const outcome = await call(null);
    assert.equal(entriesIn(outcome), ['audit:audited:2']);
    await publish(outcome);
    assert.equal(entriesIn(await call(null)), ['audit:audited:3']);
    const [second] = await readAfter(deps.state.auditsDirectory, 1n);
    const entry = openAudit(second?.envelope ?? new Uint8Array(), [publicKeyOf(deps.hostKey)]).audit;
    assert.is(entry.previousSha256, sha256(own?.envelope ?? new Uint8Array()));
  }));

test('auditor functions - a forged last number does not end the ledger of a host that has lost everything', () =>
  withAuditor(async ({ bus, audit, call, ledger, other, freshState }) => {
    await audit();
    const [entry] = await ledger();
    assert.ok(entry);
    const forged = { ...entry.audit, sequence: (1n << 64n) - 1n, previousSha256: sha256(entry.data) };
    const data = signAudit(forged, generateKeyPair());
    const event = { id: 'forged', source: 'x', type: eventTypes.audit, subject: host, timeMs: 1, data };
    await bus.publish(subjects.audit(host), event);
    const lost = other({ state: await freshState('fresh'), hostKey: generateKeyPair() });
    assert.equal(entriesIn(await call(null, lost)), ['audit:audited:2']);
  }));

test('auditor functions - an expired plan asks with the same facts again, at most once an hour', () =>
  withAuditor(async ({ call, publish, other, audit }) => {
    await audit();
    const expired = aReport({ phase: 'rejected', code: 'EXPIRED' });
    const isAsking = async (afterMinutes: number): Promise<boolean> => {
      const clock = { ...other({}).clock, nowMs: () => Date.now() + afterMinutes * 60_000 };
      const outcome = await call(expired, other({ clock }));
      const asks = emitted(outcome).some((id) => id.startsWith('facts:'));
      await publish(outcome);
      return asks;
    };
    assert.is(await isAsking(1), false);
    assert.is(await isAsking(59), false);
    assert.is(await isAsking(61), true);
    // Published just now, by the server's clock.
    assert.is(await isAsking(59), false);
    const clock = { ...other({}).clock, nowMs: () => Date.now() + 61 * 60_000 };
    const other61 = await call(aReport({ phase: 'rejected', code: 'PRECONDITION' }), other({ clock }));
    assert.is(
      emitted(other61).some((id) => id.startsWith('facts:')),
      false,
      'only EXPIRED asks',
    );
  }));

test('auditor functions - a changed file is in new facts with the next audit', () =>
  withAuditor(async ({ bus, root, audit }) => {
    await audit();
    await writeFile(join(root, 'esp/EFI/debian/shimx64.efi'), 'another');
    await audit();
    await audit();
    const last = await bus.last(streams.facts, subjects.facts(host));
    const { files } = decodeHostFacts(last?.data ?? new Uint8Array());
    assert.is(
      files.find(({ path }) => path.includes('shim'))?.sha256,
      sha256(await readFile(join(root, 'esp/EFI/debian/shimx64.efi'))),
    );
    assert.is(last?.sequence, 2n);
  }));

test("auditor functions - another host's report and garbage go to the dead letters as they came; a good one is audited after them", () =>
  withAuditor(async ({ bus, running, publishReport }) => {
    const foreign = encodeReport(aReport({ host: 'another' }));
    await running(async () => {
      await publishReport(foreign);
      await until('it is dead', async () => (await deadLetters(bus)).length === 1);
      await publishRaw(bus, subjects.report(host), Buffer.from('garbage'));
      await until('so is the garbage', async () => (await deadLetters(bus)).length === 2);
      await publishReport(encodeReport(aReport()));
      await until('the good one is audited', async () => (await allIn(bus, streams.audits)).length >= 2);
    });
    const letters = (await allIn(bus, streams.dead)).map(({ data }) => decodeDeadLetter(data));
    assert.is(letters[0]?.code, 'WRONG_HOST');
    assert.ok(Buffer.from(letters[0]?.data ?? []).equals(foreign));
    assert.is(letters[0]?.subject, subjects.report(host));
    assert.ok(Buffer.from(letters[1]?.data ?? []).equals(Buffer.from('garbage')));
  }));

test.run();
