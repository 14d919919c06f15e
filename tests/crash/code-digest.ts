import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtBootswap, builtProgram } from '../lab/programs.ts';
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
  await builtBootswap();
  await builtProgram('tests/crash/recover-server.ts');
  const places = ['dist/bin', 'dist/programs/tests/crash', 'tests/crash', 'tests/lab'];
  for (const place of places)
    for (const path of await sourcesIn(join(repoRoot(), place)))
      hash.update(path).update(await readFile(path));
  return hash.digest('hex').slice(0, 16);
};
