/** Measures a host: its ESP as it is on the device, and what the host's own record says of it. Reads only. */
import { readdir } from 'node:fs/promises';
import { describeMount, espSpace, partitionUuidOf, scanTree, TreeError } from '../../lib/esp/index.ts';
import { bootFactsOf } from '../../lib/boot/index.ts';
import type { BootFacts, EvidenceRecord, HostBoot, HostBootReader } from '../../lib/boot/index.ts';
import { hasCode } from '../../lib/errors.ts';
import { measureRoom, previousTreeBytes } from '../../lib/host/index.ts';
import type { HostRecord } from '../../lib/host/index.ts';
import { listItems } from '../../lib/wire/index.ts';
import type { DirectoryRoom, EspFacts, HostFacts, Plan } from '../../lib/wire/types.ts';
import { looksLikeStage } from './checks.ts';

export const agentVersion = 'bootswap/0.1.0';

export type HostIdentity = {
  host: string;
  /** The channel whose payloads the host follows. */
  channel: string;
  espRoot: string;
};

export type HostObservation = {
  facts: HostFacts;
  isMountPoint: boolean;
  /** ESP-relative paths of stages and previous trees, whose contents are not among the facts' files. */
  stagePaths: string[];
  /** What decides the next boot; null if it could not be read. */
  boot: HostBoot | null;
  /** Why it could not be read, or what of it could not be put into the facts; '' if nothing. */
  bootProblem: string;
  /** What the facts name. */
  evidence: EvidenceRecord[];
};

type MeasuredEsp = Omit<EspFacts, 'reclaimableBytes' | 'directoryRoom'>;

const readEspFacts = async (espRoot: string): Promise<{ esp: MeasuredEsp; isMountPoint: boolean }> => {
  const mount = await describeMount(espRoot);
  const space = await espSpace(espRoot);
  const partitionUuid = (await partitionUuidOf(mount)) ?? '';
  const esp = {
    mountPoint: espRoot,
    filesystem: mount.filesystem,
    readOnly: mount.readOnly,
    clusterBytes: space.clusterBytes,
    totalBytes: space.totalBytes,
    freeBytes: space.freeBytes,
    partitionUuid,
  };
  return { esp, isMountPoint: mount.isMountPoint };
};

/** Where EFI itself is staged. Names only: what a power cut has left there is for recovery to look at. */
const stagesInRoot = async (espRoot: string): Promise<string[]> =>
  (await readdir(espRoot)).filter(looksLikeStage).toSorted();

/** An ESP without EFI/ is an empty one, as image builds begin with: a payload brings all of it. */
const readTree = (espRoot: string, signal: AbortSignal | undefined): ReturnType<typeof scanTree> =>
  scanTree(espRoot, 'EFI', { signal, fromDevice: true, isSkipped: looksLikeStage }).catch(
    (error: unknown) => {
      if (hasCode(error, 'NOT_FOUND')) return { files: [], directories: [], others: [], skipped: [] };
      throw error;
    },
  );

export type HostKnowledge = {
  record: HostRecord;
  /** Null if there is no trusted plan. */
  livePlan: Plan | null;
};

const nothingKnown: BootFacts = { firmware: null, bootFiles: [], kernels: [], measured: null };

type ObservedBoot = Pick<HostObservation, 'boot' | 'bootProblem' | 'evidence'> & { bootFacts: BootFacts };

/** What decides the boot may fail to be read where the tree does not: then the facts say nothing of it. */
const observeBoot = async (
  hostBoot: HostBootReader,
  esp: Parameters<HostBootReader['read']>[0],
): Promise<ObservedBoot> => {
  try {
    const boot = await hostBoot.read(esp);
    const { facts, evidence, problems } = bootFactsOf(boot);
    return { boot, bootFacts: facts, evidence, bootProblem: problems.join('; ') };
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    return { boot: null, bootFacts: nothingKnown, evidence: [], bootProblem: error.message };
  }
};

const reclaimableOf = (
  { record, livePlan }: HostKnowledge,
  stagePaths: readonly string[],
  { clusterBytes }: Pick<EspFacts, 'clusterBytes'>,
): bigint =>
  livePlan === null
    ? 0n
    : previousTreeBytes(livePlan, { previous: record.previous, stagePaths, clusterBytes });

/** Of a directory with more gaps the rest counts as taken. */
const MAX_RUNS = listItems.freeRuns;

/** Targets are EFI itself or directly in it, or one level deeper; previous trees are deleted before staging. */
const roomOf = async (
  espRoot: string,
  { record, directories }: Pick<HostKnowledge, 'record'> & { directories: readonly string[] },
): Promise<DirectoryRoom[]> => {
  const near = directories
    .filter((path) => path.split('/').length <= 2)
    .slice(0, listItems.directoryRoom - 2);
  const released = record.previous.map(({ stagePath }) => stagePath);
  const rooms = await measureRoom(espRoot, { paths: ['', 'EFI', ...near].toSorted(), released });
  return rooms.map(({ path, freeRuns }) => ({ path, freeRuns: freeRuns.slice(0, MAX_RUNS) }));
};

export type ObserveOptions = HostKnowledge & {
  nowMs: number;
  hostBoot: HostBootReader;
  signal?: AbortSignal | undefined;
};

/**
 * Measures the host. Every file below EFI/ is read from the device and digested. Of stages and previous trees only the
 * names are read: a lookup of one that a power cut has left without clusters would turn the ESP read-only.
 * @throws TreeError if EFI/ cannot be read, Node's error if the ESP path does not exist
 */
export const observeHost = async (
  identity: HostIdentity,
  { record, livePlan, nowMs, hostBoot, signal }: ObserveOptions,
): Promise<HostObservation> => {
  const { esp, isMountPoint } = await readEspFacts(identity.espRoot);
  const { espRoot } = identity;
  const tree = await readTree(espRoot, signal);
  const stagePaths = [...(await stagesInRoot(espRoot)), ...tree.skipped];
  const observed = await observeBoot(hostBoot, { espRoot, files: tree.files, signal });
  const { bootFacts, ...boot } = observed;
  const facts: HostFacts = {
    host: identity.host,
    channel: identity.channel,
    observedAtMs: BigInt(nowMs),
    generation: record.generation,
    esp: {
      ...esp,
      reclaimableBytes: reclaimableOf({ record, livePlan }, stagePaths, esp),
      directoryRoom: await roomOf(espRoot, { record, directories: tree.directories }),
    },
    files: tree.files,
    directories: tree.directories.filter((path) => path !== 'EFI'),
    managedPaths: record.live?.managedPaths ?? [],
    appliedPayloadId: record.live?.payloadId ?? '',
    failedPayloads: record.failedPayloads,
    agentVersion,
    ...bootFacts,
  };
  return { facts, isMountPoint, stagePaths, ...boot };
};
