// The import walls of the design, in one table. Not oxlint's no-restricted-imports: there an override replaces what
// an earlier one forbade instead of adding to it, so every pair of walls would need an entry of its own, and it matches
// the text of an import, where `../applier/x.ts` names no room.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOMS = ['lib', 'services', 'cli', 'tests', 'bench', 'demo', 'scripts', 'docs', 'deploy'];
const within = (...rooms) => new RegExp(`^(?:${rooms.join('|')})(?:/|$)`);
const serviceOf = (path) => /^services\/([^/]+)\//.exec(path)?.[1];
// A suite is a folder of tests/, or one of tests/unit; bench and demo are as suites here. tests/lab belongs to all.
const suiteOf = (path) =>
  /^(?:tests\/(?!(?:lab|fixtures)\/)(?:unit\/)?[^/]+(?=\/)|(?:bench|demo)(?=\/))/.exec(path)?.[0];
const isOfTests = within('tests', 'bench', 'demo');
const IMPURE = /^(?:(?:node:)?fs(?:\/promises)?|nats|koffi)$/;
const isPure = (path) => path.startsWith('lib/uefi/') || /(?:^|\/)(?:decide-[^/]+|plan)\.ts$/.test(path);

/**
 * Each wall: what it says, and whether an import `of` (a package, or a path from the root) `by` a file breaks it.
 * `names` are the imported names, for walls around a few functions of a module.
 */
export const WALLS = [
  {
    says: 'only lib/bus imports nats (tests, bench, demo and the examples in docs may, as a second opinion)',
    isBroken: ({ by, of }) =>
      /^nats(?:\/|$)/.test(of) && !within('lib/bus', 'tests', 'bench', 'demo', 'docs').test(by),
  },
  {
    says: 'only lib/sys imports koffi',
    isBroken: ({ by, of }) => /^koffi(?:\/|$)/.test(of) && !within('lib/sys').test(by),
  },
  {
    says: 'only lib/sys/process.ts starts processes (scripts excepted)',
    isBroken: ({ by, of }) =>
      /^(?:node:)?child_process$/.test(of) && by !== 'lib/sys/process.ts' && !within('scripts').test(by),
  },
  {
    says: 'services never import each other',
    isBroken: ({ by, of }) => Boolean(serviceOf(by) && serviceOf(of)) && serviceOf(by) !== serviceOf(of),
  },
  {
    says: 'lib imports neither services nor cli',
    isBroken: ({ by, of }) => within('lib').test(by) && within('services', 'cli').test(of),
  },
  {
    says: 'services do not import cli',
    isBroken: ({ by, of }) => within('services').test(by) && within('cli').test(of),
  },
  {
    says: 'what ships does not import tests, bench, demo or scripts',
    isBroken: ({ by, of }) =>
      within('lib', 'services', 'cli').test(by) && within('tests', 'bench', 'demo', '#?scripts').test(of),
  },
  {
    says: 'suites, bench and demo import nothing from each other, and tests/lab nothing from any of them: what two need is in tests/lab',
    isBroken: ({ by, of }) => isOfTests.test(by) && suiteOf(of) !== undefined && suiteOf(by) !== suiteOf(of),
  },
  {
    says: 'what decides is pure (lib/uefi, decide-*.ts, plan.ts): no file system, no bus, no system calls',
    isBroken: ({ by, of }) => isPure(by) && (IMPURE.test(of) || within('lib/sys', 'lib/bus').test(of)),
  },
  {
    says: 'only services/applier imports the system calls that exchange (tests and bench excepted)',
    isBroken: ({ by, of, names }) =>
      within('lib/sys').test(of) &&
      /\b(?:renameExchange|renameNoReplace)\b|\*/.test(names) &&
      !within('services/applier', 'lib/sys', 'tests', 'bench').test(by),
  },
];

/** Walls around what is named in code and not imported: what it says, where it holds, and the text that breaks it. */
export const TEXT_WALLS = [
  {
    says: 'only tests/lab/programs.ts names what is built: ask it, and it is built first',
    holdsFor: (path) => within('tests', 'bench', 'demo').test(path) && path !== 'tests/lab/programs.ts',
    broken: /['"`/](?:dist['"`/, ]+(?:bin|programs)|bin['"`/, ]+bootswap)\b/,
  },
  {
    says: 'only lib/wire/codec.ts encodes and decodes by generated code, which checks no value',
    holdsFor: (path) => within('lib', 'services', 'cli').test(path) && path !== 'lib/wire/codec.ts',
    broken: /\b[A-Z]\w*\.(?:encode|decode)\s*\(/,
  },
];

// Whole lines only: what follows code on its line may be a string that looks like a comment.
const withoutComments = (code) => code.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');

const brokenTextWalls = (path, code) =>
  TEXT_WALLS.filter((wall) => wall.holdsFor(path)).flatMap((wall) => {
    const [found] = wall.broken.exec(withoutComments(code)) ?? [];
    return found === undefined ? [] : [`${path}: names ${found}, but ${wall.says}`];
  });

// `import … from`, `export … from`, a bare `import 'x'`, `import('x')` in code and in types, `require('x')`.
const IMPORTS =
  /^\s*(?:import|export)\b(?<names>[^'";=()]*?)\bfrom\s*['"](?<from>[^'"]+)['"]|^\s*import\s*['"](?<bare>[^'"]+)['"]|\b(?:import|require)\s*\(\s*['"`](?<call>[^'"`]+)['"`]/gm;

const importsOf = (path, code) =>
  [...code.matchAll(IMPORTS)].map(({ groups }) => {
    const specifier = groups.from ?? groups.bare ?? groups.call;
    const of = specifier.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(path), specifier))
      : specifier;
    return { by: path, of, names: groups.names ?? '*' };
  });

/** The walls that `code`, standing at `path` (from the root), breaks: one line each. */
export const brokenWalls = (path, code) => [
  ...importsOf(path, code).flatMap((found) =>
    WALLS.filter((wall) => wall.isBroken(found)).map(
      (wall) => `${path}: imports ${found.of}, but ${wall.says}`,
    ),
  ),
  ...brokenTextWalls(path, code),
];

// Generated code, fixtures, and the walls' own test, which holds what breaks them as text.
const UNCHECKED = within('lib/wire/gen', 'tests/fixtures', 'tests/tooling/walls\\.test\\.ts');

const filesOf = (root) =>
  ROOMS.filter((room) => existsSync(join(root, room))).flatMap((room) =>
    readdirSync(join(root, room), { recursive: true })
      .map((path) => posix.join(room, path))
      .filter((path) => /\.[cm]?[jt]s$/.test(path) && !UNCHECKED.test(path)),
  );

/** Checks every source file under `root`. */
export const checkWalls = (root) =>
  filesOf(root).flatMap((path) => brokenWalls(path, readFileSync(join(root, path), 'utf8')));

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url)));
  const broken = checkWalls(root);
  for (const complaint of broken) console.error(complaint);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
