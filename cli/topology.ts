/** `bootswap topology`: creates and checks streams, consumers and buckets. No other command needs administrator rights. */
import { applyTopology, checkTopology } from '../lib/bus/index.ts';
import type { Bus, TopologyChange, TopologyFinding, TopologyOptions } from '../lib/bus/index.ts';
import { localTopology } from '../lib/local-bus/index.ts';
import { UsageError } from './command.ts';
import type { Command, Invocation } from './command.ts';
import { connectForCommand, connectionOptions, requireTarget } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { stateOptions } from './places.ts';

const replicasOf = ({ text }: Invocation): number => {
  const replicas = text('replicas') ?? '1';
  if (!['1', '3', '5'].includes(replicas)) {
    throw new UsageError(`--replicas takes 1, 3 or 5, not ${JSON.stringify(replicas)}`);
  }
  return Number(replicas);
};

type Action = (invocation: Invocation, bus: Bus, options: TopologyOptions) => Promise<ExitCode>;

const describe = (item: TopologyChange | TopologyFinding): string => {
  const differences = 'differences' in item ? item.differences : [];
  const fields = differences.map(
    ({ field, have, want }) => `  ${field}: is ${JSON.stringify(have)}, should be ${JSON.stringify(want)}`,
  );
  return [`${item.kind}  ${item.thing}`, ...(item.kind === 'created' ? [] : fields)].join('\n');
};

const apply: Action = async (invocation, bus, options) => {
  const changes = await applyTopology(bus, options);
  for (const change of changes) invocation.terminal.print(describe(change));
  if (changes.length === 0) invocation.terminal.print('nothing to change');
  invocation.terminal.document({ server: bus.serverVersion, changes });
  return exitCodes.ok;
};

const show: Action = async (invocation, bus, options) => {
  const findings = await checkTopology(bus, options);
  for (const finding of findings) invocation.terminal.print(describe(finding));
  if (findings.length === 0) invocation.terminal.print('all streams, consumers and buckets are correct');
  invocation.terminal.document({ server: bus.serverVersion, findings });
  return findings.length === 0 ? exitCodes.ok : exitCodes.failed;
};

const actions: ReadonlyMap<string, Action> = new Map([
  ['apply', apply],
  ['show', show],
]);

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const action = actions.get(invocation.positionals[0] ?? '');
  if (action === undefined) throw new UsageError('bootswap topology takes apply or show');
  const replicas = replicasOf(invocation);
  const target = await requireTarget(invocation);
  // The server of `up` reserves no space, so compare it with its own topology.
  const options = { ...(target.isLocal === true && localTopology), replicas };
  const bus = await connectForCommand(target, { name: 'topology', signal: invocation.signal });
  try {
    return await action(invocation, bus, options);
  } finally {
    await bus.close();
  }
};

export const command: Command = {
  name: 'topology',
  summary: 'create or check the streams, consumers and buckets on a NATS server',
  synopsis: 'apply|show [--replicas N] [--server URL]',
  details: [
    '`apply` creates missing streams, consumers and buckets and updates those that differ. `show` lists each difference and',
    'exits with 1 if there is one. Run `apply` once, with administrator credentials; services and hosts do not need such rights.',
  ].join('\n'),
  options: {
    replicas: { value: 'N', help: 'copies of each stream: 1, or 3 or 5 in a cluster (default 1)' },
    ...connectionOptions,
    ...stateOptions,
  },
  positionals: { min: 1, max: 1 },
  examples: [
    'bootswap topology apply --server nats://bus:4222 --replicas 3',
    'bootswap topology show --json',
  ],
  run,
};
