/** A host whose auditor's functions are called as the runtime would, against a real server. */
import { join } from 'node:path';
import { eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, CloudEvent } from '../../lib/bus/index.ts';
import { openStateDirectory } from '../../lib/host/index.ts';
import { runFunctions, systemClock } from '../../lib/runtime/index.ts';
import type { Emission, Outcome } from '../../lib/runtime/index.ts';
import { generateKeyPair, openAudit, publicKeyOf } from '../../lib/trust/index.ts';
import type { SigningKey } from '../../lib/trust/index.ts';
import { encodeReport } from '../../lib/wire/index.ts';
import type { Audit, Report } from '../../lib/wire/types.ts';
import { noBootPlaces } from '../../lib/boot/read/boot-places.ts';
import { openHostBoot } from '../../lib/boot/read/read-host-boot.ts';
import { auditorFunctions } from '../../services/auditor/index.ts';
import type { AuditorDependencies } from '../../services/auditor/index.ts';
import { quiet } from '../lab/quiet-log.ts';
import { writeTree } from '../lab/trees.ts';
import { allIn } from '../lab/bus-streams.ts';
import { withScratch } from '../lab/scratch.ts';
import { withBus } from './bus-lab.ts';

export const host = 'audited';

export const aReport = (changes: Partial<Report> = {}): Report => ({
  host,
  planId: 'a'.repeat(64),
  payloadId: 'b'.repeat(64),
  payloadEventId: 'payload-1',
  generation: 1n,
  phase: 'exchanged',
  code: '',
  detail: '',
  atMs: 1n,
  bytesWritten: 0n,
  targets: [],
  ...changes,
});

export type AuditorLab = {
  bus: Bus;
  root: string;
  deps: AuditorDependencies;
  /** The same host with another key, state directory or clock. */
  other: (changes: Partial<AuditorDependencies>) => AuditorDependencies;
  freshState: (name: string) => Promise<AuditorDependencies['state']>;
  /** Calls the function for a report, or the timer's for null. Publishes nothing. */
  call: (report: Report | null, deps?: AuditorDependencies) => Promise<Outcome>;
  /** Publishes what an outcome emits, as the runtime does. */
  publish: (outcome: Outcome) => Promise<void>;
  /** Audits by the timer and publishes. */
  audit: (deps?: AuditorDependencies) => Promise<void>;
  /** The ledger as the bus has it: envelopes' bytes with the entry in each. */
  ledger: (key?: SigningKey) => Promise<{ data: Uint8Array; audit: Audit }[]>;
  /** Hosts the functions until `body` has ended. */
  running: (body: () => Promise<void>) => Promise<void>;
  publishReport: (data: Uint8Array) => Promise<CloudEvent>;
};

const signal = new AbortController().signal;

const callWith = async (deps: AuditorDependencies, report: Report | null): Promise<Outcome> => {
  const [onReport, onTimer] = auditorFunctions(deps);
  if (onReport === undefined || onTimer === undefined) throw new Error('the auditor has two functions');
  const emit = (): Promise<void> => Promise.resolve();
  if (report === null) return onTimer.handle({ event: null, emit, signal, log: quiet });
  const data = encodeReport(report);
  const source = `bootswap/applier/${report.host}`;
  const event = { id: 'report-1', source, type: eventTypes.report, subject: report.host, timeMs: 1, data };
  return onReport.handle({ event, emit, signal, log: quiet });
};

const publishOn = (bus: Bus) => async (outcome: Outcome) => {
  if (outcome.kind !== 'done') throw new Error(`not done: ${outcome.code} ${outcome.detail}`);
  for (const { busSubject, ...event } of outcome.emissions)
    await bus.publish(busSubject, { ...event, source: `bootswap/auditor/${host}`, timeMs: Date.now() });
};

/** Ids of what an outcome emits, but for evidence. */
export const emitted = (outcome: Outcome): string[] =>
  outcome.kind === 'done'
    ? outcome.emissions
        .map(({ id }: Emission) => id.replace(/:\d+:[0-9a-f]{12}$/, ''))
        .filter((id) => !id.startsWith('evidence:'))
    : [outcome.code];

export const withAuditor = (body: (lab: AuditorLab) => Promise<void>): Promise<void> =>
  withBus({}, async ({ connect }) => {
    await withScratch(async (root) => {
      const bus = await connect();
      await writeTree(join(root, 'esp'), {
        'EFI/debian/shimx64.efi': 'shim',
        'EFI/BOOT/BOOTX64.EFI': 'shim',
      });
      const freshState = (name: string) => openStateDirectory(join(root, name));
      const hostKey = generateKeyPair();
      const deps: AuditorDependencies = {
        identity: { host, channel: 'stable', espRoot: join(root, 'esp') },
        state: await freshState('state'),
        plannerKeys: [],
        checkOptions: { allowAnyFilesystem: true, minFreeBytes: 0n },
        hostBoot: await openHostBoot(noBootPlaces),
        bus,
        hostKey,
        clock: systemClock(),
        everyMs: 3_600_000,
        pollMs: 3_600_000,
      };
      const publish = publishOn(bus);
      await body({
        bus,
        root,
        deps,
        freshState,
        publish,
        other: (changes) => ({ ...deps, ...changes }),
        call: (report, which = deps) => callWith(which, report),
        audit: async (which = deps) => publish(await callWith(which, null)),
        ledger: async (key = hostKey) =>
          (await allIn(bus, streams.audits)).map(({ data }) => ({
            data,
            ...openAudit(data, [publicKeyOf(key)]),
          })),
        running: async (work) => {
          const options = {
            bus,
            functions: auditorFunctions(deps),
            service: 'auditor',
            source: `bootswap/auditor/${host}`,
          } as const;
          const running = runFunctions({ ...options, clock: systemClock(), log: quiet, graceMs: 50 });
          try {
            await work();
          } finally {
            await running.stop();
          }
        },
        publishReport: async (data) => {
          const event = {
            id: `r${Math.random()}`,
            source: 'test',
            type: eventTypes.report,
            subject: host,
            timeMs: 1,
            data,
          };
          await bus.publish(subjects.report(host), event);
          return event;
        },
      });
    });
  });
