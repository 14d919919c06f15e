import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { builtBin, builtProgram } from '../lab/programs.ts';
import { repoRoot } from '../lab/tools.ts';

const sourcesIn = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(js|ts|pl)$/.test(entry.name))
    .map((entry) => join(entry.path, entry.name))
    .toSorted();
};

/** Names what results depend on: the bundled command, the laboratory, and what runs in its guests. */
export const codeDigest = async (): Promise<string> => {
  const hash = createHash('sha256');
  const inGuests = dirname(await builtProgram('tests/crash/recover-server.ts'));
  const laboratory = ['crash', 'lab'].map((room) => join(repoRoot(), 'tests', room));
  const places = [await builtBin(), inGuests, ...laboratory];
  for (const place of places)
    for (const path of await sourcesIn(place)) hash.update(path).update(await readFile(path));
  return hash.digest('hex').slice(0, 16);
};
