// The hook itself, in the thread that Node gives it: a .ts file is loaded as what esbuild makes of it. The source map
// goes along, so that stack traces name the source's lines. What was made of a file of this checkout is kept in dist/modules
// by its path, with the digest of the source as its last line, for the next process that loads the same.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const kept = join(root, 'dist', 'modules');
const OPTIONS = {
  loader: 'ts',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  sourcesContent: false,
  // As in tsconfig.json: an import without `type` stays, whether its names are used or not, as Node itself has it.
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
};

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const RECIPE = JSON.stringify(OPTIONS) + read(join(root, 'node_modules', 'esbuild', 'package.json'));

const keep = (path, code) => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = join(kept, `${randomUUID()}.tmp`);
    writeFileSync(temporary, code);
    renameSync(temporary, path);
  } catch {
    // Nothing may be written here (another user's checkout): the next process makes it again.
  }
};

const make = async (path, source) => {
  const { transform } = await import('esbuild');
  return (await transform(source, { ...OPTIONS, sourcefile: path })).code;
};

const compile = async (path, source) => {
  if (!path.startsWith(`${root}/`)) return make(path, source);
  const digest = createHash('sha256').update(RECIPE).update(path).update(source).digest('hex');
  const keptPath = join(kept, `${relative(root, path).replaceAll('/', '+')}.js`);
  const before = read(keptPath);
  if (before.endsWith(`\n//${digest}\n`)) return before;
  const made = `${await make(path, source)}\n//${digest}\n`;
  keep(keptPath, made);
  return made;
};

/** Node's `load` hook. */
export const load = async (url, context, next) => {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  return { format: 'module', source: await compile(path, readFileSync(path, 'utf8')), shortCircuit: true };
};
