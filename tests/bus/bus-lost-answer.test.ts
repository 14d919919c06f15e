import { connect as connectSocket, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, PublishOptions } from '../../lib/bus/index.ts';
import { sha256 } from '../lab/file-digest.ts';
import { anEvent, collect, withBus } from './bus-lab.ts';
import type { BusLab } from './bus-lab.ts';

const test = suite('bus - lost answers');
const subject = subjects.report('h1');

/** A wire between client and server: what the server says can be cut off while it still hears what it is told. */
type Wire = { url: string; muteServer: () => void; cut: () => void; close: () => Promise<void> };

const layWire = async (port: number): Promise<Wire> => {
  let isMute = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connectSocket(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => [client, upstream].forEach((each) => each.destroy()));
    }
    client.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => isMute || client.write(data));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = (): void => {
    isMute = false;
    sockets.forEach((socket) => socket.destroy());
    sockets.clear();
  };
  return {
    url: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    muteServer: () => void (isMute = true),
    cut,
    close: async () => {
      cut();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};

const withWire = async ({ server }: BusLab, body: (wire: Wire) => Promise<void>): Promise<void> => {
  const wire = await layWire(server.port);
  try {
    await body(wire);
  } finally {
    await wire.close();
  }
};

const stored = async (bus: Bus): Promise<number> =>
  Number((await bus.last(streams.reports, subject))?.sequence ?? 0n);

/** Publishes so that the stream has it and the answer never comes; then the connection is cut. */
const publishUnheard = async (lab: BusLab, wire: Wire, options: PublishOptions & { waitMs?: number }) => {
  const witness = await lab.connect();
  const bus = await lab.connect({ servers: wire.url });
  wire.muteServer();
  const { waitMs = 0, ...publishOptions } = options;
  const pending = bus.publish(subject, anEvent(), publishOptions);
  while ((await stored(witness)) === 0) await sleep(5);
  await sleep(waitMs);
  wire.cut();
  const receipt = await pending;
  await bus.close();
  return { receipt, count: await stored(witness) };
};

test('lost answers - the second try is swallowed as a duplicate', () =>
  withBus({}, (lab) =>
    withWire(lab, async (wire) => {
      const { receipt, count } = await publishUnheard(lab, wire, {});
      assert.equal(receipt, { stream: streams.reports, sequence: 1n, duplicate: true });
      assert.is(count, 1);
    }),
  ));

test('lost answers - after the dedupe window the sole writer finds its message and sends no second', () =>
  withBus({ topology: { duplicateWindowMs: 100 } }, (lab) =>
    withWire(lab, async (wire) => {
      const { receipt, count } = await publishUnheard(lab, wire, { soleWriter: true, waitMs: 400 });
      assert.equal(receipt, { stream: streams.reports, sequence: 1n, duplicate: true });
      assert.is(count, 1);
    }),
  ));

test('lost answers - after the dedupe window others send it twice: that is what soleWriter is for', () =>
  withBus({ topology: { duplicateWindowMs: 100 } }, (lab) =>
    withWire(lab, async (wire) => {
      const { receipt, count } = await publishUnheard(lab, wire, { waitMs: 400 });
      assert.is(receipt.sequence, 2n);
      assert.is(count, 2);
    }),
  ));

test('lost answers - no chunk of a blob is stored twice, nor its record', () =>
  withBus({ topology: { duplicateWindowMs: 100 } }, (lab) =>
    withWire(lab, async (wire) => {
      const witness = await lab.connect();
      const bus = await lab.connect({ servers: wire.url });
      const bytes = randomBytes(3 * 128 * 1024);
      const digest = sha256(bytes);
      const whenStored = async (sequence: bigint): Promise<void> => {
        while ((await witness.messageAt('OBJ_bootswap_blobs', sequence)) === null) await sleep(5);
        await sleep(300);
        wire.cut();
      };
      let cutting: Promise<void> = Promise.resolve();
      async function* parts(): AsyncGenerator<Uint8Array> {
        for (let n = 0; n < 3; n += 1) {
          await cutting;
          wire.muteServer();
          cutting = whenStored(BigInt(n + 1));
          yield bytes.subarray(n * 128 * 1024, (n + 1) * 128 * 1024);
        }
        await cutting;
        wire.muteServer();
        cutting = whenStored(4n);
      }
      assert.is(await bus.blobs.put(digest, parts()), true);
      await cutting;
      assert.is(await witness.messageAt('OBJ_bootswap_blobs', 5n), null, 'three chunks and a record');
      const read = await collect(witness.blobs.get(digest, { maxBytes: 1_000_000n }));
      assert.ok(Buffer.concat(read).equals(bytes));
    }),
  ));

test.run();
