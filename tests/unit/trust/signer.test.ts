import { generateKeyPairSync, verify } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createSigner, generateKeyPair, publicKeyOf } from '../../../lib/trust/index.ts';
import { builtBin } from '../../lab/programs.ts';

const test = suite('trust signer');

const key = generateKeyPair();
const { key: publicKey } = publicKeyOf(key);
const messagesOf = (count: number, seed: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => new Uint8Array(Buffer.from(`${seed}/${index}`.repeat(index))));

const assertSigned = (messages: readonly Uint8Array[], signatures: readonly Uint8Array[]): void => {
  assert.is(signatures.length, messages.length);
  for (const [index, message] of messages.entries()) {
    const signature = signatures[index] ?? new Uint8Array(0);
    assert.ok(verify(null, message, publicKey, signature), `message ${index} of ${messages.length}`);
  }
};

test('signer - signs nothing, few and many, each message by itself', async () => {
  const signer = createSigner(key);
  for (const count of [0, 1, 15, 16, 100, 2]) {
    const messages = messagesOf(count, count);
    assertSigned(messages, await signer.sign(messages));
  }
});

test('signer - batches under way at once each get their own signatures', async () => {
  const signer = createSigner(key);
  const batches = [40, 3, 64, 20].map(messagesOf);
  const signed = await Promise.all(batches.map((messages) => signer.sign(messages)));
  for (const [index, messages] of batches.entries()) assertSigned(messages, signed[index] ?? []);
});

test('signer - a thread that dies fails what it had, and the next batch does not wait for it', async () => {
  // Of a kind that cannot sign: the thread throws on its first message.
  const { privateKey } = generateKeyPairSync('x25519');
  const signer = createSigner({ keyId: key.keyId, privateKey });
  for (const seed of [1, 2]) {
    const [first, second] = await Promise.allSettled([
      signer.sign(messagesOf(20, seed)),
      signer.sign(messagesOf(20, seed)),
    ]);
    assert.is(first.status, 'rejected');
    assert.is(second.status, 'rejected');
  }
});

test('signer - the bundle has a thread that signs, too', async () => {
  const worker = new Worker(join(await builtBin(), 'signing-worker.js'), {
    workerData: { privateKey: key.privateKey },
  });
  const [message, other] = [Buffer.from('one'), Buffer.from('another')];
  worker.postMessage({ bytes: new Uint8Array(Buffer.concat([message, other])), lengths: [3, 7] });
  const [signatures] = (await once(worker, 'message')) as [Uint8Array];
  await worker.terminate();
  assertSigned([message, other], [signatures.subarray(0, 64), signatures.subarray(64)]);
});

test.run();
