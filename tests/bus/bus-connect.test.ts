import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { nkeys } from 'nats';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connectBus } from '../../lib/bus/index.ts';
import type { BusStatus } from '../../lib/bus/index.ts';
import { startNatsServer } from '../lab/nats-server.ts';
import { rejectsWith } from '../lab/errors.ts';
import { statusOf, withBus } from './bus-lab.ts';

const test = suite('bus - connect');
const reconnectDelay = { minMs: 10, maxMs: 50 };
const failFast = { withinMs: 300 };

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** Not a nats-server: the first lines of its protocol only, to say a version that cannot be installed here. */
const withVersion = async (version: string, body: (port: number) => Promise<void>): Promise<void> => {
  const info = {
    server_id: 'FAKE',
    version,
    proto: 1,
    headers: true,
    max_payload: 1_048_576,
    jetstream: true,
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => data.includes('PING') && socket.write('PONG\r\n'));
    socket.write(`INFO ${JSON.stringify(info)}\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await body((server.address() as AddressInfo).port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
};

test('connect - waits for a server that is not there yet, and says so', async () => {
  const port = await freePort();
  const statuses: BusStatus[] = [];
  const warnings: string[] = [];
  const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) };
  const saidSo = new Promise<void>((resolve) => {
    const onStatus = (status: BusStatus): void => {
      statuses.push(status);
      if (status.kind === 'error') resolve();
    };
    pending = connectBus({ servers: `127.0.0.1:${port}`, name: 'test', reconnectDelay, onStatus, log });
  });
  await saidSo;
  const server = await startNatsServer({ port });
  const bus = await pending;
  assert.match(warnings[0] ?? '', new RegExp(`waiting for the server at 127.0.0.1:${port}`));
  assert.is(warnings.length, 1, 'once, not once a try');
  assert.is(statuses.at(-1)?.kind, 'connected');
  assert.match(bus.serverVersion, /^2\.\d+/);
  await bus.close();
  await server.stop();
});
let pending: ReturnType<typeof connectBus>;

test('connect - with failFast gives up on a server that is not there', async () => {
  const servers = `127.0.0.1:${await freePort()}`;
  const error = await rejectsWith('SERVER_UNREACHABLE', () =>
    connectBus({ servers, name: 'test', reconnectDelay, failFast }),
  );
  assert.match(error.message, servers);
});

test('connect - an aborted signal ends the waiting', async () => {
  const servers = `127.0.0.1:${await freePort()}`;
  const controller = new AbortController();
  const onStatus = (): void => controller.abort();
  await rejectsWith('ABORTED', () =>
    connectBus({ servers, name: 'test', reconnectDelay, onStatus, signal: controller.signal }),
  );
});

test('connect - a server that is too old is refused with both versions', () =>
  withVersion('2.8.4', async (port) => {
    const error = await rejectsWith('SERVER_TOO_OLD', () =>
      connectBus({ servers: `127.0.0.1:${port}`, name: 'test' }),
    );
    assert.match(error.message, '2.8.4');
    assert.match(error.message, '2.9');
  }));

for (const version of ['2.9.0', '2.12.1-beta.3', '3.0.0']) {
  test(`connect - version ${version} is new enough`, () =>
    withVersion(version, async (port) => {
      const bus = await connectBus({ servers: `127.0.0.1:${port}`, name: 'test' });
      assert.is(bus.serverVersion, version);
      await bus.close();
    }));
}

test('connect - a server without JetStream is refused with what to do', () =>
  withBus({ jetstream: false, topology: false }, async ({ connect }) => {
    const error = await rejectsWith('JETSTREAM_DISABLED', () => connect());
    assert.match(error.message, '-js');
  }));

test('connect - wrong credentials fail a command at once, and right ones do', () =>
  withBus({ auth: { user: 'u', pass: 'p' }, topology: false }, async ({ connect }) => {
    const patient = { withinMs: 60_000 };
    await rejectsWith('AUTHENTICATION', () => connect({ failFast: patient }));
    const credentials = { user: 'u', pass: 'wrong' };
    await rejectsWith('AUTHENTICATION', () => connect({ failFast: patient, credentials }));
    await connect({ credentials: { user: 'u', pass: 'p' } });
  }));

test('connect - by token', () =>
  withBus({ auth: { token: 'secret' }, topology: false }, async ({ connect }) => {
    await rejectsWith('AUTHENTICATION', () => connect({ failFast, credentials: { token: 'x' } }));
    await connect({ credentials: { token: 'secret' } });
  }));

test('connect - by nkey', async () => {
  const pair = nkeys.createUser();
  const config = `authorization { users: [ { nkey: ${pair.getPublicKey()} } ] }`;
  await withBus({ config, topology: false }, async ({ connect }) => {
    await rejectsWith('AUTHENTICATION', () => connect({ failFast }));
    await connect({ credentials: { nkeySeed: pair.getSeed() } });
  });
});

test('connect - a service with wrong credentials goes on trying and says why', () =>
  withBus({ auth: { token: 'secret' }, topology: false }, async ({ connect }) => {
    const controller = new AbortController();
    const details: string[] = [];
    const onStatus = (status: BusStatus): void => {
      if (status.kind === 'error') details.push(status.detail);
      controller.abort();
    };
    await rejectsWith('ABORTED', () => connect({ onStatus, signal: controller.signal }));
    assert.match(details[0] ?? '', 'check the credentials');
  }));

test('connect - credentials that cannot be used are refused', () =>
  withBus({ topology: false }, async ({ connect }) => {
    await rejectsWith('CREDENTIALS', () => connect({ credentials: { credsFile: Buffer.from('nonsense') } }));
  }));

test('connect - a lost connection is reported and comes back', () =>
  withBus({ topology: false }, async ({ server, connect }) => {
    const bus = await connect();
    const lost = statusOf(bus, 'disconnected');
    await server.kill();
    await lost;
    const back = statusOf(bus, 'connected');
    await server.restart();
    await back;
  }));

test('connect - close works while the server is gone, twice, and leaves nothing running', () =>
  withBus({ topology: false }, async ({ server, connect }) => {
    const bus = await connect();
    const lost = statusOf(bus, 'disconnected');
    await server.kill();
    await lost;
    await bus.close();
    await bus.close();
  }));

test.run();
