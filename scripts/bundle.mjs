// Bundles programs of ours from their sources with esbuild: the command line into dist/bin, a few files in place of
// some 250 modules, which halves the time a service takes to start (docs/decisions/0010); and single programs of tests,
// demo and bench into dist/programs, for machines on which starting Node is slow. koffi stays outside: it is native.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { isFresh, keepOutputs } from './outputs.mjs';

const SIGNING_WORKER = 'lib/trust/signing-worker.ts';
const OPTIONS = {
  bundle: true,
  write: false,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['koffi'],
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  // nats and protobufjs are CommonJS and ask for Node's own modules by require.
  banner: {
    js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
  },
};

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

const licencesOf = (root, metafile) => ({
  path: join(root, 'dist', 'bin', 'THIRD-PARTY-LICENSES'),
  contents: Buffer.from(
    packagesIn(metafile)
      .map((name) => licenceOf(root, name))
      .join(`\n${'-'.repeat(78)}\n\n`),
  ),
});

const bundleOnce = (root, name, make) => {
  if (isFresh(root, name)) return;
  const startedAtMs = Date.now();
  const { files, metafile, onlyIn } = make();
  keepOutputs(root, { name, files, inputs: Object.keys(metafile.inputs), startedAtMs, onlyIn });
};

/**
 * The path of dist/bin, which then holds the command line as the sources of the checkout at `root` have it now; nothing
 * is done if it does already. The licences of what is inside go along. Several processes may do so at once. Throws if a
 * module cannot be resolved or read.
 */
export const bundleCommand = (root) => {
  const outdir = join(root, 'dist', 'bin');
  bundleOnce(root, 'bin', () => {
    const { outputFiles, metafile } = buildSync({
      ...OPTIONS,
      absWorkingDir: root,
      // The signer's thread is started from a file beside its caller.
      entryPoints: { main: 'cli/main.ts', 'signing-worker': SIGNING_WORKER },
      outdir,
      splitting: true,
      chunkNames: '[name]-[hash]',
    });
    const files = [...outputFiles, licencesOf(root, metafile)];
    return { files, metafile, onlyIn: outdir };
  });
  return outdir;
};

/**
 * The absolute path of a program of ours as one .js file, made of its sources as they are now: `source` is its path
 * from `root` (`tests/vfat/applier-guest.ts`). As `bundleCommand` in all else.
 */
export const bundleProgram = (root, source) => {
  const name = source.replace(/\.ts$/, '');
  bundleOnce(root, `programs/${name}`, () => {
    const { outputFiles, metafile } = buildSync({
      ...OPTIONS,
      absWorkingDir: root,
      entryPoints: { [name]: source, [`${dirname(name)}/signing-worker`]: SIGNING_WORKER },
      outdir: join(root, 'dist', 'programs'),
    });
    return { files: outputFiles, metafile };
  });
  return join(root, 'dist', 'programs', `${name}.js`);
};
