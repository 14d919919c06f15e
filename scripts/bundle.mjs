// Bundles the compiled command line into dist/bin: a few files in place of some 250 modules, which halves the time a
// service takes to start (docs/decisions.md). koffi stays outside: it is native. The licences of what is inside go along.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const licenceNames = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENCE'];

const licenceOf = (root, name) => {
  const directory = join(root, 'node_modules', name);
  const path = licenceNames.map((file) => join(directory, file)).find((file) => existsSync(file));
  const { version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const text = path === undefined ? `Licence: ${license}` : readFileSync(path, 'utf8').trim();
  return `${name} ${version}\n\n${text}\n`;
};

const packagesIn = (metafile) => {
  const names = Object.keys(metafile.inputs).map(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))].sort();
};

/** Bundles dist/cli/main.js of the checkout at `root`. Throws if a module cannot be resolved. */
export const bundle = async (root) => {
  const outdir = join(root, 'dist', 'bin');
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    // The signer's thread is started from a file beside its caller.
    entryPoints: { main: 'dist/cli/main.js', 'signing-worker': 'dist/lib/trust/signing-worker.js' },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['koffi'],
    chunkNames: '[name]-[hash]',
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    // nats and protobufjs are CommonJS and ask for Node's own modules by require.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
  });
  const licences = packagesIn(metafile).map((name) => licenceOf(root, name));
  writeFileSync(join(outdir, 'THIRD-PARTY-LICENSES'), licences.join(`\n${'-'.repeat(78)}\n\n`));
};
