/** `bootswap up`: everything that one host needs, without configuration. */
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { applyTopology, streams, subjects } from '../lib/bus/index.ts';
import type { Bus } from '../lib/bus/index.ts';
import { localTopology, startLocalServer } from '../lib/local-bus/index.ts';
import { messageOf } from '../lib/errors.ts';
import { openStateDirectory } from '../lib/host/index.ts';
import type { StateDirectory } from '../lib/host/index.ts';
import { createPayloadPublisher, watchPayloads } from '../lib/payload/index.ts';
import { systemClock } from '../lib/runtime/index.ts';
import type { Logger } from '../lib/runtime/index.ts';
import { loadOrCreateSigningKey } from '../lib/trust/index.ts';
import type { Command, Invocation } from './command.ts';
import { connectForService, writeLocalBus } from './connection.ts';
import type { LocalBus } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { channelOf, hostOf, stateDirectoryOf, usableEspRootOf } from './places.ts';
import { remountAfterKill } from './remount.ts';
import { openServices, serviceNames } from './run-services.ts';
import { logOf, serviceOptions } from './service-options.ts';

const defaultPayloadDirectories = ['/usr/lib/efi', '/usr/lib/bootupd/updates'];

type Site = { invocation: Invocation; log: Logger; state: StateDirectory; local: LocalBus };

const factsPatienceMs = 10_000;
const factsPollMs = 50;

/** A payload that is published before the host's first facts are would find no host. */
const untilKnown = async ({ invocation, log }: Site, bus: Bus): Promise<void> => {
  const clock = systemClock();
  const subject = subjects.facts(await hostOf(invocation));
  for (let waitedMs = 0; waitedMs < factsPatienceMs; waitedMs += factsPollMs) {
    if ((await bus.last(streams.facts, subject)) !== null || invocation.signal.aborted) return;
    await clock.sleep(factsPollMs, invocation.signal).catch(() => undefined);
  }
  log.warn('the ESP could not be measured yet, so the planner does not know this host');
};

/** A single host trusts itself: it makes all keys and pins them. */
const makeKeys = async ({ keysDirectory }: StateDirectory): Promise<void> => {
  for (const name of ['publisher', 'planner', 'host']) await loadOrCreateSigningKey(keysDirectory, name);
};

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const missingOf = async (paths: readonly string[]): Promise<string[]> => {
  const areThere = await Promise.all(paths.map(isThere));
  return paths.filter((_, index) => areThere[index] === false);
};

const publishChanges = async ({ invocation, log, state }: Site, bus: Bus): Promise<void> => {
  const { signal } = invocation;
  const clock = systemClock();
  const named = invocation.texts('payload-dir');
  const paths = named.length > 0 ? named : defaultPayloadDirectories;
  const signingKey = await loadOrCreateSigningKey(state.keysDirectory, 'publisher');
  const missing = await missingOf(paths);
  if (missing.length > 0) log.info('waiting for payload directories to appear', { paths: missing.join(' ') });
  const publish = createPayloadPublisher({
    bus,
    channel: channelOf(invocation),
    signingKey,
    clock,
    log,
    memoryPath: join(state.root, 'watched.json'),
  });
  for await (const _change of watchPayloads(paths, { clock, signal })) {
    await publish(paths, signal).catch((error: unknown) => {
      if (!signal.aborted) log.error('cannot publish the payload directories', { error: messageOf(error) });
    });
  }
};

const serveUntilStopped = async (site: Site, bus: Bus): Promise<void> => {
  const { invocation, log, state } = site;
  await applyTopology(bus, localTopology);
  const opened = await openServices(serviceNames, { invocation, log });
  const services = await opened.start(bus);
  await untilKnown(site, bus);
  await writeLocalBus(state.root, site.local);
  log.info('up', { state: state.root, services: serviceNames.join(', ') });
  invocation.terminal.document({ state: state.root, services: serviceNames });
  try {
    await publishChanges(site, bus);
  } finally {
    await services.stop();
  }
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { signal } = invocation;
  const log = logOf(invocation);
  const clock = systemClock();
  // Check before creating anything: without an ESP there is nothing to run.
  await remountAfterKill(invocation);
  await usableEspRootOf(invocation);
  const state = await openStateDirectory(stateDirectoryOf(invocation));
  await makeKeys(state);
  const server = await startLocalServer({ directory: join(state.root, 'nats'), clock, log });
  const { url, user, pass } = server;
  try {
    const target = { servers: url, credentials: { user, pass } };
    const bus = await connectForService(target, { name: 'up', signal, log });
    try {
      await serveUntilStopped({ invocation, log, state, local: { url, user, pass } }, bus);
    } finally {
      // After an ordered stop this is the second close, which is allowed. An open bus would keep the process alive.
      await bus.close();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await server.stop();
    await rm(join(state.root, 'bus.json'), { force: true });
    log.info('stopped');
  }
  return exitCodes.ok;
};

export const command: Command = {
  name: 'up',
  summary: 'run everything on this host: its own NATS server, planner, applier, auditor',
  synopsis: '[--esp DIR] [--state-dir DIR] [--payload-dir DIR]...',
  details: [
    'Starts its own nats-server (JetStream, loopback address, free port, random credentials, data in the state directory)',
    'and the three services. Watches the payload directories and publishes a payload when one changes. Ctrl-C or SIGTERM',
    'stops everything. Other commands with the same --state-dir connect to this server by themselves.',
  ].join('\n'),
  options: {
    'payload-dir': {
      value: 'DIR',
      help: 'payload directory to watch (default /usr/lib/efi and /usr/lib/bootupd/updates)',
      multiple: true,
    },
    ...serviceOptions,
  },
  positionals: { min: 0, max: 0 },
  examples: ['bootswap up', 'bootswap up --esp /boot/efi --payload-dir /usr/lib/efi --retain none'],
  run,
};
