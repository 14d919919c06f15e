/** `bootswap serve`: runs services in this process and connects them to an existing server. */
import { UsageError } from './command.ts';
import type { Command, Invocation } from './command.ts';
import { connectForService, connectionOptions, requireTarget } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { remountAfterKill } from './remount.ts';
import { openServices, serviceNames, untilStopped } from './run-services.ts';
import type { ServiceName } from './run-services.ts';
import { logOf, serviceOptions } from './service-options.ts';
import { publisherTrustOptions, trustOptions } from './trust-options.ts';

const isServiceName = (name: string): name is ServiceName => serviceNames.some((known) => known === name);

const namesOf = ({ positionals }: Invocation): ServiceName[] => {
  const names = positionals.filter(isServiceName);
  const unknown = positionals.find((name) => !isServiceName(name));
  if (unknown === undefined) return [...new Set(names)];
  throw new UsageError(
    `unknown service ${JSON.stringify(unknown)}; the services are ${serviceNames.join(', ')}`,
  );
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { signal, terminal } = invocation;
  const names = namesOf(invocation);
  const log = logOf(invocation);
  if (names.includes('applier')) await remountAfterKill(invocation);
  const target = await requireTarget(invocation);
  const opened = await openServices(names, { invocation, log });
  try {
    const bus = await connectForService(target, { name: names.join('+'), signal, log });
    const services = await opened.start(bus);
    terminal.document({ serving: names, server: bus.serverVersion });
    log.info('serving', { services: names.join(', '), server: bus.serverVersion });
    await untilStopped(signal);
    await services.stop();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return exitCodes.ok;
};

export const command: Command = {
  name: 'serve',
  summary: 'run the planner, the applier or the auditor, or several of them',
  synopsis: 'planner|applier|auditor... --server URL',
  details: [
    'For a fleet: run planners near the NATS server (replicas share the work), and an applier and an auditor on each host, as',
    'two processes with different rights. serve waits until the server can be reached. On SIGTERM it finishes the work in',
    'progress and exits with 0.',
  ].join('\n'),
  options: { ...serviceOptions, ...trustOptions, ...publisherTrustOptions, ...connectionOptions },
  positionals: { min: 1, max: serviceNames.length },
  examples: [
    'bootswap serve planner --server nats://bus:4222 --creds planner.creds',
    'bootswap serve applier auditor --server nats://bus:4222 --creds host.creds --channel stable',
  ],
  run,
};
