/**
 * Brings a server to the topology, and tells where it differs. The only code that needs the right to administer
 * streams; services run without it.
 */
import { BusError, toBusError } from '../bus-error.ts';
import { linkOf, persist, requestApi } from '../link/link.ts';
import type { Link } from '../link/link.ts';
import { topologyFor } from './topology.ts';
import type { Config, TopologyOptions, Value } from './topology.ts';
import type { Bus } from '../types.ts';

export type Difference = { field: string; have: Value | null; want: Value };
export type TopologyFinding =
  | { kind: 'missing'; thing: string }
  | { kind: 'different'; thing: string; differences: readonly Difference[] };
export type TopologyChange =
  | { kind: 'created'; thing: string }
  | { kind: 'updated'; thing: string; differences: readonly Difference[] };

/** A stream or consumer: what it should be, and where to read, create and update it. */
type Thing = {
  label: string;
  want: Config;
  infoSubject: string;
  createSubject: string;
  updateSubject: string;
  toBody: (config: object) => object;
};

const API = '$JS.API';
const ADMIN_PATIENCE_MS = 15_000;

const streamThings = (options: TopologyOptions): Thing[] =>
  topologyFor(options).streams.map(({ name, config }) => ({
    label: `stream ${name}`,
    want: config,
    infoSubject: `${API}.STREAM.INFO.${name}`,
    createSubject: `${API}.STREAM.CREATE.${name}`,
    updateSubject: `${API}.STREAM.UPDATE.${name}`,
    toBody: (wanted) => wanted,
  }));

const consumerThings = (options: TopologyOptions): Thing[] =>
  topologyFor(options).consumers.map(({ stream, name, config }) => ({
    label: `consumer ${name} of stream ${stream}`,
    want: config,
    infoSubject: `${API}.CONSUMER.INFO.${stream}.${name}`,
    createSubject: `${API}.CONSUMER.DURABLE.CREATE.${stream}.${name}`,
    updateSubject: `${API}.CONSUMER.DURABLE.CREATE.${stream}.${name}`,
    toBody: (wanted) => ({ stream_name: stream, config: wanted }),
  }));

const thingsOf = (options: TopologyOptions): Thing[] => [
  ...streamThings(options),
  ...consumerThings(options),
];

const comparable = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? value.map(String).toSorted() : value);

/** A field that is left out of an answer has Go's zero value. */
const isZero = (value: Value): boolean => value === '' || value === 0 || value === false;

/**
 * Compares field by field what the server says it has: servers silently drop fields that they do not know, so an
 * accepted request proves nothing.
 */
const compare = (have: Record<string, unknown>, want: Config): Difference[] =>
  Object.entries(want).flatMap(([field, wanted]) => {
    const found = have[field];
    if (found === undefined && isZero(wanted)) return [];
    if (found !== undefined && comparable(found) === comparable(wanted)) return [];
    return [{ field, have: (found ?? null) as Value | null, want: wanted }];
  });

type Asked = { subject: string; body?: object };

const ask = (link: Link, asked: Asked): Promise<Record<string, unknown>> =>
  persist(link, { what: `request ${asked.subject}`, connectedPatienceMs: ADMIN_PATIENCE_MS }, () =>
    requestApi(link, asked),
  );

const configOf = (answer: Record<string, unknown>): Record<string, unknown> =>
  (answer['config'] ?? {}) as Record<string, unknown>;

const read = async (link: Link, thing: Thing): Promise<Record<string, unknown> | null> => {
  try {
    return configOf(await ask(link, { subject: thing.infoSubject }));
  } catch (thrown) {
    const error = toBusError(thrown, thing.label);
    if (error.code === 'STREAM_MISSING' || error.code === 'CONSUMER_MISSING') return null;
    throw error;
  }
};

const list = (differences: readonly Difference[]): string =>
  differences
    .map(({ field, have, want }) => `${field} is ${JSON.stringify(have)}, should be ${JSON.stringify(want)}`)
    .join('; ');

const conflict = (thing: Thing, differences: readonly Difference[], cause?: BusError): BusError => {
  const why =
    cause === undefined ? 'the server accepted the request but did not carry it out' : cause.message;
  const what = `${thing.label} cannot be changed: ${list(differences)} (${why})`;
  return new BusError(
    'TOPOLOGY_CONFLICT',
    `${what}: change these parameters by hand, or move its messages and delete it`,
    {
      cause,
    },
  );
};

type Write = { subject: string; config: object; differences: readonly Difference[] };

/** Writes, and compares what the server says it made of it. */
const write = async (link: Link, thing: Thing, { subject, config, differences }: Write): Promise<void> => {
  const asked = { subject, body: thing.toBody(config) };
  const answer = await ask(link, asked).catch((thrown: unknown) => {
    const error = toBusError(thrown, thing.label);
    throw error.code === 'REFUSED' || error.code === 'UNAVAILABLE'
      ? conflict(thing, differences, error)
      : error;
  });
  const left = compare(configOf(answer), thing.want);
  if (left.length > 0) throw conflict(thing, left);
};

const applyThing = async (link: Link, thing: Thing): Promise<TopologyChange | null> => {
  const have = await read(link, thing);
  if (have === null) {
    const differences = compare({}, thing.want);
    await write(link, thing, { subject: thing.createSubject, config: thing.want, differences });
    return { kind: 'created', thing: thing.label };
  }
  const differences = compare(have, thing.want);
  if (differences.length === 0) return null;
  // What we do not name stays as an operator may have set it (placement, description).
  await write(link, thing, { subject: thing.updateSubject, config: { ...have, ...thing.want }, differences });
  return { kind: 'updated', thing: thing.label, differences };
};

/**
 * Creates what is missing and changes what differs; twice is as once. What it does not know it leaves alone.
 * @throws {BusError} TOPOLOGY_CONFLICT naming field, have and want, if the server will not change something;
 * PERMISSION, and what the connection throws
 */
export const applyTopology = async (bus: Bus, options: TopologyOptions = {}): Promise<TopologyChange[]> => {
  const link = linkOf(bus);
  const changes: TopologyChange[] = [];
  for (const thing of thingsOf(options)) {
    const change = await applyThing(link, thing);
    if (change !== null) changes.push(change);
  }
  return changes;
};

/** What is missing or differs; changes nothing. Throws BusError. */
export const checkTopology = async (bus: Bus, options: TopologyOptions = {}): Promise<TopologyFinding[]> => {
  const link = linkOf(bus);
  const findings: TopologyFinding[] = [];
  for (const thing of thingsOf(options)) {
    const have = await read(link, thing);
    if (have === null) findings.push({ kind: 'missing', thing: thing.label });
    const differences = have === null ? [] : compare(have, thing.want);
    if (differences.length > 0) findings.push({ kind: 'different', thing: thing.label, differences });
  }
  return findings;
};
