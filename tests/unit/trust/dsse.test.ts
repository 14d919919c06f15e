import { createPrivateKey } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  generateKeyPair,
  parseSigningKey,
  payloadTypes,
  preAuthEncoding,
  publicKeyOf,
  signEnvelope,
  verifyEnvelope,
} from '../../../lib/trust/index.ts';
import type { Envelope } from '../../../lib/wire/types.ts';
import { assertDistrust } from './distrust.ts';

const test = suite('trust dsse');
const payload = new Uint8Array(Buffer.from('hello world'));
const payloadType = payloadTypes.plan;

const signed = () => {
  const key = generateKeyPair();
  return { key, pinned: [publicKeyOf(key)], envelope: signEnvelope(payload, { payloadType, key }) };
};

const withKeyid = (envelope: Envelope, keyid: string): Envelope => ({
  ...envelope,
  signatures: envelope.signatures.map(({ sig }) => ({ sig, keyid })),
});

const flipped = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte));

test('encoding - is the example of the specification', () => {
  const expected = 'DSSEv1 29 http://example.com/HelloWorld 11 hello world';
  assert.is(preAuthEncoding('http://example.com/HelloWorld', payload).toString(), expected);
});

test('encoding - lengths count bytes, and an empty payload is encoded too', () => {
  assert.is(
    preAuthEncoding('application/vnd.exämple', payload).toString(),
    'DSSEv1 24 application/vnd.exämple 11 hello world',
  );
  assert.is(preAuthEncoding('t', new Uint8Array(0)).toString(), 'DSSEv1 1 t 0 ');
});

test('signature - with the key of RFC 8032 (7.1, TEST 1) it is the one that openssl makes', () => {
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({
    type: 'pkcs8',
    format: 'pem',
  });
  const key = parseSigningKey(pem.toString(), 'RFC 8032');
  const { signatures } = signEnvelope(payload, { payloadType: 'http://example.com/HelloWorld', key });
  assert.is(
    Buffer.from(signatures[0]?.sig ?? []).toString('hex'),
    'e031d7dd99f8aa904abc48fb99a13c3bdbbd6e35c49cf2cb9f25d5509d8f5c947c0d22dc2f7403a45bdf24e8f7a41fd23c7b25e898386e8c6c31be8abee60007',
  );
});

test('verify - returns the payload of a good envelope', () => {
  const { envelope, pinned } = signed();
  assert.equal(verifyEnvelope(envelope, { payloadType, pinned }), payload);
});

test('verify - one good signature among others is enough, in any order', () => {
  const { envelope, pinned } = signed();
  const other = signEnvelope(payload, { payloadType, key: generateKeyPair() });
  const junk = { sig: new Uint8Array([1, 2, 3]), keyid: 'junk' };
  for (const signatures of [
    [...envelope.signatures, ...other.signatures, junk],
    [junk, ...other.signatures, ...envelope.signatures],
  ]) {
    assert.equal(verifyEnvelope({ ...envelope, signatures }, { payloadType, pinned }), payload);
  }
});

test('verify - the key id is a hint: wrong, missing or of another key, it decides nothing', () => {
  const { envelope, pinned } = signed();
  const decoy = publicKeyOf(generateKeyPair());
  for (const keyid of ['', 'A', decoy.keyId]) {
    const hinted = withKeyid(envelope, keyid);
    assert.equal(verifyEnvelope(hinted, { payloadType, pinned: [decoy, ...pinned] }), payload);
  }
});

test('verify - an altered payload is BAD_SIGNATURE', async () => {
  const { envelope, pinned } = signed();
  const altered = { ...envelope, payload: flipped(payload) };
  await assertDistrust(() => verifyEnvelope(altered, { payloadType, pinned }), 'BAD_SIGNATURE');
});

test('verify - an altered signature is BAD_SIGNATURE, whatever its length', async () => {
  const { envelope, pinned } = signed();
  const good = envelope.signatures[0]?.sig ?? new Uint8Array();
  for (const sig of [
    flipped(good),
    good.subarray(0, 63),
    new Uint8Array(64),
    new Uint8Array(0),
    new Uint8Array([...good, 0]),
  ]) {
    const altered = { ...envelope, signatures: [{ sig, keyid: pinned[0]?.keyId ?? '' }] };
    await assertDistrust(() => verifyEnvelope(altered, { payloadType, pinned }), 'BAD_SIGNATURE');
  }
});

test('verify - a plan relabelled as a manifest is refused on both counts', async () => {
  const { envelope, pinned } = signed();
  const relabelled = { ...envelope, payloadType: payloadTypes.manifest };
  await assertDistrust(() => verifyEnvelope(relabelled, { payloadType, pinned }), 'WRONG_TYPE');
  const asManifest = { payloadType: payloadTypes.manifest, pinned };
  await assertDistrust(() => verifyEnvelope(envelope, asManifest), 'WRONG_TYPE');
  await assertDistrust(() => verifyEnvelope(relabelled, asManifest), 'BAD_SIGNATURE');
});

test('verify - signed by a key that is not pinned is UNKNOWN_KEY', async () => {
  const { envelope } = signed();
  const pinned = [publicKeyOf(generateKeyPair())];
  await assertDistrust(() => verifyEnvelope(envelope, { payloadType, pinned }), 'UNKNOWN_KEY');
});

test('verify - another key that claims the id of a pinned one is BAD_SIGNATURE', async () => {
  const { pinned } = signed();
  const forged = withKeyid(signed().envelope, pinned[0]?.keyId ?? '');
  await assertDistrust(() => verifyEnvelope(forged, { payloadType, pinned }), 'BAD_SIGNATURE');
});

test('verify - no signature, no pinned key, too many signatures', async () => {
  const { envelope, pinned } = signed();
  const bare = { ...envelope, signatures: [] };
  await assertDistrust(() => verifyEnvelope(bare, { payloadType, pinned }), 'NO_SIGNATURE');
  await assertDistrust(() => verifyEnvelope(envelope, { payloadType, pinned: [] }), 'NO_PINNED_KEYS');
  const many = { ...envelope, signatures: Array.from({ length: 17 }, () => envelope.signatures).flat() };
  await assertDistrust(() => verifyEnvelope(many, { payloadType, pinned }), 'BAD_SIGNATURE');
});

test.run();
