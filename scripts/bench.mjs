// `npm run bench`: installs what it needs, builds, measures, writes docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testPackages } from './debian-packages.mjs';
import { ensureDebianPackages, ensureNpmPackages } from './prerequisites.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const log = (line) => console.error(line);

const runNode = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

ensureNpmPackages({ root, log });
ensureDebianPackages(testPackages, { log });
const built = runNode(join(root, 'scripts', 'build.mjs'));
process.exit(built === 0 ? runNode('--enable-source-maps', join(root, 'dist', 'bench', 'main.js')) : built);
