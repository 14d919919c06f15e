import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { loadScript, root, withTree } from './scripts.ts';

const { unusedDeclarations } = await loadScript<{ unusedDeclarations: (root: string) => string[] }>(
  'check-unused.mjs',
);

const unused = suite('unused');

/** Each shows one way in which a name is used; what is not used in that way is called `spare`. */
const CASES: [how: string, files: Record<string, string>][] = [
  [
    'by an import, and what the imported calls',
    {
      'cli/main.ts': `import { used } from '../lib/a.ts';\nexport const main = (): number => used();\n`,
      'lib/a.ts': `const inner = (): number => 1;\nexport const used = (): number => inner();\nexport const spare = (): number => inner();\n`,
    },
  ],
  [
    'through a re-export under another name',
    {
      'cli/main.ts': `import { used } from '../lib/index.ts';\nused();\n`,
      'lib/index.ts': `export { plain as used, spare } from './a.ts';\n`,
      'lib/a.ts': `export const plain = (): number => 1;\nexport const spare = 2;\n`,
    },
  ],
  [
    'through export *',
    {
      'cli/main.ts': `import { used } from '../lib/index.ts';\nused();\n`,
      'lib/index.ts': `export * from './a.ts';\n`,
      'lib/a.ts': `export const used = (): number => 1;\nexport class spare {}\n`,
    },
  ],
  [
    'by an import that comes later',
    {
      'cli/main.ts': `const { used } = await import('../lib/a.ts');\nconst load = async () => (await import('../lib/b.ts')).other;\nused(load);\n`,
      'lib/a.ts': `export const used = (): number => 1;\nexport type spare = string;\n`,
      'lib/b.ts': `export const other = 1;\n`,
    },
  ],
  [
    'by what runs when a module is loaded',
    {
      'cli/main.ts': `import '../lib/a.ts';\n`,
      'lib/a.ts': `const used = (): number => 1;\nused();\nexport function spare(): void {}\n`,
    },
  ],
  [
    'as a type',
    {
      'cli/main.ts': `import type { Used } from '../lib/a.ts';\nexport const main = (used: Used): Used => used;\n`,
      'lib/a.ts': `export type Used = Inner;\ninterface Inner {\n  spare: number;\n}\nexport interface spare {}\n`,
    },
  ],
  [
    'by a test alone, or by name in a comment, a text, a member or a key: not',
    {
      'cli/main.ts': `// spare() is named\nconst text = 'spare';\nexport const main = { spare: text.spare };\n`,
      'lib/a.ts': `export const spare = (): number => 1;\n`,
      'tests/a.test.ts': `import { spare } from '../lib/a.ts';\nspare();\n`,
    },
  ],
];

for (const [how, files] of CASES) {
  unused(`unused - used ${how}`, async () => {
    await withTree(files, (directory) => {
      const [path = ''] = Object.keys(files).filter((name) => name.endsWith('a.ts'));
      assert.equal(unusedDeclarations(directory), [`${path}: spare`]);
    });
  });
}

unused('unused - what only calls itself, or each other, is used by nothing', async () => {
  const code = `export const one = (): number => two();\nexport const two = (): number => one();\n`;
  await withTree({ 'cli/main.ts': '', 'lib/a.ts': code }, (directory) =>
    assert.equal(unusedDeclarations(directory), ['lib/a.ts: one', 'lib/a.ts: two']),
  );
});

unused('unused - the command fails and says what to do', async () => {
  const check = join(root, 'scripts', 'check-unused.mjs');
  await withTree({ 'cli/main.ts': '', 'lib/a.ts': 'export const spare = 1;\n' }, async (directory) => {
    const { code, stderr } = await run(process.execPath, [check, directory]);
    assert.is(code, 1);
    assert.match(
      stderr,
      /^lib\/a\.ts: spare is used by nothing that ships: remove it, or move it to tests\/lab/,
    );
  });
});

unused.run();
