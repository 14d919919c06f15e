/** The planner's composition root: opens what it needs and hands it to its functions. */
import type { Bus } from '../../lib/bus/index.ts';
import { createSweeper, runFunctions } from '../../lib/runtime/index.ts';
import type { Clock, Logger, Running } from '../../lib/runtime/index.ts';
import { loadOrCreateSigningKey, loadPinnedKeys } from '../../lib/trust/index.ts';
import { plannerFunctions } from './index.ts';
import type { PlanScope } from './index.ts';

export type PlannerConfig = {
  /** Holds `planner.key`, made if missing; hosts pin its public half. */
  keysDirectory: string;
  /** A directory of *.pub files, or a file: whose payloads are planned. */
  publisherKeysPath: string;
  /** Plan for hosts whose ESP is not vfat, too: image builds and tests. */
  allowAnyFilesystem: boolean;
  /** The narrowest that is thought of; `auto` by default. */
  scope?: PlanScope;
  /** Plan without a proof that the hosts boot: image builds, hosts without UEFI. */
  unproven?: boolean;
};

/**
 * Starts planning, and sweeping messages that killed their handlers into the dead letters. Replicas share the work.
 * @throws TrustError if a key is missing or unsafe
 */
export const startPlanner = async (
  config: PlannerConfig,
  { bus, clock, log }: { bus: Bus; clock: Clock; log: Logger },
): Promise<Running> => {
  const signingKey = await loadOrCreateSigningKey(config.keysDirectory, 'planner');
  const publisherKeys = await loadPinnedKeys(config.publisherKeysPath);
  const { allowAnyFilesystem, scope, unproven } = config;
  const functions = [
    ...plannerFunctions({ bus, signingKey, publisherKeys, clock, allowAnyFilesystem, scope, unproven }),
    createSweeper({ bus, clock }),
  ];
  return runFunctions({
    bus,
    functions,
    service: 'planner',
    source: 'bootswap/planner',
    clock,
    log: log.with({ service: 'planner' }),
  });
};
