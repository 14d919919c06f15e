import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { root, withTree } from './scripts.ts';

const protoWith = (fields: string): string =>
  `syntax = "proto3";\npackage bootswap.v1;\nmessage Small {\n${fields}}\n`;
const PROTO = 'proto/bootswap/v1/small.proto';
const CHECKOUT = { [PROTO]: protoWith('  string name = 1;\n'), 'tsconfig.json': '{}' };

type Generate = (...args: string[]) => ReturnType<typeof run>;

const withCheckout = (body: (checkout: string, generate: Generate) => Promise<void>): Promise<void> =>
  withTree(CHECKOUT, async (checkout) => {
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    cpSync(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true });
    await body(checkout, (...args) =>
      run(process.execPath, [join(checkout, 'scripts', 'generate.mjs'), ...args], { timeoutMs: 60_000 }),
    );
  });

const generated = suite('generate');

generated(
  'generate - the check sees code that was changed, and a message that was, however often it held',
  () =>
    withCheckout(async (checkout, generate) => {
      const codes: (number | null)[] = [];
      const check = async (): Promise<void> => void codes.push((await generate('--check')).code);
      await check();
      assert.is((await generate()).code, 0);
      await check();
      const code = join(checkout, 'lib', 'wire', 'gen', 'bootswap.js');
      const text = readFileSync(code, 'utf8');
      writeFileSync(code, `${text}// by hand\n`);
      await check();
      writeFileSync(code, text);
      await check();
      writeFileSync(join(checkout, PROTO), protoWith('  string name = 1;\n  string more = 2;\n'));
      await check();
      assert.equal(codes, [1, 0, 1, 0, 1], 'absent, right, by hand, right again, of older messages');
    }),
);

generated('generate - the code encodes and decodes, and holds nothing that the codecs do not call', () =>
  withCheckout(async (checkout, generate) => {
    await generate();
    const code = readFileSync(join(checkout, 'lib', 'wire', 'gen', 'bootswap.js'), 'utf8');
    const functions = [...code.matchAll(/Small\.(\w+) = function/g)].map(([, name]) => name ?? '');
    assert.equal(functions.toSorted(), ['decode', 'encode']);
  }),
);

generated.run();
