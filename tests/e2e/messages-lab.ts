/** A host under `up`, whose bus a test speaks on with the host's own keys, or with any others. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, EventType } from '../../lib/bus/index.ts';
import { loadSigningKey } from '../../lib/trust/index.ts';
import type { SigningKey } from '../../lib/trust/index.ts';
import { decodeHostFacts, decodeReport } from '../../lib/wire/index.ts';
import type { Plan } from '../../lib/wire/types.ts';
import { until } from '../lab/until.ts';
import { allIn, deadLetters } from '../lab/bus-streams.ts';
import { documentOf, exitsWith, host, newPayload, oldEsp, untilLive, withCli } from './cli-lab.ts';
import type { CliSite } from './cli-lab.ts';

export type Running = CliSite & {
  bus: CliSite['bus'];
  wire: Bus;
  planner: SigningKey;
  publisher: SigningKey;
};

/** `up` with nothing to watch, its bus and its keys. */
export const withUp = (body: (running: Running) => Promise<void>, options: string[] = []): Promise<void> =>
  withCli(async (site) => {
    await site.up(['--payload-dir', join(site.root, 'none'), ...options]);
    const key = (name: string) => loadSigningKey(join(site.state, 'keys', `${name}.key`));
    const [planner, publisher] = [await key('planner'), await key('publisher')];
    await body({ ...site, wire: await site.bus(), planner, publisher });
  });

type Message = { subject: string; type: EventType; about: string; data: Uint8Array };

const send = ({ wire }: Running, { subject, type, about, data }: Message) =>
  wire.publish(subject, { id: randomUUID(), source: 'test', type, subject: about, timeMs: Date.now(), data });

export const sendPlan = (running: Running, data: Uint8Array) =>
  send(running, { subject: subjects.plan(host), type: eventTypes.plan, about: host, data });
export const sendManifest = (running: Running, data: Uint8Array, channel = 'stable') =>
  send(running, { subject: subjects.payload(channel), type: eventTypes.payload, about: channel, data });

/** Waits for the dead letter of exactly these bytes. */
export const deadLetterOf = async (
  { wire }: Running,
  data: Uint8Array,
): Promise<{ service: string; code: string }> => {
  let found: { service: string; code: string } | undefined;
  await until('the message is with the dead letters', async () => {
    found = (await deadLetters(wire)).find((letter) => Buffer.from(letter.data).equals(data));
    return found !== undefined;
  });
  return { service: found?.service ?? '', code: found?.code ?? '' };
};

export const untilRejected = ({ wire }: Running, { planId }: Plan, code: string): Promise<void> =>
  until(`the plan is rejected with ${code}`, async () => {
    const reports = (await allIn(wire, streams.reports)).map(({ data }) => decodeReport(data));
    const last = reports.findLast((report) => report.planId === planId);
    if (last !== undefined && last.phase === 'rejected') assert.is(last.code, code, last.detail);
    return last !== undefined;
  });

export const isFacts = (data: Uint8Array | undefined): boolean => {
  try {
    return decodeHostFacts(data ?? new Uint8Array()).host === host;
  } catch {
    return false;
  }
};

const publish = ({ bootswap, state, payload }: CliSite) =>
  bootswap(['publish', payload, '--state-dir', state, '--wait', '--json', '--timeout', '50']);

export const worksStill = async (running: Running): Promise<void> => {
  const published = await publish(running);
  exitsWith(published, 0);
  assert.is(documentOf(published.stdout)['conclusion'], 'passed');
  await untilLive(running, { ...oldEsp, ...newPayload });
};
