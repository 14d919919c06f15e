// Compiles the TypeScript tree to dist/, puts the generated wire code beside it, and bundles the command line. Runs as
// npm's `prepack`, and before tests, demo and bench.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = join(root, 'node_modules', '.bin', 'tsc');

if (!existsSync(tsc)) {
  console.error(
    'bootswap: no TypeScript compiler here (installed without dev dependencies); dist/ is left as it is',
  );
  process.exit(existsSync(join(root, 'dist', 'bin', 'main.js')) ? 0 : 1);
}
const { status } = spawnSync(tsc, ['-p', root], { stdio: 'inherit' });
mkdirSync(join(root, 'dist', 'lib', 'wire', 'gen'), { recursive: true });
cpSync(join(root, 'lib', 'wire', 'gen'), join(root, 'dist', 'lib', 'wire', 'gen'), {
  recursive: true,
  filter: (path) => !path.endsWith('.d.ts'),
});
const { bundleCommand } = await import('./bundle.mjs');
bundleCommand(root);
process.exit(status ?? 1);
