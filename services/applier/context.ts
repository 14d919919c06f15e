import type { StateDirectory } from '../../lib/host/index.ts';
import type { Clock, Logger } from '../../lib/runtime/types.ts';
import type { Plan, Report } from '../../lib/wire/types.ts';
import type { BlobSource } from './state/blobs.ts';
import type { FailPoint } from './fail-point.ts';
import type { PlacementReport } from './fat/index.ts';
import type { Fingerprint } from './esp/fingerprint.ts';
import type { HostBootSource } from './host-boot.ts';
import type { EspLock } from './esp/lock.ts';

/** What the applier works with; all of it comes from the composition root. */
export type ApplierDeps = {
  /** The ESP's mount point. */
  espRoot: string;
  state: StateDirectory;
  hostId: string;
  /** Checks an envelope's signature against the pinned planner keys and decodes it, or throws an error with a code. */
  openPlan: (envelope: Uint8Array) => Plan;
  blobs: BlobSource;
  clock: Clock;
  log: Logger;
  /** Makes a report durable; called at most once a phase of a plan, but for what a crash repeats. */
  report: (report: Report) => Promise<void>;
  /** Work on file systems other than vfat, and on directories that are no mount points. */
  allowAnyFilesystem: boolean;
  /** Whether the tree that an update replaced is kept after the audit has passed it. */
  retain: 'previous' | 'none';
  /** What decides, beside what is on the ESP, whether this host boots. */
  hostBoot: HostBootSource;
  /** Takes plans without a proof, and goes back where it cannot be told whether the previous tree boots. */
  isUnproven: boolean;
  failPoint: FailPoint;
  /** See `lockEsp`. */
  bootupdLockPath?: string | undefined;
  /** As `patienceMs` of `lockEsp`. */
  lockPatienceMs?: number | undefined;
};

/** Where the entry of one stage lies. */
export type StagePlacement = PlacementReport & { target: string; stagePath: string };

/** One plan being worked on, under the lock. */
export type PlanContext = {
  deps: ApplierDeps;
  lock: EspLock;
  plan: Plan;
  /** Of file content, to the ESP, for this plan. */
  bytesWritten: bigint;
  /** Of the stages that were built, where that can be told. */
  placements: StagePlacement[];
  /** Of each target, by its path on the ESP, as it was admitted. */
  fingerprints: ReadonlyMap<string, Fingerprint>;
  /** Targets that are new by now. */
  exchanged: string[];
  reports: Report[];
  signal: AbortSignal;
  /** What files are copied through, once there is one to copy. */
  copyChunk: Buffer | null;
};

const never = new AbortController().signal;

export const createPlanContext = (
  deps: ApplierDeps,
  { lock, plan, signal = never }: { lock: EspLock; plan: Plan; signal?: AbortSignal | undefined },
): PlanContext => ({
  deps,
  lock,
  plan,
  bytesWritten: 0n,
  placements: [],
  fingerprints: new Map(),
  exchanged: [],
  reports: [],
  signal,
  copyChunk: null,
});
