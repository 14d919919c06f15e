import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdir, rm } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connectBus, streams, subjects } from '../../lib/bus/index.ts';
import { startNatsServer } from '../lab/nats-server.ts';
import type { NatsServerOptions } from '../lab/nats-server.ts';
import { documentOf, exitsWith, host, newPayload, oldEsp, untilLive, withCli } from './cli-lab.ts';

const test = suite('bad server');

const withServer = async (
  options: NatsServerOptions,
  body: (url: string) => Promise<void>,
): Promise<void> => {
  const server = await startNatsServer(options);
  try {
    await body(server.url);
  } finally {
    await server.stop();
  }
};

/** Waits until the host's facts are on the bus: only then is there a host to plan for. */
const untilKnown = async (servers: string): Promise<void> => {
  const bus = await connectBus({ servers, name: 'test', failFast: { withinMs: 10_000 } });
  try {
    const nothing = new AbortController().signal;
    const known = bus.follow(streams.facts, subjects.facts(host), {
      from: 'last-per-subject',
      signal: nothing,
    });
    for await (const _facts of known) break;
  } finally {
    await bus.close();
  }
};

/** A server that says it is 2.8.4 and nothing else. */
const withOldServer = async (body: (url: string) => Promise<void>): Promise<void> => {
  const info = {
    server_id: 'X',
    version: '2.8.4',
    proto: 1,
    jetstream: true,
    max_payload: 1_048_576,
    headers: true,
  };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.write(`INFO ${JSON.stringify(info)}\r\n`);
    socket.on('data', (data) => {
      if (data.includes('PING')) socket.write('PONG\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await body(`nats://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
};

const freePort = async (): Promise<number> => {
  const server = await startNatsServer({ jetstream: false });
  await server.stop();
  return server.port;
};

test('bad server - one too old, and one without JetStream, are 5 with what to do, for commands and services', async () => {
  await withCli(async ({ bootswap, payload, state, esp }) => {
    exitsWith(await bootswap(['keys', 'generate', '--name', 'publisher', '--state-dir', state]), 0);
    const common = ['--state-dir', state, '--server'];
    const commands = [
      ['publish', payload],
      ['topology', 'show'],
      ['serve', 'planner', '--esp', esp],
    ];
    await withOldServer(async (url) => {
      for (const command of commands)
        exitsWith(
          await bootswap([...command, ...common, url]),
          5,
          /version 2\.8\.4, but bootswap needs 2\.9/,
        );
    });
    await withServer({ jetstream: false }, async (url) => {
      for (const command of commands)
        exitsWith(
          await bootswap([...command, ...common, url]),
          5,
          /runs without JetStream: start it with -js/,
        );
    });
  });
});

test('bad server - wrong credentials are 5, a server without the topology is 5 and names the command', async () => {
  await withCli(async ({ bootswap, payload, state }) => {
    await withServer({ auth: { user: 'me', pass: 'right' } }, async (url) => {
      const args = ['publish', payload, '--state-dir', state, '--server', url, '--user', 'me', '--json'];
      const wrong = await bootswap(args, { env: { BOOTSWAP_PASSWORD: 'wrong' } });
      exitsWith(wrong, 5, /check the credentials/);
      assert.is((documentOf(wrong.stdout)['error'] as { code: string }).code, 'AUTHENTICATION');
      const bare = await bootswap(args, { env: { BOOTSWAP_PASSWORD: 'right' } });
      exitsWith(bare, 5, /bootswap topology apply/);
    });
  });
});

test('bad server - services wait for one that is down at the start, and work when it comes', async () => {
  await withCli(async (site) => {
    const { bootswap, payload, state, esp } = site;
    const port = await freePort();
    const server = ['--server', `nats://127.0.0.1:${port}`, '--state-dir', state];
    for (const name of ['publisher', 'planner', 'host'])
      exitsWith(await bootswap(['keys', 'generate', '--name', name, '--state-dir', state]), 0);
    const serving = await site.stay(
      ['serve', 'planner', 'applier', 'auditor', '--esp', esp, '--allow-any-fs', '--unproven', ...server],
      { ready: 'waiting for the server' },
    );
    const storeDir = `${site.root}/store`;
    await mkdir(storeDir);
    const running = await startNatsServer({ port, storeDir });
    try {
      exitsWith(await bootswap(['topology', 'apply', ...server]), 0);
      exitsWith(await bootswap(['topology', 'show', ...server]), 0);
      await untilKnown(running.url);
      exitsWith(await bootswap(['publish', payload, '--wait', '--timeout', '50', ...server]), 0);
      await untilLive(site, { ...oldEsp, ...newPayload });
      assert.equal(await serving.end(), { code: 0, signal: null });
    } finally {
      await running.stop();
      await rm(storeDir, { recursive: true });
    }
  });
});

test('bad server - a service that is told to stop while it waits ends with 0', async () => {
  await withCli(async (site) => {
    const port = await freePort();
    exitsWith(await site.bootswap(['keys', 'generate', '--state-dir', site.state]), 0);
    const args = ['serve', 'planner', '--state-dir', site.state, '--server', `nats://127.0.0.1:${port}`];
    const serving = await site.stay(args, { ready: 'waiting for the server' });
    assert.equal(await serving.end(), { code: 0, signal: null });
  });
});

test('bad server - services whose keys are missing say so and end', async () => {
  await withCli(async ({ bootswap, state, esp }) => {
    await withServer({}, async (url) => {
      const server = ['--server', url, '--state-dir', state, '--esp', esp, '--allow-any-fs'];
      exitsWith(await bootswap(['topology', 'apply', '--server', url, '--state-dir', state]), 0);
      // The applier first: a planner makes the key that an applier would then take for pinned.
      exitsWith(
        await bootswap(['serve', 'applier', ...server], { timeoutMs: 20_000 }),
        1,
        /no pinned key in .*planner\.pub/,
      );
      exitsWith(
        await bootswap(['serve', 'planner', ...server], { timeoutMs: 20_000 }),
        1,
        /no pinned key in .*publisher\.pub/,
      );
    });
  });
});

test.run();
