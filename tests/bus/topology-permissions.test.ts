import { randomBytes } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { consumerSpecs, eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { BusStatus } from '../../lib/bus/index.ts';
import { rejectsWith } from '../lab/errors.ts';
import { sha256 } from '../lab/file-digest.ts';
import { anEvent, statusOf, text, withBus } from './bus-lab.ts';

const test = suite('bus - permissions');

/** All that an applier on host h1 needs: its own plan, blobs, its own reports. */
const applier = {
  publish: [
    '$JS.API.DIRECT.GET.BOOTSWAP_PLANS.bootswap.v1.plan.h1',
    '$JS.API.DIRECT.GET.BOOTSWAP_REPORTS.bootswap.v1.report.h1',
    '$JS.API.DIRECT.GET.OBJ_bootswap_blobs',
    '$JS.API.DIRECT.GET.OBJ_bootswap_blobs.>',
    'bootswap.v1.report.h1',
  ],
  subscribe: ['_INBOX_h1.>', 'bootswap.v1.plan.h1'],
};

/** All that an auditor on host h1 needs to publish facts and what they name. */
const auditor = {
  publish: [
    'bootswap.v1.audit.h1',
    'bootswap.v1.facts.h1',
    'bootswap.v1.evidence.*',
    '$JS.API.DIRECT.GET.BOOTSWAP_REPORTS.bootswap.v1.report.h1',
    '$JS.API.DIRECT.GET.BOOTSWAP_AUDITS.bootswap.v1.audit.h1',
    '$JS.API.DIRECT.GET.BOOTSWAP_FACTS.bootswap.v1.facts.h1',
    '$JS.API.DIRECT.GET.BOOTSWAP_EVIDENCE.bootswap.v1.evidence.*',
  ],
  subscribe: ['bootswap.v1.report.h1', '_INBOX_h1.>'],
};

/** All that a planner needs to read a queue. */
const planner = {
  publish: [
    '$JS.API.CONSUMER.INFO.BOOTSWAP_PAYLOADS.planner-payloads',
    '$JS.API.CONSUMER.MSG.NEXT.BOOTSWAP_PAYLOADS.planner-payloads',
    '$JS.ACK.BOOTSWAP_PAYLOADS.planner-payloads.>',
    '$JS.API.CONSUMER.CREATE.BOOTSWAP_FACTS.*.bootswap.v1.facts.*',
    '$JS.API.CONSUMER.DELETE.BOOTSWAP_FACTS.*',
    '$JS.API.CONSUMER.MSG.NEXT.BOOTSWAP_FACTS.*',
    '$JS.API.DIRECT.GET.BOOTSWAP_EVIDENCE.bootswap.v1.evidence.*',
    'bootswap.v1.plan.*',
    'bootswap.v1.decision.*',
  ],
  subscribe: ['_INBOX_planner.>'],
};

const user = (name: string, permissions?: object): object => ({
  user: name,
  password: name,
  ...(permissions && { permissions }),
});
const users = [user('admin'), user('applier', applier), user('auditor', auditor), user('planner', planner)];
const options = {
  config: `authorization ${JSON.stringify({ users })}`,
  connect: { credentials: { user: 'admin', pass: 'admin' } },
};

const asApplier = { credentials: { user: 'applier', pass: 'applier' }, inboxPrefix: '_INBOX_h1' };
const asAuditor = { credentials: { user: 'auditor', pass: 'auditor' }, inboxPrefix: '_INBOX_h1' };
const asPlanner = { credentials: { user: 'planner', pass: 'planner' }, inboxPrefix: '_INBOX_planner' };

test('permissions - an applier does all its work with the least of rights', () =>
  withBus(options, async ({ server, connect }) => {
    const statuses: BusStatus[] = [];
    const admin = await connect();
    const blob = randomBytes(300_000);
    const digest = sha256(blob);
    await admin.blobs.put(
      digest,
      (async function* whole() {
        yield blob;
      })(),
    );
    const bus = await connect({ ...asApplier, onStatus: (status) => void statuses.push(status) });
    const nudged = new Promise<void>((resolve) => void bus.onNudge(subjects.plan('h1'), resolve));
    assert.is(await bus.last(streams.plans, subjects.plan('h1')), null);
    await admin.publish(subjects.plan('h1'), anEvent({ type: eventTypes.plan }));
    await nudged;
    assert.is(text((await bus.last(streams.plans, subjects.plan('h1')))?.data ?? new Uint8Array()), 'body');
    const parts: Uint8Array[] = [];
    for await (const part of bus.blobs.get(digest, { maxBytes: 1_000_000n })) parts.push(part);
    assert.ok(Buffer.concat(parts).equals(blob));
    await server.restart();
    await bus.publish(subjects.report('h1'), anEvent(), { soleWriter: true, isRepeat: true });
    const again = await bus.publish(subjects.report('h1'), anEvent(), { soleWriter: true, isRepeat: true });
    assert.is(again.duplicate, true);
    assert.equal(
      statuses.filter(({ kind }) => kind === 'permission'),
      [],
    );
  }));

test('permissions - an auditor brings evidence, which a planner may read and not write', () =>
  withBus(options, async ({ connect }) => {
    const subject = subjects.evidence('ab'.repeat(32));
    const [auditing, planning] = [await connect(asAuditor), await connect(asPlanner)];
    assert.is(await auditing.last(streams.evidence, subject), null);
    await auditing.publish(subject, anEvent({ type: eventTypes.evidence }));
    await auditing.publish(subjects.facts('h1'), anEvent({ type: eventTypes.facts }));
    assert.is(text((await planning.last(streams.evidence, subject))?.data ?? new Uint8Array()), 'body');
    await rejectsWith('PERMISSION', () => planning.publish(subject, anEvent({ type: eventTypes.evidence })));
    await rejectsWith('PERMISSION', () => auditing.publish(subjects.facts('h2'), anEvent()));
  }));

test('permissions - an applier cannot speak or read for another host; it is told at once', () =>
  withBus(options, async ({ connect }) => {
    const bus = await connect(asApplier);
    const told = statusOf(bus, 'permission');
    await rejectsWith('PERMISSION', () => bus.publish(subjects.report('h2'), anEvent()));
    assert.match(await told, 'bootswap.v1.report.h2');
    await rejectsWith('PERMISSION', () => bus.last(streams.plans, subjects.plan('h2')));
  }));

test('permissions - a planner reads its queue and all facts without the right to administer', () =>
  withBus(options, async ({ connect }) => {
    const statuses: BusStatus[] = [];
    const admin = await connect();
    await admin.publish(subjects.payload('stable'), anEvent({ type: eventTypes.payload }));
    await admin.publish(subjects.facts('h1'), anEvent({ type: eventTypes.facts }));
    const bus = await connect({ ...asPlanner, onStatus: (status) => void statuses.push(status) });
    const subscription = await bus.subscribe(consumerSpecs.plannerPayloads);
    for await (const delivery of subscription.deliveries) {
      assert.is(await delivery.ack(), true);
      break;
    }
    let count = 0;
    for await (const message of bus.snapshot(streams.facts, 'bootswap.v1.facts.*'))
      count += Number(message.sequence);
    assert.is(count, 1);
    await bus.publish(subjects.plan('h1'), anEvent({ type: eventTypes.plan }));
    assert.equal(
      statuses.filter(({ kind }) => kind === 'permission'),
      [],
    );
  }));

test('permissions - a consumer that one may not read is an error, not a wait', () =>
  withBus(options, async ({ connect }) => {
    const bus = await connect(asApplier);
    const { deliveries } = await bus.subscribe(consumerSpecs.plannerPayloads);
    await rejectsWith('PERMISSION', () => deliveries[Symbol.asyncIterator]().next());
    await rejectsWith('PERMISSION', () => bus.snapshot(streams.facts, '>')[Symbol.asyncIterator]().next());
  }));

test.run();
