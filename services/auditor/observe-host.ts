/** Measures a host: its ESP as it is on the device, and what the host's own record says of it. Reads only. */
import { describeMount, espSpace, partitionUuidOf, scanTree } from '../../lib/esp/index.ts';
import type { HostRecord } from '../../lib/host/index.ts';
import type { EspFacts, HostFacts, TreeFile } from '../../lib/wire/types.ts';
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
};

const readEspFacts = async (espRoot: string): Promise<{ esp: EspFacts; isMountPoint: boolean }> => {
  const mount = await describeMount(espRoot);
  const space = await espSpace(espRoot);
  const partitionUuid = (await partitionUuidOf(mount.device)) ?? '';
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

const isWithin = (path: string, directory: string): boolean => path.startsWith(`${directory}/`);

/** The stages of a tree: the topmost files and directories whose name is a stage's. */
export const stagesOf = (paths: readonly string[]): string[] => {
  const stages = paths.filter(looksLikeStage);
  return stages.filter((path) => !stages.some((other) => isWithin(path, other)));
};

/**
 * Measures the host. Every file below EFI/ is read from the device and digested, stages and previous trees included
 * in the reading but not in the facts.
 * @throws TreeError if EFI/ is missing or cannot be read, Node's error if the ESP path is not there
 */
export const observeHost = async (
  identity: HostIdentity,
  { record, nowMs, signal }: { record: HostRecord; nowMs: number; signal?: AbortSignal },
): Promise<HostObservation> => {
  const { esp, isMountPoint } = await readEspFacts(identity.espRoot);
  const tree = await scanTree(identity.espRoot, 'EFI', { signal, fromDevice: true });
  const directories = tree.directories.filter((path) => path !== 'EFI');
  const stagePaths = stagesOf([...directories, ...tree.files.map(({ path }) => path)]);
  const isStaged = (path: string): boolean =>
    stagePaths.some((stage) => path === stage || isWithin(path, stage));
  const files: TreeFile[] = tree.files.filter(({ path }) => !isStaged(path));
  const facts: HostFacts = {
    host: identity.host,
    channel: identity.channel,
    observedAtMs: BigInt(nowMs),
    generation: record.generation,
    esp,
    files,
    directories: directories.filter((path) => !isStaged(path)),
    managedPaths: record.live?.managedPaths ?? [],
    appliedPayloadId: record.live?.payloadId ?? '',
    failedPayloads: record.failedPayloads,
    agentVersion,
  };
  return { facts, isMountPoint, stagePaths };
};
