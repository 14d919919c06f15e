// Finds code that ships and is not used: every top-level declaration of lib, services and cli must be reached from the
// command itself. What only tests, bench or the demo use belongs in tests/lab. A declaration is reached if one that is
// reached names it; names are followed through imports and re-exports, types included.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { sourcesIn, targetOf } from './import-graph.mjs';

/** Where the product starts: the command, and the thread that signs. */
export const ENTRIES = ['cli/main.ts', 'lib/trust/signing-worker.ts'];
const ROOMS = ['lib', 'services', 'cli'];
const isGenerated = (path) => path.startsWith('lib/wire/gen/');

/** What runs when a module is loaded, under a name that no declaration can have. */
const AT_LOAD = '';
/** All of a module. */
const ALL = '*';

/** Keys that hold a name of a member, not of a declaration. */
const isMember = (node, key) =>
  ['property', 'key', 'right'].includes(key) && node.computed !== true && MEMBERS.has(node.type);
const MEMBERS = new Set([
  'MemberExpression',
  'Property',
  'PropertyDefinition',
  'MethodDefinition',
  'TSPropertySignature',
  'TSMethodSignature',
  'TSQualifiedName',
]);

const importedBy = (node) => {
  if (node?.type === 'ParenthesizedExpression') return importedBy(node.expression);
  if (node?.type === 'AwaitExpression') return importedBy(node.argument);
  return node?.type === 'ImportExpression' && typeof node.source.value === 'string' ? node : null;
};

const namesIn = ({ type, properties }) =>
  type === 'ObjectPattern' && properties.every(({ key }) => key !== undefined)
    ? properties.map(({ key }) => key.name)
    : [ALL];

/** `const { a } = await import('x')`, `(await import('x')).a`, or all of x. */
const lazyNames = (node) => {
  if (node.type === 'VariableDeclarator') return [importedBy(node.init), () => namesIn(node.id)];
  if (node.type === 'MemberExpression' && !node.computed)
    return [importedBy(node.object), () => [node.property.name]];
  return [node.type === 'ImportExpression' ? importedBy(node) : null, () => [ALL]];
};

/** The names that a piece of code mentions, and what it imports on the way. */
const usesOf = (path, root) => {
  const uses = { words: new Set(), lazy: [] };
  const handled = new Set();
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node?.type !== 'string') return;
    if (node.type === 'Identifier') uses.words.add(node.name);
    const [found, names] = lazyNames(node);
    if (found !== null && !handled.has(found)) {
      handled.add(found);
      uses.lazy.push(...names().map((name) => ({ file: targetOf(path, found.source.value), name })));
    }
    for (const [key, value] of Object.entries(node))
      if (typeof value === 'object' && (!isMember(node, key) || node.shorthand === true)) visit(value);
  };
  visit(root);
  return uses;
};

const boundNames = (pattern) => {
  if (pattern.type === 'Identifier') return [pattern.name];
  return (pattern.properties ?? pattern.elements ?? []).flatMap((part) =>
    boundNames(part.value ?? part.argument ?? part),
  );
};

/** The names that a statement declares, each with the code behind it. */
const declarationsOf = (statement) => {
  const declared = statement.declaration ?? statement;
  if (declared.type === 'VariableDeclaration')
    return declared.declarations.flatMap((one) => boundNames(one.id).map((name) => [name, one]));
  return [[declared.id?.name ?? AT_LOAD, declared]];
};

const nameOf = ({ name, value }) => name ?? value;

const noteImport = (module, path, { source, specifiers }) => {
  const file = targetOf(path, source.value);
  module.imports.push(file);
  for (const { type, local, imported } of specifiers)
    module.names.set(local.name, { file, name: type === 'ImportSpecifier' ? nameOf(imported) : ALL });
};

const noteExport = (module, path, { source, specifiers, exported }) => {
  const file = source === null ? path : targetOf(path, source.value);
  if (source !== null) module.imports.push(file);
  if (specifiers === undefined && exported === null) module.stars.push(file);
  for (const { local, exported: as } of specifiers ?? [])
    module.exports.set(nameOf(as), { file, name: nameOf(local) });
};

const noteStatement = (module, path, statement) => {
  const { type, declaration = null } = statement;
  if (type === 'ImportDeclaration') return noteImport(module, path, statement);
  if (type.startsWith('Export') && declaration === null) return noteExport(module, path, statement);
  for (const [name, code] of declarationsOf(statement))
    module.declarations.set(name, [...(module.declarations.get(name) ?? []), usesOf(path, code)]);
};

const readModule = (path, code) => {
  const module = { declarations: new Map(), names: new Map(), exports: new Map(), stars: [], imports: [] };
  for (const statement of parseSync(path, code).program.body) noteStatement(module, path, statement);
  return module;
};

const ownName = ({ names }, file, name) => names.get(name) ?? { file, name };

/** What using `name` of a module uses in turn. */
const followed = (module, { file, name }) => {
  if (name === AT_LOAD) return module.imports.map((imported) => ({ file: imported, name: AT_LOAD }));
  if (name === ALL)
    return [...module.declarations.keys(), ...module.exports.keys()].map((own) => ({ file, name: own }));
  const exported = module.exports.get(name);
  if (exported !== undefined)
    return [exported.file === file ? ownName(module, file, exported.name) : exported];
  if (!module.declarations.has(name)) return module.stars.map((star) => ({ file: star, name }));
  return [];
};

const reach = (modules, entries) => {
  const reached = new Set();
  const waiting = entries.map((file) => ({ file, name: ALL }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { file, name } = next;
    const module = modules.get(file);
    if (module === undefined || reached.has(`${file}#${name}`)) continue;
    reached.add(`${file}#${name}`);
    waiting.push({ file, name: AT_LOAD }, ...followed(module, next));
    for (const { words, lazy } of module.declarations.get(name) ?? [])
      waiting.push(...lazy, ...[...words].map((word) => ownName(module, file, word)));
  }
  return reached;
};

/** Every declaration under `root` that nothing which ships uses: `path: name`. */
export const unusedDeclarations = (root, entries = ENTRIES) => {
  const rooms = ROOMS.filter((room) => existsSync(join(root, room)));
  const paths = sourcesIn(root, rooms, isGenerated);
  const modules = new Map(
    paths.map((path) => [path, readModule(path, readFileSync(join(root, path), 'utf8'))]),
  );
  const reached = reach(modules, entries);
  return [...modules].flatMap(([path, { declarations }]) =>
    [...declarations.keys()]
      .filter((name) => name !== AT_LOAD && !reached.has(`${path}#${name}`))
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
