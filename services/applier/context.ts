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
  /** Also work on file systems other than vfat, and on directories that are not mount points. */
  allowAnyFilesystem: boolean;
  /** Whether the previous tree is kept after a successful audit. */
  retain: 'previous' | 'none';
  /** Reads what decides this host's boot besides the ESP. */
  hostBoot: HostBootSource;
  /** Accepts plans without a proof, and rolls back even if it is not known whether the previous tree boots. */
  isUnproven: boolean;
  failPoint: FailPoint;
  /** See `lockEsp`. */
  bootupdLockPath?: string | undefined;
  /** As `patienceMs` of `lockEsp`. */
  lockPatienceMs?: number | undefined;
};

/** The position of one stage's entry. */
export type StagePlacement = PlacementReport & { target: string; stagePath: string };

/** One plan in progress, under the lock. */
export type PlanContext = {
  deps: ApplierDeps;
  lock: EspLock;
  plan: Plan;
  /** Bytes of file content written to the ESP for this plan. */
  bytesWritten: bigint;
  /** Of the stages that were built, if known. */
  placements: StagePlacement[];
  /** Of each target, by its path on the ESP, as it was admitted. */
  fingerprints: ReadonlyMap<string, Fingerprint>;
  /** Targets that are already new. */
  exchanged: string[];
  reports: Report[];
  signal: AbortSignal;
  /** Buffer for copying files; allocated for the first one. */
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
