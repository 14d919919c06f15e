/** `bootswap serve`: any of the services in this process, against a server that somebody else runs. */
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
    `there is no service ${JSON.stringify(unknown)}; there are ${serviceNames.join(', ')}`,
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
  summary: 'run planner, applier or auditor, or several of them, against a NATS server',
  synopsis: 'planner|applier|auditor... --server URL',
  details: [
    'A fleet runs planners near the bus (replicas share the work), and an applier and an auditor on each host, as two',
    'processes with different rights. Waits for a server that is not there yet. SIGTERM drains and stops with status 0.',
  ].join('\n'),
  options: { ...serviceOptions, ...trustOptions, ...publisherTrustOptions, ...connectionOptions },
  positionals: { min: 1, max: serviceNames.length },
  examples: [
    'bootswap serve planner --server nats://bus:4222 --creds planner.creds',
    'bootswap serve applier auditor --server nats://bus:4222 --creds host.creds --channel stable',
  ],
  run,
};
