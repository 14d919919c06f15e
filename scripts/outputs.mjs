// What a build wrote and of what, so that nothing is built twice and nothing stale is used: dist/made/<name>.json holds
// the digest of each input and of each output. INVARIANT: any number of processes may build the same thing at
// once, and others may use it meanwhile: equal inputs give equal bytes, a file is replaced as a whole, and one that is
// right already is left alone.
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** How we build is an input, too. */
const RECIPE = ['scripts/bundle.mjs', 'node_modules/esbuild/package.json', 'tsconfig.json'];

const recordOf = (root, name) => join(root, 'dist', 'made', `${name}.json`);

const digestOfBytes = (bytes) => createHash('sha256').update(bytes).digest('base64');

const digestOf = (path) => {
  try {
    return digestOfBytes(readFileSync(path));
  } catch {
    return null; // it is gone
  }
};

const readRecord = (root, name) => {
  try {
    return JSON.parse(readFileSync(recordOf(root, name), 'utf8'));
  } catch {
    return null;
  }
};

const replace = (root, path, contents) => {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const temporary = join(root, 'dist', 'made', `${randomUUID()}.tmp`);
  for (const file of [path, temporary]) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
};

/** True if the build of that name is there and was made of its inputs as they are now. */
export const isFresh = (root, name) => {
  const record = readRecord(root, name);
  if (record === null) return false;
  return Object.entries({ ...record.inputs, ...record.outputs }).every(
    ([path, digest]) => digestOf(join(root, path)) === digest,
  );
};

/**
 * Writes what a build made: `files` of `{path, contents}`, from `inputs` (paths from the root) read since `startedAtMs`;
 * `onlyIn` is a directory that is to hold nothing else. An input that was changed meanwhile leaves it not fresh.
 */
export const keepOutputs = (root, { name, files, inputs, startedAtMs, onlyIn }) => {
  for (const { path, contents } of files) replace(root, path, Buffer.from(contents));
  // By digest: what another build has put in the place of a shared file makes this one stale.
  const outputs = Object.fromEntries(
    files.map(({ path, contents }) => [relative(root, path), digestOfBytes(Buffer.from(contents))]),
  );
  const there = onlyIn === undefined ? [] : readdirSync(onlyIn).map((file) => join(onlyIn, file));
  const left = there.filter((path) => !Object.hasOwn(outputs, relative(root, path)));
  for (const path of left) rmSync(path, { recursive: true, force: true });
  const paths = [...inputs, ...RECIPE];
  // Whole milliseconds begin before what was written in the same one.
  if (paths.some((path) => statSync(join(root, path)).mtimeMs >= startedAtMs + 1)) return;
  const digests = paths.map((path) => [path, digestOf(join(root, path))]);
  const record = { outputs, inputs: Object.fromEntries(digests) };
  replace(root, recordOf(root, name), Buffer.from(JSON.stringify(record)));
};

/** Removes the outputs of a build that is not fresh, so that whoever uses it without asking for it hears of it. */
export const removeStale = (root, { name, directory }) => {
  if (isFresh(root, name)) return;
  rmSync(recordOf(root, name), { force: true });
  rmSync(join(root, directory), { recursive: true, force: true });
};
