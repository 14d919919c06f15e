// Finds what ships and is not used: every top-level declaration of lib, services and cli must be reached from the
// command line's own code. What only tests, bench or the demo call is theirs, and belongs in tests/lab. Reached means
// named: names are followed through imports and re-exports, types included, to the declaration they stand for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the product starts: the command, and the thread that signs. */
export const ENTRIES = ['cli/main.ts', 'lib/trust/signing-worker.ts'];
const ROOMS = ['lib', 'services', 'cli'];
const GENERATED = /^lib\/wire\/gen\//;

// Comments and plain strings name things without using them.
const bare = (code) =>
  code
    .replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')
    .replace(/\s\/\/ .*$/gm, '')
    .replace(/(?<=[\s([{,:=!?|&<])'(?:[^'\\\n]|\\.)*'/g, (text) =>
      /\.[cm]?[jt]s'$/.test(text) ? text : "''",
    );

// Formatted code: a statement begins in the first column, and only its closing bracket comes back there.
const statementsOf = (code) => code.split(/^(?=[A-Za-z$_@])/m).filter((text) => /\S/.test(text));

const DECLARATION =
  /^(?:export )?(?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|type|interface|enum) (?<name>[\w$]+)/;
const NAMED = /^(?<kind>import|export)(?: type)? \{(?<names>[^}]*)\}(?: from '(?<from>[^']+)')?/;
const WHOLE = /^(?:import \* as (?<as>[\w$]+)|export \*) from '(?<from>[^']+)'/;
const BARE = /^import '(?<from>\.[^']+)'/;
const LAZY =
  /(?:const \{(?<names>[^}]*)\} = await import|\bimport)\('(?<from>\.[^']+)'\)(?:\)\.(?<member>[\w$]+))?/g;

const resolved = (path, from) => posix.normalize(posix.join(posix.dirname(path), from));

const pairsOf = (names) =>
  names
    .split(',')
    .map((part) => part.trim().replace(/^type /, ''))
    .filter(Boolean)
    .map((part) => part.split(/ as |: /))
    .map(([name, alias = name]) => ({ name, alias }));

const lazyUses = (path, text) =>
  [...text.matchAll(LAZY)].flatMap(({ groups: { names, from, member } }) => {
    const file = resolved(path, from);
    if (names !== undefined) return pairsOf(names).map(({ name }) => ({ file, name }));
    return [{ file, name: member ?? '*' }];
  });

// `.name` is a member and `name:` a key; neither is the declaration of that name.
const wordsOf = (text) => new Set(text.match(/(?<![\w$]|(?<!\.\.)\.)[A-Za-z_$][\w$]*(?![\w$]|\??:(?!:))/g));

const noteNames = (module, path, { kind, names, from }) => {
  const file = from === undefined ? path : resolved(path, from);
  const into = kind === 'import' ? module.names : module.exports;
  for (const { name, alias } of pairsOf(names)) into.set(alias, { file, name });
};

const noteWhole = (module, path, { as, from }) => {
  const file = resolved(path, from);
  if (as === undefined) module.stars.push(file);
  else module.names.set(as, { file, name: '*' });
};

const noteDeclaration = (module, path, text) => {
  const name = DECLARATION.exec(text)?.groups.name ?? '';
  const uses = { words: wordsOf(text), lazy: lazyUses(path, text) };
  module.declarations.set(name, [...(module.declarations.get(name) ?? []), uses]);
};

const readModule = (path, code) => {
  // `declarations` by name; '' holds what runs whenever the module is loaded, and so does each of `imports`.
  const module = { declarations: new Map(), names: new Map(), exports: new Map(), stars: [], imports: [] };
  for (const text of statementsOf(bare(code))) {
    const list = NAMED.exec(text)?.groups;
    const whole = WHOLE.exec(text)?.groups;
    const from = list?.from ?? whole?.from ?? BARE.exec(text)?.groups.from;
    if (from !== undefined) module.imports.push(resolved(path, from));
    if (list !== undefined) noteNames(module, path, list);
    else if (whole !== undefined) noteWhole(module, path, whole);
    else if (!text.startsWith('import ')) noteDeclaration(module, path, text);
  }
  return module;
};

const modulesOf = (root) =>
  new Map(
    ROOMS.filter((room) => existsSync(join(root, room)))
      .flatMap((room) =>
        readdirSync(join(root, room), { recursive: true }).map((path) => posix.join(room, path)),
      )
      .filter((path) => path.endsWith('.ts') && !GENERATED.test(path))
      .map((path) => [path, readModule(path, readFileSync(join(root, path), 'utf8'))]),
  );

const ownName = ({ names }, file, name) => names.get(name) ?? { file, name };

/** What using `name` of a module uses in turn. */
const usesOf = (module, { file, name }) => {
  if (name === '') return module.imports.map((imported) => ({ file: imported, name: '' }));
  if (name === '*')
    return [...module.declarations.keys(), ...module.exports.keys()].map((own) => ({ file, name: own }));
  const exported = module.exports.get(name);
  if (exported !== undefined)
    return exported.file === file ? [ownName(module, file, exported.name)] : [exported];
  if (!module.declarations.has(name)) return module.stars.map((star) => ({ file: star, name }));
  return [];
};

const reach = (modules, entries) => {
  const reached = new Set();
  const waiting = entries.map((file) => ({ file, name: '*' }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { file, name } = next;
    const module = modules.get(file);
    if (module === undefined || reached.has(`${file}#${name}`)) continue;
    reached.add(`${file}#${name}`);
    waiting.push({ file, name: '' }, ...usesOf(module, next));
    for (const { words, lazy } of module.declarations.get(name) ?? [])
      waiting.push(...lazy, ...[...words].map((word) => ownName(module, file, word)));
  }
  return reached;
};

/** Every declaration under `root` that nothing which ships uses: `path: name`. */
export const unusedDeclarations = (root, entries = ENTRIES) => {
  const modules = modulesOf(root);
  const reached = reach(modules, entries);
  return [...modules].flatMap(([path, { declarations }]) =>
    [...declarations.keys()]
      .filter((name) => name !== '' && !reached.has(`${path}#${name}`))
      .map((name) => `${path}: ${name}`),
  );
};

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url)));
  const unused = unusedDeclarations(root);
  for (const one of unused)
    console.error(`${one} is used by nothing that ships: remove it, or move it to tests/lab`);
  process.exitCode = unused.length === 0 ? 0 : 1;
}
