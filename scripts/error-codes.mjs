// The codes of bootswap's errors, refusals, reasons and findings, as the code declares them: a union of string literals
// whose name ends in `Code` (or `CheckName`), with `@errors <section>` in its doc comment, and above each member
// `/** meaning @remedy what to do */`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const ROOMS = ['lib', 'services', 'cli'];
const UNION =
  /(?:\/\*\*(?<doc>(?:(?!\*\/).)*)\*\/\n)?^(?:export )?type (?<name>\w*(?:Code|CheckName))\b[^=]*=(?<body>(?:\/\*(?:(?!\*\/).)*\*\/|'[^'\n]*'|`[^`]*`|[^;'`/])*);/gms;
const MEMBER =
  /(?:\/\*\*(?<doc>(?:(?!\*\/).)*)\*\/\s*)?\|?\s*(?:'(?<literal>[^'\n]+)'|`(?<prefix>[A-Z_]+)\$\{[^`]*`)/gs;
/** Where a code is given as text that no type checks: `code: 'X'`, `reject('X'`, `retry('X'`, `new SomeError('X'`. */
const SAID = /(?:\bcode: |\b(?:reject|retry)\(\s*|\bnew \w+Error\(\s*)'([A-Z][A-Z0-9_]+)'/g;
const UNNAMED = /\bCodedError<\s*'/;

const plain = (doc) =>
  doc
    .replace(/^\s*\*\s?/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const filesOf = (root) =>
  ROOMS.filter((room) => existsSync(join(root, room)))
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true }).map((path) => posix.join(room, path)),
    )
    .filter((path) => path.endsWith('.ts') && !path.startsWith('lib/wire/gen/'))
    .toSorted((a, b) => (a < b ? -1 : 1));

const membersOf = (body, { path, group }) =>
  [...body.matchAll(MEMBER)].map(({ groups: { doc = '', literal, prefix } }) => {
    const [meaning = '', remedy = ''] = plain(doc)
      .split('@remedy')
      .map((part) => part.trim());
    return { path, group, code: literal ?? `${prefix}…`, meaning, remedy };
  });

const unionsIn = (path, text) =>
  [...text.matchAll(UNION)].flatMap(({ groups: { doc = '', name, body } }) => {
    const group = /@errors (.+)/.exec(plain(doc))?.[1] ?? '';
    const members = membersOf(body, { path, group });
    return members.length === 0 ? [] : [{ path, name, group, members }];
  });

const problemsOf = ({ path, name, group, members }) =>
  group === ''
    ? [`${path}: ${name}: say with @errors in which section of docs/errors.md its codes are`]
    : members
        .filter(({ meaning, remedy }) => meaning === '' || remedy === '')
        .map(
          ({ code }) => `${path}: ${name}: ${code} needs a comment: /** what it means @remedy what to do */`,
        );

// Whole lines only: what follows code on its line may be a string that looks like a comment.
const withoutComments = (text) => text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');

const straysIn = (path, text, known) => [
  ...(UNNAMED.test(text) ? [`${path}: give the codes of this error a type of their own`] : []),
  ...[...withoutComments(text).matchAll(SAID)]
    .filter(([, code]) => !known(code))
    .map(([, code]) => `${path}: ${code} is in no union of codes, so no page explains it`),
];

// The table of exit statuses names codes that others say.
const STATUSES = 'cli/error-exit.ts';

/** Codes that are declared and never said: as often in the code as in the unions. */
const unsaid = (codes, files) => {
  const words = new Map();
  for (const [path, text] of files) {
    if (path === STATUSES) continue;
    for (const [word] of withoutComments(text).matchAll(/(?<![\w-])[A-Za-z][\w-]*/g))
      words.set(word, (words.get(word) ?? 0) + 1);
  }
  const declared = (code) => codes.filter((other) => other.code === code).length;
  return codes
    .filter(({ code }) => !code.endsWith('…') && (words.get(code) ?? 0) <= declared(code))
    .map(({ path, code }) => `${path}: nothing says ${code}: remove it`);
};

/** The codes under `root`, and what is wrong with them: one line each. */
export const readCodes = (root) => {
  const files = filesOf(root).map((path) => [path, readFileSync(join(root, path), 'utf8')]);
  const unions = files.flatMap(([path, text]) => unionsIn(path, text));
  const codes = unions.flatMap(({ members }) => members);
  const isKnown = (said) =>
    codes.some(({ code }) => code === said || (code.endsWith('…') && said.startsWith(code.slice(0, -1))));
  const strays = files.flatMap(([path, text]) => straysIn(path, text, isKnown));
  return { codes, problems: [...unions.flatMap(problemsOf), ...strays, ...unsaid(codes, files)] };
};
