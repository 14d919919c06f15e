/** `bootswap publish`: signs and publishes a payload; for image pipelines. */
import { streams, subjects } from '../lib/bus/index.ts';
import type { Bus } from '../lib/bus/index.ts';
import { openStateDirectory } from '../lib/host/index.ts';
import { publishPayload, readPayload } from '../lib/payload/index.ts';
import type { Published } from '../lib/payload/index.ts';
import { conclusionOf, followPayload } from '../lib/progress/index.ts';
import type { PayloadProgress } from '../lib/progress/index.ts';
import { systemClock } from '../lib/runtime/index.ts';
import { loadOrCreateSigningKey, loadSigningKey } from '../lib/trust/index.ts';
import type { SigningKey } from '../lib/trust/index.ts';
import { UsageError } from './command.ts';
import type { Command, Invocation } from './command.ts';
import { connectForCommand, connectionOptions, requireTarget } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { describeEvent } from './describe-event.ts';
import { channelOf, stateDirectoryOf, stateOptions } from './places.ts';
import { counted, humanBytes } from '../lib/format.ts';

const signingKeyOf = async (invocation: Invocation): Promise<SigningKey> => {
  const path = invocation.text('key');
  if (path !== undefined) return loadSigningKey(path);
  const { keysDirectory } = await openStateDirectory(stateDirectoryOf(invocation));
  return loadOrCreateSigningKey(keysDirectory, 'publisher');
};

const timeoutMsOf = ({ text }: Invocation): number => {
  const seconds = Number(text('timeout') ?? '600');
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  throw new UsageError(`--timeout takes a number of seconds, not ${JSON.stringify(text('timeout'))}`);
};

const lastDecision = async (bus: Bus, channel: string): Promise<bigint> =>
  (await bus.last(streams.decisions, subjects.decision(channel)))?.sequence ?? 0n;

const publish = async (invocation: Invocation, bus: Bus, channel: string): Promise<Published> => {
  const { terminal, signal } = invocation;
  const vendor = invocation.text('vendor');
  const payload = await readPayload(invocation.positionals, {
    signal,
    ...(vendor !== undefined && { vendor }),
  });
  try {
    for (const note of payload.notes) terminal.say(note);
    const signingKey = await signingKeyOf(invocation);
    return await publishPayload({
      bus,
      payload,
      channel,
      signingKey,
      clock: systemClock(),
      signal,
      onProgress: (progress) => {
        if (progress.kind !== 'blob') return;
        const verb = progress.stored ? 'uploaded' : 'present ';
        terminal.say(`${verb}  ${progress.path}  ${humanBytes(progress.sizeBytes)}`);
      },
    });
  } finally {
    await payload.dispose();
  }
};

const exitOf: Record<NonNullable<ReturnType<typeof conclusionOf>>, ExitCode> = {
  passed: exitCodes.ok,
  failed: exitCodes.auditFailed,
  refused: exitCodes.failed,
  'no-hosts': exitCodes.failed,
};

const summaryOf = (progress: PayloadProgress): string => {
  const { decision } = progress;
  if (decision === null)
    return 'no planner answered: check that one is running, and look at its dead letters';
  if (decision.hostsConsidered === 0) return `no host follows channel ${decision.channel}`;
  const states = [...progress.hosts.values()].map(({ state }) => state);
  const passed = states.filter((state) => state === 'passed').length;
  const failed = states.filter((state) => state === 'failed').length;
  return [
    `${counted(decision.hostsConsidered, 'host')}: ${decision.unchanged} already had it, ${passed} updated and audited,`,
    `${failed} failed, ${decision.refused} refused, ${decision.planned - passed - failed} pending`,
  ].join(' ');
};

const wait = async (
  invocation: Invocation,
  {
    bus,
    channel,
    eventId,
    decisionsAfter,
  }: { bus: Bus; channel: string; eventId: string; decisionsAfter: bigint },
): Promise<{ progress: PayloadProgress; exitCode: ExitCode }> => {
  const { terminal } = invocation;
  const signal = AbortSignal.any([invocation.signal, AbortSignal.timeout(timeoutMsOf(invocation))]);
  const progress = await followPayload({
    bus,
    channel,
    eventId,
    decisionsAfter,
    signal,
    onEvent: (event) => terminal.say(describeEvent(event)),
  });
  invocation.signal.throwIfAborted();
  const conclusion = conclusionOf(progress);
  return { progress, exitCode: conclusion === null ? exitCodes.failed : exitOf[conclusion] };
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { terminal, signal } = invocation;
  const channel = channelOf(invocation);
  const bus = await connectForCommand(await requireTarget(invocation), { name: 'publish', signal });
  try {
    const decisionsAfter = await lastDecision(bus, channel);
    const published = await publish(invocation, bus, channel);
    const { eventId, payloadId, blobsStored, blobsSkipped, bytesStored } = published;
    terminal.print(`published ${payloadId.slice(0, 12)} on channel ${channel} (event ${eventId})`);
    terminal.print(
      `uploaded ${counted(blobsStored, 'file')} (${humanBytes(bytesStored)}), ${blobsSkipped} already on the server`,
    );
    if (!invocation.has('wait')) {
      terminal.document({ channel, ...published });
      return exitCodes.ok;
    }
    const { progress, exitCode } = await wait(invocation, { bus, channel, eventId, decisionsAfter });
    terminal.print(summaryOf(progress));
    const { decision, hosts } = progress;
    terminal.document({
      channel,
      ...published,
      conclusion: conclusionOf(progress) ?? 'timeout',
      decision,
      hosts: [...hosts.values()],
    });
    return exitCode;
  } finally {
    await bus.close();
  }
};

export const command: Command = {
  name: 'publish',
  summary: 'sign and publish boot loader files for the hosts of a channel',
  synopsis: 'PATH... [--channel NAME] [--wait]',
  details: [
    "PATH is a directory that holds EFI/<dir>/..., bootupd's /usr/lib/bootupd/updates, /usr/lib/efi",
    '(<name>/<version>/EFI/...), or a .deb file of shim, GRUB, fwupd or systemd-boot. Several paths are merged.',
    'Each payload is complete: files from the previous payload that are not in the new one are deleted from the hosts.',
    'Files that the server already has are not uploaded again. --wait waits until every host that got a plan has been',
    'audited; the exit status is the result of the audits.',
  ].join('\n'),
  options: {
    channel: { value: 'NAME', help: 'the channel whose hosts get the payload (default stable)' },
    wait: { help: 'wait for the audits; the exit status is their result' },
    timeout: { value: 'SECONDS', help: 'how long --wait waits (default 600)' },
    vendor: {
      value: 'NAME',
      help: "directory below EFI/ for files from .deb packages (default: the package's distribution)",
    },
    key: {
      value: 'FILE',
      help: 'signing key (default keys/publisher.key in the state directory, created if missing)',
    },
    ...stateOptions,
    ...connectionOptions,
  },
  positionals: { min: 1, max: 1000 },
  examples: [
    'bootswap publish /usr/lib/efi --wait',
    'bootswap publish shim-signed_*.deb grub-efi-amd64-signed_*.deb --channel testing --server nats://bus:4222',
  ],
  run,
};
