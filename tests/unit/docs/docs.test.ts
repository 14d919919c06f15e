import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../../cli/main.ts';
import { exitCodes } from '../../../cli/exit-codes.ts';
import { allSubjects, buckets, dataSchemas, eventTypes, streams } from '../../../lib/bus/index.ts';
import { repoRoot } from '../../lab/tools.ts';

const test = suite('docs');

const read = (path: string): string => readFileSync(join(repoRoot(), path), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'findings/README.md',
  'tests/crash/README.md',
  ...readdirSync(join(repoRoot(), 'docs'), { recursive: true }).map((name) => `docs/${String(name)}`),
].filter((name) => name.endsWith('.md'));

test('docs - every command has a section, and every option of it is named', async () => {
  const text = read('docs/cli.md');
  for (const command of await commands()) {
    assert.ok(text.includes(`\n## ${command.name}\n`), `docs/cli.md has no section for ${command.name}`);
    const missing = Object.keys(command.options).filter((name) => !text.includes(`--${name}`));
    assert.equal(missing, [], `options of ${command.name} that docs/cli.md does not name`);
  }
});

test('docs - every command shows examples and no option without help', async () => {
  for (const { name, examples, options, details } of await commands()) {
    assert.ok(examples.length > 0, name);
    assert.ok(
      examples.every((example) => example.startsWith(`bootswap ${name}`)),
      name,
    );
    assert.ok(details.length > 0, name);
    assert.ok(
      Object.values(options).every(({ help }) => help.length > 0),
      name,
    );
  }
});

test('docs - every exit status is explained', () => {
  const text = read('docs/cli.md');
  for (const status of Object.values(exitCodes))
    assert.ok(text.includes(`\n| ${status} | `), `status ${status}`);
});

test('docs - events.md names every subject, stream, bucket, event type and schema', () => {
  const text = read('docs/events.md');
  const names = [
    ...Object.values(allSubjects).map((subject) => subject.slice(0, subject.lastIndexOf('.') + 1)),
    ...Object.values(streams),
    buckets.blobs,
    ...Object.values(eventTypes).map((type) => type.replace('bootswap.v1', '')),
    ...Object.values(dataSchemas).map((schema) => schema.split('bootswap.v1.').at(-1) ?? ''),
  ];
  assert.equal(
    names.filter((name) => !text.includes(name)),
    [],
  );
});

test('docs - links between the pages lead somewhere', () => {
  for (const page of pages) {
    const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, target]) => target ?? '',
    );
    const dead = targets.filter((target) => !existsSync(join(repoRoot(), dirname(page), target)));
    assert.equal(dead, [], page);
  }
});

test('docs - the index of decisions names every record, numbered without a gap', () => {
  const records = readdirSync(join(repoRoot(), 'docs/decisions'))
    .filter((name) => /^\d/.test(name))
    .sort();
  const index = read('docs/decisions/README.md');
  for (const [position, name] of records.entries()) {
    assert.is(Number(name.slice(0, 4)), position + 1, name);
    assert.ok(index.includes(`](${name})`), `docs/decisions/README.md does not name ${name}`);
    for (const part of ['Context', 'Decision', 'Consequence'])
      assert.ok(read(`docs/decisions/${name}`).includes(`**${part}.**`), `${name} has no ${part}`);
  }
});

test('docs - every invariant of the swap that the code cites is in docs/power-loss.md, and every one is cited', () => {
  const page = read('docs/power-loss.md');
  const section = page.slice(page.indexOf('## Invariants of the swap'), page.indexOf('## Test method'));
  const defined = [...section.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
  const cited = readdirSync(join(repoRoot(), 'services'), { recursive: true })
    .map((name) => `services/${String(name)}`)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...read(name).matchAll(/[Ii]nvariants? ([\d, and]+) in docs\/power-loss\.md/g)])
    .flatMap(([, numbers]) => (numbers ?? '').match(/\d+/g) ?? [])
    .map(Number);
  assert.equal(
    [...new Set(cited)].toSorted((a, b) => a - b),
    defined,
  );
});

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

const anchorsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));

test('docs - links to a heading lead to one', () => {
  for (const page of pages) {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
    const dead = links.filter(([, target = '', anchor = '']) => {
      const other = target === '' ? page : join(dirname(page), target);
      return !anchorsOf(other).includes(anchor);
    });
    assert.equal(
      dead.map(([link]) => link),
      [],
      page,
    );
  }
});

test('docs - every file of the checkout that a page names in code is there', () => {
  const named = /`((?:bench|bin|cli|demo|deploy|docs|findings|lib|proto|scripts|services|tests)\/[\w./-]+)`/g;
  for (const page of pages) {
    const paths = [...read(page).matchAll(named)].map(([, path]) => path ?? '');
    const dead = paths.filter((path) => !existsSync(join(repoRoot(), path)));
    assert.equal(dead, [], page);
  }
});

test('docs - no path of one machine', () => {
  for (const page of pages) assert.not.match(read(page), /(^|[\s(])\/(work|farm)\//);
});

test.run();
