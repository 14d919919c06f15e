/** `bootswap keys`: makes and shows the Ed25519 keys of a state directory. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../lib/errors.ts';
import { openStateDirectory } from '../lib/host/index.ts';
import { createKeyFiles, loadPinnedKeys } from '../lib/trust/index.ts';
import { UsageError } from './command.ts';
import type { Command, Invocation } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { stateDirectoryOf, stateOptions } from './places.ts';
import { table } from './terminal.ts';

const namePattern = /^[a-z0-9-]{1,64}$/;

const keysDirectoryOf = async (invocation: Invocation): Promise<string> =>
  (await openStateDirectory(stateDirectoryOf(invocation))).keysDirectory;

const nameOf = ({ text }: Invocation): string => {
  const name = text('name') ?? 'publisher';
  if (namePattern.test(name)) return name;
  throw new UsageError(`a key name has 1 to 64 characters of a-z, 0-9 and -, not ${JSON.stringify(name)}`);
};

const generate = async (invocation: Invocation): Promise<ExitCode> => {
  const directory = await keysDirectoryOf(invocation);
  const { key, privatePath, publicPath } = await createKeyFiles(directory, nameOf(invocation));
  const { terminal } = invocation;
  terminal.print(`${terminal.paint.bold(key.keyId)}`);
  terminal.print(`private key  ${privatePath}`);
  terminal.print(`public key   ${publicPath}`);
  terminal.document({ keyId: key.keyId, privatePath, publicPath });
  return exitCodes.ok;
};

const publicFiles = async (directory: string): Promise<string[]> => {
  try {
    return (await readdir(directory)).filter((name) => name.endsWith('.pub')).sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
};

const show = async (invocation: Invocation): Promise<ExitCode> => {
  const directory = await keysDirectoryOf(invocation);
  const { terminal } = invocation;
  const keys: { name: string; keyId: string; publicPath: string }[] = [];
  for (const file of await publicFiles(directory)) {
    const publicPath = join(directory, file);
    for (const { keyId } of await loadPinnedKeys(publicPath)) {
      keys.push({ name: file.slice(0, -'.pub'.length), keyId, publicPath });
    }
  }
  if (keys.length === 0) terminal.print(`no keys in ${directory}; make one with: bootswap keys generate`);
  for (const line of table(keys.map(({ name, keyId, publicPath }) => [name, keyId, publicPath]))) {
    terminal.print(line);
  }
  terminal.document({ directory, keys });
  return exitCodes.ok;
};

type Action = (invocation: Invocation) => Promise<ExitCode>;

const actions: ReadonlyMap<string, Action> = new Map([
  ['generate', generate],
  ['show', show],
]);

export const command: Command = {
  name: 'keys',
  summary: 'make and show signing keys',
  synopsis: 'generate|show [--name NAME] [--state-dir DIR]',
  details: [
    'Makes and shows Ed25519 keys. A publisher signs payloads, a planner signs plans, and a host signs its audits. Each side',
    'trusts the public keys that it pins (docs/keys.md).',
  ].join('\n'),
  options: { ...stateOptions, name: { value: 'NAME', help: 'name of the key to make (default publisher)' } },
  positionals: { min: 1, max: 1 },
  examples: ['bootswap keys generate --name publisher --state-dir ./pipeline', 'bootswap keys show --json'],
  run: (invocation) => {
    const action = actions.get(invocation.positionals[0] ?? '');
    if (action === undefined) throw new UsageError('bootswap keys takes generate or show');
    return action(invocation);
  },
};
