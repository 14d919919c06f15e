import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, BusStatus } from '../../lib/bus/index.ts';
import { createSweeper, runFunctions, systemClock } from '../../lib/runtime/index.ts';
import { generateKeyPair, openPlan, publicKeyOf, signManifest } from '../../lib/trust/index.ts';
import { encodeHostFacts } from '../../lib/wire/index.ts';
import type { HostFacts } from '../../lib/wire/types.ts';
import { plannerFunctions } from '../../services/planner/index.ts';
import { sha256 } from '../lab/file-digest.ts';
import { olderTree } from '../lab/boot/prove-lab.ts';
import { olderVariables, ownFacts, payloadOf, realHost, realManifest } from '../lab/planner/proof-fixture.ts';
import type { RealHost } from '../lab/planner/proof-fixture.ts';
import type { Content } from '../lab/boot/verdict-lab.ts';
import { quiet } from '../lab/quiet-log.ts';
import { anEvent, withBus } from './bus-lab.ts';
import { deadLetterWith, decisionWhere, payloadEvent } from './planner-lab.ts';

const test = suite('planner permissions');

/** All that a planner needs, as docs/operating.md lists it. */
const permissions = {
  publish: [
    'bootswap.v1.plan.*',
    'bootswap.v1.decision.*',
    'bootswap.v1.dead.*',
    '$JS.API.CONSUMER.INFO.BOOTSWAP_PAYLOADS.planner-payloads',
    '$JS.API.CONSUMER.MSG.NEXT.BOOTSWAP_PAYLOADS.planner-payloads',
    '$JS.ACK.BOOTSWAP_PAYLOADS.planner-payloads.>',
    '$JS.API.CONSUMER.INFO.BOOTSWAP_FACTS.planner-facts',
    '$JS.API.CONSUMER.MSG.NEXT.BOOTSWAP_FACTS.planner-facts',
    '$JS.ACK.BOOTSWAP_FACTS.planner-facts.>',
    '$JS.API.CONSUMER.INFO.BOOTSWAP_ADVISORIES.runtime-sweeper',
    '$JS.API.CONSUMER.MSG.NEXT.BOOTSWAP_ADVISORIES.runtime-sweeper',
    '$JS.ACK.BOOTSWAP_ADVISORIES.runtime-sweeper.>',
    '$JS.API.CONSUMER.CREATE.BOOTSWAP_FACTS.*.bootswap.v1.facts.*',
    '$JS.API.CONSUMER.DELETE.BOOTSWAP_FACTS.*',
    '$JS.API.CONSUMER.MSG.NEXT.BOOTSWAP_FACTS.*',
    '$JS.API.CONSUMER.CREATE.BOOTSWAP_PAYLOADS.*.bootswap.v1.payload.*',
    '$JS.API.CONSUMER.DELETE.BOOTSWAP_PAYLOADS.*',
    '$JS.API.CONSUMER.MSG.NEXT.BOOTSWAP_PAYLOADS.*',
    '$JS.API.DIRECT.GET.BOOTSWAP_PAYLOADS',
    '$JS.API.DIRECT.GET.BOOTSWAP_PAYLOADS.bootswap.v1.payload.*',
    '$JS.API.DIRECT.GET.BOOTSWAP_FACTS',
    '$JS.API.DIRECT.GET.BOOTSWAP_PLANS.bootswap.v1.plan.*',
    '$JS.API.DIRECT.GET.BOOTSWAP_EVIDENCE.bootswap.v1.evidence.*',
    '$JS.API.DIRECT.GET.OBJ_bootswap_blobs',
    '$JS.API.DIRECT.GET.OBJ_bootswap_blobs.>',
  ],
  subscribe: ['_INBOX_planner.>'],
};

const users = [
  { user: 'admin', password: 'admin' },
  { user: 'planner', password: 'planner', permissions },
];
const options = {
  config: `authorization ${JSON.stringify({ users })}`,
  connect: { credentials: { user: 'admin', pass: 'admin' } },
};
const asPlanner = { credentials: { user: 'planner', pass: 'planner' }, inboxPrefix: '_INBOX_planner' };

const clock = systemClock();
const publishFacts = (bus: Bus, facts: HostFacts): Promise<unknown> =>
  bus.publish(
    subjects.facts(facts.host),
    anEvent({ id: facts.host, type: eventTypes.facts, data: encodeHostFacts(facts) }),
  );

/** A payload's files, and a host with its facts and evidence that needs it. */
const bring = async (bus: Bus): Promise<{ payload: Content; host: RealHost }> => {
  const payload = await payloadOf();
  for (const bytes of Object.values(payload))
    await bus.blobs.put(
      sha256(bytes),
      (async function* () {
        yield bytes;
      })(),
    );
  const host = realHost(await olderTree(), { boot: { variables: await olderVariables() } });
  for (const { sha256, body } of host.evidence)
    await bus.publish(
      subjects.evidence(sha256),
      anEvent({ id: sha256, type: eventTypes.evidence, data: body }),
    );
  await publishFacts(bus, host.facts);
  return { payload, host };
};

test('permissions - with what docs/operating.md lists a planner proves, plans, and says so', () =>
  withBus(options, async ({ connect }) => {
    const admin = await connect();
    const statuses: BusStatus[] = [];
    const bus = await connect({ ...asPlanner, onStatus: (status) => void statuses.push(status) });
    const [publisher, signingKey] = [generateKeyPair(), generateKeyPair()];
    const deps = { bus, signingKey, publisherKeys: [publicKeyOf(publisher)], clock };
    const functions = [...plannerFunctions(deps), createSweeper({ bus, clock })];
    const { payload, host } = await bring(admin);
    const manifest = realManifest(payload);
    const running = runFunctions({
      bus,
      functions,
      clock,
      log: quiet,
      service: 'planner',
      source: 'planner',
    });
    try {
      await admin.publish(subjects.payload('stable'), payloadEvent(signManifest(manifest, publisher)));
      await decisionWhere(admin, ({ planned }) => planned === 1);
      // A forged payload on top: the planner looks through all of them for the last that it may plan.
      await admin.publish(subjects.payload('stable'), payloadEvent(new Uint8Array([1])));
      await deadLetterWith(admin, 'MANIFEST_MALFORMED');
      const isPlanned = new Promise<void>((resolve) => void admin.onNudge(subjects.plan('host-7'), resolve));
      await publishFacts(admin, ownFacts(host.facts, 7));
      await isPlanned;
    } finally {
      await running.stop();
    }
    const last = await admin.last(streams.plans, subjects.plan('host-1'));
    const { plan } = openPlan(last?.data ?? new Uint8Array(0), [publicKeyOf(signingKey)]);
    assert.is(plan.proof?.states[0]?.verdict, 'boots');
    assert.equal(
      statuses.filter(({ kind }) => kind === 'permission'),
      [],
    );
  }));

test.run();
