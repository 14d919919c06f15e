import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createSigner,
  generateKeyPair,
  openAudit,
  openManifest,
  openPlan,
  payloadTypes,
  publicKeyOf,
  signAudit,
  signEncodedPlans,
  signEnvelope,
  signManifest,
  signPlan,
} from '../../../lib/trust/index.ts';
import {
  createPlanTemplate,
  decodeEnvelope,
  encodeEnvelope,
  encodePlan,
  WireError,
} from '../../../lib/wire/index.ts';
import { seededRandom } from '../../lab/random.ts';
import { audit, payloadManifest, plan } from '../../lab/wire/samples.ts';
import { assertDistrust } from './distrust.ts';

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

for (const count of [1, 3, 70]) {
  test(`sign - ${count} encoded plans at once open like any other, each with its own bytes`, async () => {
    const { planId, host: _, generation, issuedAtMs, expiresAtMs, proof, ...shared } = samples.plan;
    const template = createPlanTemplate(shared);
    const owns = Array.from({ length: count }, (__, index) => {
      const host = `host-${index}`;
      return { planId, host, generation, issuedAtMs, expiresAtMs, proof };
    });
    const encoded = owns.map((own) => template.encode(own));
    const signed = await signEncodedPlans(encoded, createSigner(key));
    assert.is(signed.length, count);
    for (const [index, own] of owns.entries()) {
      const bytes = signed[index] ?? new Uint8Array(0);
      assert.equal(openPlan(bytes, pinned).plan, { ...samples.plan, ...own });
    }
  });
}

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
