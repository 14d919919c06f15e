/** The applier's composition root: opens what it needs, recovers, and hands it to its functions. */
import type { Bus } from '../../lib/bus/index.ts';
import { hasCode, messageOf } from '../../lib/errors.ts';
import { openStateDirectory } from '../../lib/host/index.ts';
import { openHostService } from '../../lib/runtime/index.ts';
import type { Clock, HostService, Logger, ServiceFunction } from '../../lib/runtime/index.ts';
import {
  loadOrCreateSigningKey,
  loadPinnedKeys,
  openAudit,
  openPlan,
  publicKeyOf,
} from '../../lib/trust/index.ts';
import { ApplyError } from './apply-error.ts';
import type { BlobSource } from './state/blobs.ts';
import type { ApplierDeps } from './context.ts';
import { failPointFrom } from './fail-point.ts';
import { applierFunctions, reportEmission } from './functions.ts';
import type { HostBootSource } from './host-boot.ts';
import { recover } from './recovery/recover.ts';

export type ApplierConfig = {
  host: string;
  espRoot: string;
  stateRoot: string;
  /** A directory of *.pub files, or a file: whose plans are carried out. */
  plannerKeysPath: string;
  allowAnyFilesystem: boolean;
  retain: 'previous' | 'none';
  pollMs: number;
  hostBoot: HostBootSource;
  /** As of `ApplierDeps`. */
  isUnproven: boolean;
  /** BOOTSWAP_FAILPOINT, for tests: `<phase>:kill|error|enospc|eio`. */
  failPoint: string | undefined;
};

/** An applier that has recovered and waits for the bus. */
export type OpenedApplier = { start: (bus: Bus) => HostService };

const noBlobsYet: BlobSource = {
  get: () => {
    throw new ApplyError('BLOB_UNAVAILABLE', 'the bus is not connected yet');
  },
};

/** Without the ESP, or with another writer on it, nothing can be recovered yet: every plan does so first, too. */
const recoverIfPossible = async (deps: ApplierDeps): Promise<void> => {
  try {
    await recover(deps);
  } catch (error) {
    if (!hasCode(error, 'BUSY') && !hasCode(error, 'NOT_MOUNTED')) throw error;
    deps.log.warn('recovery is not possible yet', { why: messageOf(error) });
  }
};

/**
 * Opens the applier's files and keys and recovers from whatever a crash has left, before it talks to anyone. An ESP
 * that is not there yet, or busy, is recovered before the first plan.
 * @throws TrustError if a key is missing or unsafe, Node's error if the state directory cannot be used
 */
export const openApplier = async (
  config: ApplierConfig,
  { clock, log }: { clock: Clock; log: Logger },
): Promise<OpenedApplier> => {
  const { host, espRoot, plannerKeysPath, allowAnyFilesystem, retain, pollMs, hostBoot, isUnproven } = config;
  const state = await openStateDirectory(config.stateRoot);
  const hostKey = publicKeyOf(await loadOrCreateSigningKey(state.keysDirectory, 'host'));
  const pinned = await loadPinnedKeys(plannerKeysPath);
  const service = await openHostService({ service: 'applier', host, stateRoot: state.root, clock, log });
  const deps: Omit<ApplierDeps, 'blobs'> = {
    espRoot,
    state,
    hostId: host,
    openPlan: (envelope) => openPlan(envelope, pinned).plan,
    clock,
    log: service.log,
    report: (report) => service.emit(reportEmission(report)),
    allowAnyFilesystem,
    retain,
    hostBoot,
    isUnproven,
    failPoint: failPointFrom(config.failPoint),
  };
  await recoverIfPossible({ ...deps, blobs: noBlobsYet });
  const functionsOn = (bus: Bus): ServiceFunction[] =>
    applierFunctions({
      ...deps,
      blobs: bus.blobs,
      openAudit: (envelope) => openAudit(envelope, [hostKey]).audit,
      pollMs,
    });
  return { start: (bus) => service.start(bus, functionsOn(bus)) };
};
