// `npm run generate`: the wire code from proto/, committed under lib/wire/gen so that users need no generator.
// With --check: fails if what is committed is not, byte for byte, what the generator makes now. What held once is not
// generated again while neither proto/, nor the generator, nor the code is other than it was.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFresh, keepOutputs } from './outputs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'lib', 'wire', 'gen');
const OUTPUTS = ['bootswap.js', 'bootswap.d.ts'];

const sources = () =>
  readdirSync(join(root, 'proto', 'bootswap', 'v1'))
    .filter((name) => name.endsWith('.proto'))
    .sort()
    .map((name) => join('proto', 'bootswap', 'v1', name));

// Nothing in it checks a value: lib/wire/codec.ts does, field by field, of what is encoded and of what is decoded
// (tests/unit/wire/refusals.test.ts), and a wall keeps everybody else from encoding (check-walls.mjs).
const pbjs = (output, flags) => {
  const shape = [
    '-t',
    'static-module',
    '-w',
    'esm',
    '--no-delimited',
    '--no-typeurl',
    '--no-service',
    '--no-verify',
    '--no-convert',
    '--no-create',
    '-p',
    'proto',
  ];
  const args = [...shape, ...flags, '-o', output, ...sources()];
  const command = join(root, 'node_modules', '.bin', 'pbjs');
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status) =>
      status === 0 ? resolve() : reject(new Error(`pbjs failed (exit ${status})`)),
    );
  });
};

// pbjs reads the types out of its own comments, so the .d.ts needs a pass with them and the .js one without.
const generateInto = async (directory) => {
  const typed = join(directory, 'typed');
  mkdirSync(typed);
  await Promise.all([
    pbjs(join(typed, 'bootswap.js'), ['--dts']),
    pbjs(join(directory, 'bootswap.js'), ['--no-comments']),
  ]);
  copyFileSync(join(typed, 'bootswap.d.ts'), join(directory, 'bootswap.d.ts'));
};

const isSame = (a, b) => {
  try {
    return readFileSync(a).equals(readFileSync(b));
  } catch {
    return false;
  }
};

const isCheck = process.argv.includes('--check');
if (isCheck && isFresh(root, 'generated')) process.exit(0);

const remember = (startedAtMs) => {
  const generator = ['protobufjs', 'protobufjs-cli'].map((name) => `node_modules/${name}/package.json`);
  const code = OUTPUTS.map((name) => `lib/wire/gen/${name}`);
  const inputs = [...sources(), ...code, ...generator, 'scripts/generate.mjs'];
  keepOutputs(root, { name: 'generated', files: [], inputs, startedAtMs });
};

const startedAtMs = Date.now();
const fresh = mkdtempSync(join(tmpdir(), 'bootswap-generate-'));
try {
  await generateInto(fresh);
  const changed = OUTPUTS.filter((name) => !isSame(join(fresh, name), join(target, name)));
  if (isCheck) {
    for (const name of changed)
      console.error(`lib/wire/gen/${name} does not match proto/: run npm run generate`);
    process.exitCode = changed.length === 0 ? 0 : 1;
    if (changed.length === 0) remember(startedAtMs);
  } else {
    mkdirSync(target, { recursive: true });
    for (const name of changed) copyFileSync(join(fresh, name), join(target, name));
    console.log(
      changed.length === 0 ? 'lib/wire/gen is up to date' : `lib/wire/gen: wrote ${changed.join(', ')}`,
    );
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
