import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { loadScript, root, withTree } from './scripts.ts';

type Page = { page: string; problems: string[] };
const { errorsPage } = await loadScript<{ errorsPage: (root: string) => Promise<Page> }>('errors-page.mjs');

const union = (members: string, doc = '/**\n * Why.\n * @errors bus\n */\n'): string =>
  `${doc}export type BusErrorCode =\n${members};\n`;
const GONE = '  /** It is gone. @remedy Bring it back. */\n';
const ERROR_EXIT =
  'export const exitCodeOf = (code) => (code === "GONE" ? 5 : 1);\nexport const exitCodeOfOutcome = () => 1;\n';

const SAID = `throw new BusError(say('GONE', 'LATE'));\n`;

const pageOf = (code: string): Promise<Page> =>
  withTree(
    { 'lib/bus/bus-error.ts': code, 'lib/said.ts': SAID, 'cli/error-exit.ts': ERROR_EXIT },
    (directory) => errorsPage(directory),
  );

const errors = suite('errors page');

errors(
  'page - a row for each code, sorted, with the exit status, below the section of its union',
  async () => {
    const late = '  /**\n   * It came too late,\n   * or never.\n   * @remedy Wait | retry.\n   */\n';
    const { page, problems } = await pageOf(union(`${late}  | 'LATE'\n${GONE}  | 'GONE'`));
    assert.equal(problems, []);
    const [, section = ''] = page.split('## Bus\n');
    assert.equal(section.trim().split('\n').slice(-2), [
      '| `GONE` | It is gone. | Bring it back. | 5 |',
      '| `LATE` | It came too late, or never. | Wait \\| retry. | 1 |',
    ]);
  },
);

errors('page - a union of one, one that takes in another, and codes with a prefix', async () => {
  const [one, other] = [
    "\n  'GONE'",
    '  | InnerCode\n  /** Inside. @remedy Look there. */\n  | `IN_${InnerCode}`',
  ];
  const { page, problems } = await pageOf(
    `${union(`${GONE}${one}`)}${union(other).replace('BusErrorCode', 'OuterCode')}`,
  );
  assert.equal(problems, []);
  assert.match(page, /\n\| `GONE` \| .*\n\| `IN_…` \| Inside\. \| Look there\. \| 1 \|\n$/);
});

/** What stops the page from being made, and how it is named. */
const GONE_ALONE = union(`${GONE}  | 'GONE'`);
const BAD: [what: string, problem: RegExp, code: string][] = [
  [
    'a union in no section',
    /^lib\/bus\/bus-error\.ts: BusErrorCode: say with @errors/,
    union(`${GONE}  | 'GONE'`, ''),
  ],
  [
    'a section that is not there',
    /GONE: there is no section "bsu"/,
    union(`${GONE}  | 'GONE'`, '/** Why. @errors bsu */\n'),
  ],
  ['a code without a comment', /BusErrorCode: LATE needs a comment/, union(`${GONE}  | 'GONE'\n  | 'LATE'`)],
  [
    'a code without a remedy',
    /BusErrorCode: GONE needs a comment/,
    union(`  /** It is gone. */\n  | 'GONE'`),
  ],
  [
    'a code without a meaning',
    /BusErrorCode: GONE needs a comment/,
    union(`  /** @remedy Bring it back. */\n  | 'GONE'`),
  ],
  ['a code that nothing says', /nothing says NEVER: remove it/, union(`${GONE}  | 'NEVER'`)],
  [
    'codes without a type',
    /of this error a type of their own/,
    `class BusError extends CodedError<'GONE'> {}\n`,
  ],
  [
    'an outcome with an unknown code',
    /OTHER is in no union/,
    `${GONE_ALONE}const outcome = reject('OTHER', 'x');\n`,
  ],
  [
    'a finding with an unknown code',
    /OTHER is in no union/,
    `${GONE_ALONE}const finding = { code: 'OTHER', detail: 'x' };\n`,
  ],
];

for (const [what, problem, code] of BAD) {
  errors(`page - refused: ${what}`, async () => {
    const { problems } = await pageOf(code);
    assert.is(problems.length, 1, problems.join('; '));
    assert.match(problems[0] ?? '', problem);
  });
}

errors('check - red when the code says otherwise than the page, and writing it mends that', async () => {
  const files = { 'lib/a.ts': union(`${GONE}  | 'GONE'`), 'lib/b.ts': SAID, 'cli/error-exit.ts': ERROR_EXIT };
  await withTree(files, async (directory) => {
    const script = join(root, 'scripts', 'errors-page.mjs');
    const make = (...args: string[]) => run(process.execPath, [script, directory, ...args]);
    const absent = await make('--check');
    assert.is(absent.code, 1);
    assert.match(absent.stderr, /docs\/errors\.md is not what the code says: npm run generate/);
    assert.is((await make()).code, 0);
    assert.is((await make('--check')).code, 0);
    const path = join(directory, 'lib/a.ts');
    writeFileSync(path, readFileSync(path, 'utf8').replace('It is gone.', 'It is lost.'));
    assert.is((await make('--check')).code, 1);
  });
});

errors('page - this checkout explains the codes that no document named', () => {
  const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8');
  for (const code of ['CROSS_LINKED', 'CLOCK_BEHIND', 'MANIFEST_…', 'HANDLER_CRASHED', 'esp-mounted'])
    assert.ok(page.includes(`| \`${code}\` |`), code);
});

errors.run();
