// `npm run test:crash`: cuts the power at every block write of the real applier, and writes what came of it into
// docs/power-loss.md. Less than an hour on two cores; goes on where it was stopped, as long as the code is the same.
// `-- --fresh` begins again, `-- --only row-3` does one scenario, `-- --slice` does what `npm test` does of it.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crashPackages } from './debian-packages.mjs';
import { ensureDebianPackages, ensureNpmPackages } from './prerequisites.mjs';
import { typescriptFlags } from './typescript.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const runNode = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
const rest = process.argv.slice(2).filter((argument) => argument !== '--slice');
const program = rest.length < process.argv.length - 2 ? 'slice.test.ts' : 'run-matrix.ts';

ensureNpmPackages({ root });
await ensureDebianPackages(crashPackages);
process.exit(runNode(...typescriptFlags, join(root, 'tests', 'crash', program), ...rest));
