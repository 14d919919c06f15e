/** Remounts the ESP if a process was killed while it had unmounted the ESP to repair it. */
import { describeStateDirectory } from '../lib/host/index.ts';
import { mountAfterKill } from '../services/applier/index.ts';
import { stateDirectoryOf } from './places.ts';
import type { Invocation } from './command.ts';

/** Call before a command looks for the ESP, which it would not find. Mounts only the device that the note names. */
export const remountAfterKill = async (named: Pick<Invocation, 'text' | 'env'>): Promise<void> => {
  const { unmountedNotePath } = describeStateDirectory(stateDirectoryOf(named));
  await mountAfterKill(unmountedNotePath);
};
