import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { root, withTree } from './scripts.ts';

const TSCONFIG =
  '{ "compilerOptions": { "strict": true, "module": "nodenext", "types": [] }, "include": ["lib"] }';
const LATER = 'declare const later: () => Promise<number>;\n';

/** A file for each rule that the house relies on, with nothing wrong but that. */
const VIOLATIONS: Record<string, string> = {
  'no-floating-promises': `${LATER}export const go = (): void => {\n  later();\n};\n`,
  'no-misused-promises': `${LATER}export const isIt = (): number => (later() ? 1 : 2);\n`,
  'await-thenable': 'export const go = async (n: number): Promise<number> => await n;\n',
  'no-explicit-any': 'export const go = (x: any): unknown => x;\n',
  'no-console': `export const go = (): void => {\n  console.log('x');\n};\n`,
  'consistent-type-imports': `import { T } from './await-thenable.ts';\nexport type U = T;\n`,
  'no-default-export': 'const one = 1;\nexport default one;\n',
  'switch-exhaustiveness-check': `export const go = (x: 'a' | 'b'): void => {\n  switch (x) {\n    case 'a':\n      break;\n  }\n};\n`,
  'restrict-template-expressions': 'export const go = (x: object): string => `${x}`;\n',
  'no-non-null-assertion': 'export const go = (x?: string): string => x!;\n',
  'only-throw-error': `export const go = (): void => {\n  throw 'x';\n};\n`,
  'no-unused-vars': 'const unused = 1;\nexport const used = 2;\n',
  'max-lines': 'export {};\n'.repeat(301),
};

const lint = async (files: Record<string, string>): Promise<{ code: number | null; lines: string[] }> =>
  withTree({ ...files, 'tsconfig.json': TSCONFIG }, async (directory) => {
    copyFileSync(join(root, '.oxlintrc.json'), join(directory, '.oxlintrc.json'));
    const oxlint = join(root, 'node_modules', '.bin', 'oxlint');
    const { code, stdout } = await run(oxlint, ['--type-aware', '--deny-warnings', '-f', 'unix'], {
      cwd: directory,
      // Where oxlint looks for its type checker, started by npm or not.
      env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}` },
    });
    return { code, lines: stdout.split('\n') };
  });

const linting = suite('lint');

linting('lint - every rule that the house relies on is on, the typed ones too', async () => {
  const files = Object.entries(VIOLATIONS).map(([rule, code]) => [`lib/${rule}.ts`, code]);
  const { code, lines } = await lint(Object.fromEntries(files));
  assert.is(code, 1);
  for (const rule of Object.keys(VIOLATIONS))
    assert.ok(
      lines.some((line) => line.startsWith(`lib/${rule}.ts:`) && line.includes(`(${rule})]`)),
      `${rule} is not reported`,
    );
});

linting('lint - a clean file passes', async () => {
  const { code, lines } = await lint({ 'lib/clean.ts': 'export const one = 1;\n' });
  assert.is(code, 0, lines.join('\n'));
});

linting.run();
