// For `npm run` commands that play a program of ours on a machine with Node and npm and nothing else: installs what is
// missing, runs it, and passes its exit status on.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages, ensureNpmPackages } from './prerequisites.mjs';
import { typescriptFlags } from './typescript.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs `<program>` (`demo/main.ts`) with this process's own arguments; never returns.
 * @param {string} program
 * @param {import('./debian-packages.mjs').DebianPackage[]} packages what it uses
 */
export const runProgram = async (program, packages) => {
  ensureNpmPackages({ root });
  await ensureDebianPackages(packages);
  const args = [...typescriptFlags, join(root, program), ...process.argv.slice(2)];
  process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1);
};
