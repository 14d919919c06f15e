// Bundles the command line into dist/bin, which bin/bootswap loads: `npm run build`, and npm's `prepack`. Tests, demo and
// bench need no build: Node runs their sources (typescript.mjs), and they bundle what they start.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (!existsSync(join(root, 'node_modules', 'esbuild'))) {
  console.error('bootswap: esbuild is not installed (no dev dependencies); dist/bin was not rebuilt');
  process.exit(existsSync(join(root, 'dist', 'bin', 'main.js')) ? 0 : 1);
}
const { bundleCommand } = await import('./bundle.mjs');
bundleCommand(root);
