import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { loadScript, root, withTree } from './scripts.ts';

type Bundler = { bundleProgram: (root: string, source: string) => string };

type Outputs = { removeStale: (root: string, build: { name: string; directory: string }) => void };

const { bundleProgram } = await loadScript<Bundler>('bundle.mjs');
const { removeStale } = await loadScript<Outputs>('outputs.mjs');

/** A checkout with a program of two modules, one of which needs koffi, and what a build needs. */
const CHECKOUT = {
  'a/program.ts': `import { answer } from './answer.ts';\nconsole.log(answer());\n`,
  'a/answer.ts': `import { createRequire } from 'node:module';
const koffi = createRequire(import.meta.url)('koffi') as { sizeof: (type: string) => number };
export const answer = (): string => 'int has ' + koffi.sizeof('int');\n`,
  'lib/trust/signing-worker.ts': 'export {};\n',
  'scripts/bundle.mjs': '',
  'tsconfig.json': '{}',
};

const withCheckout = (body: (checkout: string) => Promise<void>): Promise<void> =>
  withTree(CHECKOUT, async (checkout) => {
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    await body(checkout);
  });

const printed = async (program: string): Promise<string> =>
  (await run(process.execPath, [program])).stdout.trim();

const programs = suite('programs');

programs('programs - one file, which finds koffi from where it lies', async () => {
  await withCheckout(async (checkout) => {
    const program = bundleProgram(checkout, 'a/program.ts');
    rmSync(join(checkout, 'a'), { recursive: true });
    assert.is(await printed(program), 'int has 4');
  });
});

programs('programs - nothing is built twice, and nothing is left of what its sources were', async () => {
  await withCheckout(async (checkout) => {
    const program = bundleProgram(checkout, 'a/program.ts');
    const { mtimeMs, ino } = statSync(program);
    assert.is(bundleProgram(checkout, 'a/program.ts'), program);
    assert.equal([statSync(program).mtimeMs, statSync(program).ino], [mtimeMs, ino]);
    writeFileSync(join(checkout, 'a/answer.ts'), `export const answer = (): string => 'changed';\n`);
    assert.is(await printed(bundleProgram(checkout, 'a/program.ts')), 'changed');
    rmSync(program);
    assert.is(await printed(bundleProgram(checkout, 'a/program.ts')), 'changed');
  });
});

programs('programs - what something else has put in the place of a program is not taken for it', async () => {
  await withCheckout(async (checkout) => {
    const program = bundleProgram(checkout, 'a/program.ts');
    writeFileSync(program, `console.log('older');\n`);
    assert.is(await printed(bundleProgram(checkout, 'a/program.ts')), 'int has 4');
  });
});

programs('programs - two processes that build the same at once both have it whole', async () => {
  await withCheckout(async (checkout) => {
    const code = `const { bundleProgram } = await import(${JSON.stringify(join(root, 'scripts/bundle.mjs'))});
      console.log(bundleProgram(${JSON.stringify(checkout)}, 'a/program.ts'));`;
    const build = (): ReturnType<typeof run> => run(process.execPath, ['--input-type=module', '-e', code]);
    const both = await Promise.all([build(), build(), build()]);
    for (const { stdout, stderr } of both) assert.is(await printed(stdout.trim()), 'int has 4', stderr);
    assert.not.ok(existsSync(join(checkout, 'a', 'program.js')));
  });
});

programs('programs - one whose sources do not resolve is no program, and says which', async () => {
  await withCheckout(async (checkout) => {
    bundleProgram(checkout, 'a/program.ts');
    rmSync(join(checkout, 'a/answer.ts'));
    assert.throws(() => bundleProgram(checkout, 'a/program.ts'), /answer\.ts/);
  });
});

programs(
  'programs - what was built of older sources goes before a run, and what is right stays',
  async () => {
    await withCheckout(async (checkout) => {
      const program = bundleProgram(checkout, 'a/program.ts');
      const build = { name: 'programs/a/program', directory: relative(checkout, dirname(program)) };
      removeStale(checkout, build);
      assert.is(await printed(program), 'int has 4');
      writeFileSync(join(checkout, 'a/answer.ts'), `export const answer = (): string => 'changed';\n`);
      removeStale(checkout, build);
      assert.not.ok(existsSync(program), 'nobody uses it unasked');
      removeStale(checkout, build);
    });
  },
);

programs('programs - the real ones for guests hold all they need', async () => {
  for (const source of ['tests/vfat/applier-guest.ts', 'tests/crash/recover-server.ts', 'demo/inside.ts']) {
    const code = readFileSync(bundleProgram(root, source), 'utf8');
    const imported = [...code.matchAll(/^import [^;]*? from ["']([^"']+)["'];$/gm)].map(([, of]) => of ?? '');
    assert.ok(imported.length > 0, source);
    assert.equal(
      imported.filter((of) => !of.startsWith('node:')),
      [],
      source,
    );
  }
});

programs.run();
