// For `npm run` commands that play a compiled program on a machine with Node and npm and nothing else: installs what
// is missing, builds, runs it, and passes its exit status on.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testPackages } from './debian-packages.mjs';
import { ensureDebianPackages, ensureNpmPackages } from './prerequisites.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const log = (line) => console.error(line);

const runNode = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

/** Runs `dist/<program>` with this process's own arguments; never returns. */
export const runBuilt = (program) => {
  ensureNpmPackages({ root, log });
  ensureDebianPackages(testPackages, { log });
  const built = runNode(join(root, 'scripts', 'build.mjs'));
  if (built !== 0) process.exit(built);
  process.exit(runNode('--enable-source-maps', join(root, 'dist', program), ...process.argv.slice(2)));
};
