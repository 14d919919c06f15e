import { randomBytes } from 'node:crypto';
import { connect } from 'nats';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buckets } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { rejectsWith } from '../lab/errors.ts';
import { sha256 } from '../lab/file-digest.ts';
import { statusOf, withBus } from './bus-lab.ts';

const test = suite('bus - blobs');
const MIB = 1024 * 1024;
const objectStream = `OBJ_${buckets.blobs}`;

async function* inParts(bytes: Uint8Array, partBytes = 50_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
}

const read = async (bus: Bus, digest: string, maxBytes = BigInt(64 * MIB)): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of bus.blobs.get(digest, { maxBytes })) parts.push(part);
  return Buffer.concat(parts);
};

const recordSubject = (digest: string): string =>
  `$O.${buckets.blobs}.M.${Buffer.from(digest).toString('base64url')}==`;

test('blobs - what was put comes back, whatever its size', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    for (const size of [0, 1, 128 * 1024, 128 * 1024 + 1, 3 * MIB + 7]) {
      const bytes = randomBytes(size);
      const digest = sha256(bytes);
      assert.is(await bus.blobs.has(digest), false);
      assert.is(await bus.blobs.put(digest, inParts(bytes)), true, `size ${size}`);
      assert.is(await bus.blobs.has(digest), true);
      assert.ok((await read(bus, digest)).equals(bytes), `size ${size}`);
    }
  }));

test('blobs - a blob that is there is not stored again', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    const bytes = randomBytes(1000);
    await bus.blobs.put(sha256(bytes), inParts(bytes));
    assert.is(await bus.blobs.put(sha256(bytes), inParts(bytes)), false);
  }));

test('blobs - two publishers of the same blob at once: one stores it, nothing is left of the other', () =>
  withBus({}, async ({ server, connect: open }) => {
    const [one, other] = [await open(), await open()];
    const bytes = randomBytes(MIB);
    const digest = sha256(bytes);
    const stored = await Promise.all([one, other].map((bus) => bus.blobs.put(digest, inParts(bytes))));
    assert.equal(stored.map(String).toSorted(), ['false', 'true']);
    assert.ok((await read(one, digest)).equals(bytes));
    const nc = await connect({ servers: server.url });
    const info = await (await nc.jetstreamManager()).streams.info(objectStream);
    await nc.close();
    assert.is(info.state.messages, 8 + 1, 'eight chunks and a record');
  }));

test('blobs - content with another digest is refused and is not there', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    const digest = sha256(randomBytes(10));
    await rejectsWith('BLOB_DIGEST', () => bus.blobs.put(digest, inParts(randomBytes(MIB))));
    assert.is(await bus.blobs.has(digest), false);
    await rejectsWith('BLOB_MISSING', () => read(bus, digest));
  }));

test('blobs - a name that is no digest is refused', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    for (const name of ['', 'x', 'A'.repeat(64), '../'.repeat(22)]) {
      await rejectsWith('BLOB_DIGEST', () => bus.blobs.has(name));
      await rejectsWith('BLOB_DIGEST', () => bus.blobs.put(name, inParts(new Uint8Array(1))));
      await rejectsWith('BLOB_DIGEST', () => read(bus, name));
    }
  }));

test('blobs - content that fails or is aborted on the way leaves nothing under the name', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    const bytes = randomBytes(MIB);
    const digest = sha256(bytes);
    const controller = new AbortController();
    async function* aborting(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, MIB / 2);
      controller.abort();
      yield bytes.subarray(MIB / 2);
    }
    await rejectsWith('ABORTED', () => bus.blobs.put(digest, aborting(), controller.signal));
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, MIB / 2);
      throw Object.assign(new Error('disk'), { code: 'EIO' });
    }
    await rejectsWith('EIO', () => bus.blobs.put(digest, failing()));
    assert.is(await bus.blobs.has(digest), false);
    assert.is(await bus.blobs.put(digest, inParts(bytes)), true);
  }));

test('blobs - more bytes than expected are refused by the record and, if that lies, while reading', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const bytes = randomBytes(MIB);
    const digest = sha256(bytes);
    await bus.blobs.put(digest, inParts(bytes));
    await rejectsWith('BLOB_SIZE', () => read(bus, digest, BigInt(MIB - 1)));
    const nc = await connect({ servers: server.url });
    const stored = await bus.messageAt(objectStream, 9n);
    const record = JSON.parse(Buffer.from(stored?.data ?? '').toString()) as object;
    await nc.jetstream().publish(recordSubject(digest), JSON.stringify({ ...record, size: 1 }));
    await nc.close();
    await rejectsWith('BLOB_SIZE', () => read(bus, digest, BigInt(MIB - 1)));
  }));

const alterations: Record<string, (chunk: Uint8Array) => Uint8Array> = {
  'another byte': (chunk) => Uint8Array.from(chunk, (byte, at) => (at === 7 ? byte ^ 1 : byte)),
  'a byte less': (chunk) => chunk.subarray(1),
  nothing: () => new Uint8Array(0),
};

for (const [name, alter] of Object.entries(alterations)) {
  test(`blobs - a chunk altered in the store is noticed: ${name}`, () =>
    withBus({}, async ({ server, connect: open }) => {
      const bus = await open();
      const bytes = randomBytes(1000);
      const digest = sha256(bytes);
      await bus.blobs.put(digest, inParts(bytes));
      const chunk = await bus.messageAt(objectStream, 1n);
      const nc = await connect({ servers: server.url });
      const jsm = await nc.jetstreamManager();
      await jsm.streams.deleteMessage(objectStream, 1);
      await nc.jetstream().publish(chunk?.subject ?? '', alter(chunk?.data ?? new Uint8Array()));
      await nc.close();
      await rejectsWith('BLOB_DIGEST', () => read(bus, digest));
    }));
}

test('blobs - a chunk that is gone is noticed', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const bytes = randomBytes(MIB);
    await bus.blobs.put(sha256(bytes), inParts(bytes));
    const nc = await connect({ servers: server.url });
    await (await nc.jetstreamManager()).streams.deleteMessage(objectStream, 3);
    await nc.close();
    await rejectsWith('BLOB_DIGEST', () => read(bus, sha256(bytes)));
  }));

test('blobs - a damaged record is refused', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const nc = await connect({ servers: server.url });
    const digest = sha256(new Uint8Array(1));
    for (const record of [
      '',
      'null',
      '[]',
      '{',
      '{"nuid":"a.>","chunks":1}',
      '{"nuid":"a","chunks":-1}',
      ' '.repeat(100_000),
    ]) {
      await nc.jetstream().publish(recordSubject(digest), record);
      await rejectsWith('BLOB_DIGEST', () => read(bus, digest));
    }
    await nc.close();
  }));

test('blobs - any object store client can read ours and write for us; a deleted blob can be put again', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const nc = await connect({ servers: server.url });
    const store = await nc.jetstream().views.os(buckets.blobs);
    const [ours, theirs] = [randomBytes(MIB), randomBytes(MIB)];
    await bus.blobs.put(sha256(ours), inParts(ours));
    assert.ok(Buffer.from((await store.getBlob(sha256(ours))) ?? []).equals(ours));
    await store.putBlob({ name: sha256(theirs) }, theirs);
    assert.ok((await read(bus, sha256(theirs))).equals(theirs));
    await store.delete(sha256(ours));
    assert.is(await bus.blobs.has(sha256(ours)), false);
    assert.is(await bus.blobs.put(sha256(ours), inParts(ours)), true);
    assert.ok((await read(bus, sha256(ours))).equals(ours));
    await nc.close();
  }));

test('blobs - put and get go on after the server was killed in the middle', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const bytes = randomBytes(2 * MIB);
    const digest = sha256(bytes);
    async function* interrupted(): AsyncGenerator<Uint8Array> {
      for await (const part of inParts(bytes, MIB / 2)) {
        const lost = statusOf(bus, 'disconnected');
        await server.restart();
        await lost;
        yield part;
      }
    }
    assert.is(await bus.blobs.put(digest, interrupted()), true);
    const parts: Uint8Array[] = [];
    for await (const part of bus.blobs.get(digest, { maxBytes: BigInt(4 * MIB) })) {
      if (parts.length === 4) await server.restart();
      parts.push(part);
    }
    assert.ok(Buffer.concat(parts).equals(bytes));
  }));

test.run();
