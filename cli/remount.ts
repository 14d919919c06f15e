/** The ESP of a host on which a process was killed while it had the ESP off to heal it. */
import { describeStateDirectory } from '../lib/host/index.ts';
import { mountAfterKill } from '../services/applier/index.ts';
import { stateDirectoryOf } from './places.ts';
import type { Invocation } from './command.ts';

/** Before a command that writes looks for the ESP: else it would not find it. Mounts nothing but what the note names. */
export const remountAfterKill = async (named: Pick<Invocation, 'text' | 'env'>): Promise<void> => {
  const { unmountedNotePath } = describeStateDirectory(stateDirectoryOf(named));
  await mountAfterKill(unmountedNotePath);
};
