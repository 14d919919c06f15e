import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { inlineArgs, sourceArgs, sourceUrl } from '../lab/programs.ts';
import { loadScript, root, withTree } from './scripts.ts';

type TypeScript = { typescriptFlags: string[] };

const { typescriptFlags } = await loadScript<TypeScript>('typescript.mjs');
const HOOK = ['--enable-source-maps', '--import', join(root, 'scripts', 'typescript-hook.mjs')];

/** This Node's own way, and the hook of Node 20, which works with every one: on that Node they are the same. */
const WAYS =
  typescriptFlags[0] !== HOOK[0]
    ? { 'this Node': typescriptFlags, 'the hook': HOOK }
    : { 'this Node, by the hook': typescriptFlags };

const nodeWith = (flags: string[], args: string[]): ReturnType<typeof run> =>
  run(process.execPath, [...flags, ...args]);

const typescript = suite('typescript');

for (const [way, flags] of Object.entries(WAYS)) {
  typescript(`typescript - ${way}: a stack trace names the line and the column of the source`, async () => {
    const code = `import type { Missing } from './is-not-there.ts';
export type A = {
  a: number;
};

const fail = ({ a }: A, b?: Missing): never => {
  throw new Error(String(a) + String(b));
};
fail({ a: 7 });
`;
    await withTree({ 'program.ts': code }, async (directory) => {
      const { stderr, code: status } = await nodeWith(flags, [join(directory, 'program.ts')]);
      assert.is(status, 1);
      assert.match(stderr, /7undefined/);
      assert.match(stderr, /program\.ts:7:9\)/);
      assert.match(stderr, /program\.ts:9:1/);
    });
  });

  typescript(`typescript - ${way}: a worker thread runs sources, too`, async () => {
    const files = {
      'main.ts': `import { Worker } from 'node:worker_threads';
const worker: Worker = new Worker(new URL('./thread.ts', import.meta.url));
worker.on('message', (told: string) => process.stdout.write(told));
`,
      'thread.ts': `import { parentPort } from 'node:worker_threads';
import { word } from './word.ts';
parentPort?.postMessage(word as string);
`,
      'word.ts': `export const word: string = 'from the thread';\n`,
    };
    await withTree(files, async (directory) => {
      const { stdout, stderr } = await nodeWith(flags, [join(directory, 'main.ts')]);
      assert.is(stdout, 'from the thread', stderr);
    });
  });

  typescript(`typescript - ${way}: a changed source is never run as it was`, async () => {
    await withTree({}, async (directory) => {
      const path = join(directory, 'program.ts');
      for (const word of ['one', 'two', 'one']) {
        writeFileSync(path, `const word: string = '${word}';\nprocess.stdout.write(word);\n`);
        assert.is((await nodeWith(flags, [path])).stdout, word);
      }
    });
  });

  typescript(`typescript - ${way}: what is no TypeScript fails and is named`, async () => {
    await withTree({ 'program.ts': 'const = 1;\n' }, async (directory) => {
      const { code, stderr } = await nodeWith(flags, [join(directory, 'program.ts')]);
      assert.is(code, 1);
      assert.match(stderr, /program\.ts/);
    });
  });
}

/** A checkout with the hook and nothing else, whose own sources it keeps. */
const withHook = (body: (checkout: string, hook: string[]) => Promise<void>): Promise<void> =>
  withTree({}, async (checkout) => {
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    cpSync(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true });
    await body(checkout, ['--import', join(checkout, 'scripts', 'typescript-hook.mjs')]);
  });

typescript('typescript - what the hook kept of a source is used for no other', () =>
  withHook(async (checkout, hook) => {
    const path = join(checkout, 'program.ts');
    for (const word of ['one', 'one', 'two', 'one']) {
      writeFileSync(path, `const word: string = '${word}';\nprocess.stdout.write(word);\n`);
      assert.is((await nodeWith(hook, [path])).stdout, word);
      assert.equal(readdirSync(join(checkout, 'dist', 'modules')), ['program.ts.js']);
    }
  }),
);

typescript('typescript - what the hook kept is what is run', () =>
  withHook(async (checkout, hook) => {
    const path = join(checkout, 'program.ts');
    writeFileSync(path, `process.stdout.write('made' as string);\n`);
    assert.is((await nodeWith(hook, [path])).stdout, 'made');
    const kept = join(checkout, 'dist', 'modules', 'program.ts.js');
    writeFileSync(kept, readFileSync(kept, 'utf8').replace('"made"', '"kept"'));
    assert.is((await nodeWith(hook, [path])).stdout, 'kept');
  }),
);

typescript('typescript - the hook needs no place to write to', () =>
  withHook(async (checkout, hook) => {
    writeFileSync(join(checkout, 'dist'), 'a file, where the directory would be');
    writeFileSync(join(checkout, 'program.ts'), `process.stdout.write('ran' as string);\n`);
    assert.is((await nodeWith(hook, [join(checkout, 'program.ts')])).stdout, 'ran');
  }),
);

typescript('typescript - a process that a suite starts reads sources as the suite does', async () => {
  await withTree({ 'word.ts': `export const word: string = 'word';\n` }, async (directory) => {
    const url = pathToFileURL(join(directory, 'word.ts')).href;
    const code = `const { word } = await import(${JSON.stringify(url)});
      process.stdout.write(word + " '%\\n" + process.argv.slice(1).join());`;
    const { stdout, stderr } = await run(process.execPath, [...inlineArgs(code), 'a', 'b']);
    assert.is(stdout, "word '%\na,b", stderr);
    assert.match(sourceUrl('lib/errors.ts'), /^file:.*lib\/errors\.ts$/);
    assert.equal(sourceArgs('demo/say.ts'), [...process.execArgv, join(root, 'demo', 'say.ts')]);
  });
});

typescript.run();
