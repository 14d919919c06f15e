import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  generateKeyPair,
  openAudit,
  openManifest,
  openPlan,
  payloadTypes,
  publicKeyOf,
  signAudit,
  signEnvelope,
  signManifest,
  signPlan,
  signPlanTemplate,
} from '../../../lib/trust/index.ts';
import {
  createPlanTemplate,
  decodeEnvelope,
  encodeEnvelope,
  encodePlan,
  WireError,
} from '../../../lib/wire/index.ts';
import { audit, payloadManifest, plan, seededRandom } from '../wire/samples.ts';
import { assertDistrust } from './workspace.ts';

const test = suite('trust signed messages');
const key = generateKeyPair();
const pinned = [publicKeyOf(key)];
const random = seededRandom(71);
const samples = { manifest: payloadManifest(random), plan: plan(random), audit: audit(random) };

const wireCode = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    assert.instance(error, WireError, String(error));
    return (error as WireError).code;
  }
  return 'nothing';
};

test('open - gives back what was signed, and the envelope that it came in', () => {
  const bytes = signPlan(samples.plan, key);
  const { plan: opened, envelope } = openPlan(bytes, pinned);
  assert.equal(opened, samples.plan);
  assert.equal(envelope, decodeEnvelope(bytes));
  assert.is(envelope.signatures[0]?.keyid, key.keyId);
  assert.equal(openManifest(signManifest(samples.manifest, key), pinned).manifest, samples.manifest);
  assert.equal(openAudit(signAudit(samples.audit, key), pinned).audit, samples.audit);
});

test('sign - a plan from its template, signed in the pool, opens like any other; many at once do', async () => {
  const { planId, host, generation, issuedAtMs, expiresAtMs, ...shared } = samples.plan;
  const template = createPlanTemplate(shared);
  const owns = ['a', 'b', 'c', host].map((one) => ({
    planId,
    host: one,
    generation,
    issuedAtMs,
    expiresAtMs,
  }));
  const signed = await Promise.all(owns.map((own) => signPlanTemplate({ template, own }, key)));
  for (const [index, own] of owns.entries()) {
    const bytes = signed[index] ?? new Uint8Array(0);
    assert.equal(openPlan(bytes, pinned).plan, { ...samples.plan, ...own });
  }
  const bad = { planId, host: 'a.b', generation, issuedAtMs, expiresAtMs };
  const error = await signPlanTemplate({ template, own: bad }, key).catch((thrown: unknown) => thrown);
  assert.instance(error, WireError);
});

test('open - each message is only itself', async () => {
  const signed = [
    signManifest(samples.manifest, key),
    signPlan(samples.plan, key),
    signAudit(samples.audit, key),
  ];
  const opens = [openManifest, openPlan, openAudit];
  for (const [made, bytes] of signed.entries()) {
    for (const [as, open] of opens.entries()) {
      if (made !== as) await assertDistrust(() => open(bytes, pinned), 'WRONG_TYPE');
    }
  }
});

test('open - a key that is not pinned is not believed', async () => {
  const others = [publicKeyOf(generateKeyPair())];
  await assertDistrust(() => openPlan(signPlan(samples.plan, key), others), 'UNKNOWN_KEY');
  await assertDistrust(() => openManifest(signManifest(samples.manifest, key), []), 'NO_PINNED_KEYS');
});

test('open - one altered byte of the payload is noticed before anything is decoded', async () => {
  const envelope = decodeEnvelope(signPlan(samples.plan, key));
  for (const at of [0, 1, envelope.payload.length - 1]) {
    const payload = envelope.payload.map((byte, index) => (index === at ? byte ^ 0x80 : byte));
    await assertDistrust(() => openPlan(encodeEnvelope({ ...envelope, payload }), pinned), 'BAD_SIGNATURE');
  }
});

test('open - what is no envelope, or is signed but no plan, is refused by the codec', () => {
  assert.is(
    wireCode(() => openPlan(new Uint8Array(0), pinned)),
    'EMPTY',
  );
  assert.is(
    wireCode(() => openPlan(Buffer.from('{"payload": 1}'), pinned)),
    'MALFORMED',
  );
  assert.match(
    wireCode(() => openPlan(encodePlan(samples.plan), pinned)),
    /^(MALFORMED|MISSING_FIELD)$/,
  );
  const junk = signEnvelope(new Uint8Array([0x07]), { payloadType: payloadTypes.plan, key });
  assert.is(
    wireCode(() => openPlan(encodeEnvelope(junk), pinned)),
    'MALFORMED',
  );
});

test('sign - what must not be sent is not signed', () => {
  assert.is(
    wireCode(() => signPlan({ ...samples.plan, generation: 0n }, key)),
    'MISSING_FIELD',
  );
});

test.run();
