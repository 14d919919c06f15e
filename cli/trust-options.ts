/** Which keys a host or a planner trusts. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StateDirectory } from '../lib/host/index.ts';
import { loadPinnedKeys } from '../lib/trust/index.ts';
import type { PublicKey } from '../lib/trust/index.ts';
import type { Invocation, OptionSpecs } from './command.ts';

export const trustOptions = {
  'planner-keys': {
    value: 'PATH',
    help: 'trusted planner keys: a .pub file or a directory of them (default trusted/planners or keys/planner.pub in the state directory)',
  },
} satisfies OptionSpecs;

export const publisherTrustOptions = {
  'publisher-keys': {
    value: 'PATH',
    help: 'trusted publisher keys: a .pub file or a directory of them (default trusted/publishers or keys/publisher.pub in the state directory)',
  },
} satisfies OptionSpecs;

type Named = 'planner' | 'publisher';

/** A directory of pinned keys takes precedence over the key that was made in this state directory. */
const defaultPath = (state: StateDirectory, name: Named): string => {
  const directory = join(state.root, 'trusted', `${name}s`);
  return existsSync(directory) ? directory : join(state.keysDirectory, `${name}.pub`);
};

export const plannerKeysPathOf = ({ text }: Pick<Invocation, 'text'>, state: StateDirectory): string =>
  text('planner-keys') ?? defaultPath(state, 'planner');

export const publisherKeysPathOf = ({ text }: Pick<Invocation, 'text'>, state: StateDirectory): string =>
  text('publisher-keys') ?? defaultPath(state, 'publisher');

/** The keys at a path, or none. Without keys no plan verifies; the code that verifies one reports that. */
export const pinnedOrNone = async (path: string): Promise<PublicKey[]> => {
  try {
    return await loadPinnedKeys(path);
  } catch {
    return [];
  }
};
