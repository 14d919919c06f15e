/** The auditor's composition root: opens what it needs and hands it to its functions. */
import { openHostBoot } from '../../lib/boot/index.ts';
import type { BootPlaces } from '../../lib/boot/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { openStateDirectory } from '../../lib/host/index.ts';
import { openHostService } from '../../lib/runtime/index.ts';
import type { Clock, HostService, Logger } from '../../lib/runtime/index.ts';
import { loadOrCreateSigningKey, loadPinnedKeys } from '../../lib/trust/index.ts';
import { auditorFunctions } from './functions.ts';
import type { CheckOptions } from './checks.ts';
import type { HostIdentity } from './observe-host.ts';

export type AuditorConfig = {
  identity: HostIdentity;
  stateRoot: string;
  /** A directory of *.pub files, or a file: whose plans say what the ESP should hold. */
  plannerKeysPath: string;
  checkOptions: CheckOptions;
  /** Where the host says what it boots by. */
  bootPlaces: BootPlaces;
  everyMs: number;
  pollMs: number;
};

/** An auditor that is ready and waits for the bus. */
export type OpenedAuditor = { start: (bus: Bus) => HostService };

/**
 * Opens the auditor's files and keys.
 * @throws TrustError if a key is missing or unsafe, Node's error if the state directory cannot be used
 */
export const openAuditor = async (
  config: AuditorConfig,
  { clock, log }: { clock: Clock; log: Logger },
): Promise<OpenedAuditor> => {
  const { host } = config.identity;
  const state = await openStateDirectory(config.stateRoot);
  const hostKey = await loadOrCreateSigningKey(state.keysDirectory, 'host');
  const plannerKeys = await loadPinnedKeys(config.plannerKeysPath);
  const hostBoot = await openHostBoot(config.bootPlaces);
  const service = await openHostService({ service: 'auditor', host, stateRoot: state.root, clock, log });
  return {
    start: (bus) =>
      service.start(bus, auditorFunctions({ ...config, state, hostKey, plannerKeys, hostBoot, bus, clock })),
  };
};
