import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connectBus } from '../../lib/bus/index.ts';
import { startLocalServer } from '../../lib/local-bus/server.ts';
import type { LocalServer } from '../../lib/local-bus/server.ts';
import { systemClock } from '../../lib/runtime/index.ts';
import { start } from '../../lib/sys/index.ts';
import { processesWith, isListening } from '../lab/processes.ts';
import { quiet } from '../lab/quiet-log.ts';
import { withScratch } from '../lab/scratch.ts';
import { rejectsWith } from '../lab/errors.ts';
import { until } from '../lab/until.ts';

const test = suite('local server');

const clock = systemClock();
const openAt = (directory: string): Promise<LocalServer> =>
  startLocalServer({ directory, clock, log: quiet });
const failFast = { withinMs: 5000 };
const portOf = ({ url }: LocalServer): number => Number(url.split(':').at(-1));
const credentialsOf = ({ user, pass }: LocalServer) => ({ user, pass });

const withServer = (body: (server: LocalServer, directory: string) => Promise<void>): Promise<void> =>
  withScratch(async (root) => {
    const directory = join(root, 'nats');
    const server = await openAt(directory);
    try {
      await body(server, directory);
    } finally {
      await server.stop();
    }
  });

test('local server - takes its own credentials and nobody else, on the loopback interface only', () =>
  withServer(async (server) => {
    const bus = await connectBus({
      servers: server.url,
      name: 'test',
      credentials: credentialsOf(server),
      failFast,
    });
    assert.match(bus.serverVersion, /^2\./);
    await bus.close();
    const tries = [undefined, { user: server.user, pass: 'wrong' }, { user: '', pass: '' }];
    for (const credentials of tries) {
      const options = { servers: server.url, name: 'test', failFast: { withinMs: 1 } };
      await rejectsWith('AUTHENTICATION', () =>
        connectBus({ ...options, ...(credentials && { credentials }) }),
      );
    }
    assert.match(server.url, /^nats:\/\/127\.0\.0\.1:\d+$/);
    const hex = portOf(server).toString(16).toUpperCase().padStart(4, '0');
    const listening = (await readFile('/proc/net/tcp', 'utf8'))
      .split('\n')
      .filter((line) => line.includes(`:${hex} 00000000:0000 0A`));
    assert.is(listening.length, 1);
    assert.match(listening[0] ?? '', /0100007F:/);
  }));

test('local server - the password is for its owner only, and another one each time', () =>
  withScratch(async (root) => {
    const directory = join(root, 'nats');
    const passwords = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      const server = await openAt(directory);
      passwords.add(server.pass);
      assert.is((await stat(join(directory, 'nats-server.conf'))).mode & 0o777, 0o600);
      assert.is((await stat(directory)).mode & 0o777, 0o700);
      const arguments_ = await readFile(`/proc/${(await processesWith(directory))[0]}/cmdline`, 'utf8');
      assert.not.ok(arguments_.includes(server.pass), 'in the arguments everybody could read it');
      await server.stop();
      assert.not(await isListening(portOf(server)));
      assert.equal(await processesWith(directory), []);
    }
    assert.is(passwords.size, 2);
  }));

test('local server - killed, it comes back on the same port with the same credentials and what it had stored', () =>
  withServer(async (server, directory) => {
    const options = { servers: server.url, name: 'test', credentials: credentialsOf(server), failFast };
    const [pid = 0] = await processesWith(join(directory, 'nats-server.conf'));
    process.kill(pid, 'SIGKILL');
    await until('another one runs', async () => {
      const [next] = await processesWith(join(directory, 'nats-server.conf'));
      return next !== undefined && next !== pid && (await isListening(portOf(server)));
    });
    await (await connectBus(options)).close();
  }));

test('local server - stopped while it is being started again, it stays stopped', () =>
  withScratch(async (root) => {
    const directory = join(root, 'nats');
    for (const afterMs of [0, 300, 520, 540, 600]) {
      const server = await openAt(directory);
      const [pid = 0] = await processesWith(join(directory, 'nats-server.conf'));
      process.kill(pid, 'SIGKILL');
      await clock.sleep(afterMs);
      await server.stop();
      assert.equal(await processesWith(directory), [], `after ${afterMs} ms`);
    }
  }));

test('local server - a second one on the directory is refused as BUSY until the first has stopped', () =>
  withScratch(async (root) => {
    const directory = join(root, 'nats');
    const first = await openAt(directory);
    await rejectsWith('BUSY', () => openAt(directory));
    await first.stop();
    await (await openAt(directory)).stop();
  }));

test('local server - one that a killed process has left behind is ended before another is started on its files', () =>
  withScratch(async (root) => {
    const directory = join(root, 'nats');
    await (await openAt(directory)).stop();
    const config = join(directory, 'nats-server.conf');
    const orphan = start('nats-server', ['-c', config]);
    await until('it runs', async () => (await readdir(directory)).some((name) => name.endsWith('.ports')));
    const server = await openAt(directory);
    assert.is((await orphan.exited).code === null, false, 'it ended by itself, after SIGTERM');
    assert.is((await processesWith(config)).length, 1);
    await server.stop();
  }));

test('local server - one that cannot start is NATS_SERVER_FAILED and says why', () =>
  withScratch(async (root) => {
    await writeFile(join(root, 'nats'), '').then(() => undefined);
    await rejectsWith('EEXIST', () => openAt(join(root, 'nats')));
    const directory = join(root, 'other');
    await (await openAt(directory)).stop();
    const store = join(directory, 'store');
    await rm(store, { recursive: true });
    await writeFile(store, 'a file where the store should be');
    const error = await rejectsWith('NATS_SERVER_FAILED', () => openAt(directory));
    assert.match(error.message, /Can't start JetStream/);
    assert.equal(await processesWith(directory), []);
    await rm(store);
    await (await openAt(directory)).stop();
  }));

test.run();
