// The import graph of a checkout, read by a parser: every import and re-export with the names it takes, types included.
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

const EVERYTHING = { name: '*', isType: false };
const BUILTIN = new Set(builtinModules);

/** `fs` and `node:fs` are one module; `nats/lib/x.js` and `@a/b/c` belong to the packages `nats` and `@a/b`. */
const packageOf = (specifier) => {
  const [scope, name] = specifier.split('/');
  if (specifier.startsWith('node:')) return specifier;
  if (BUILTIN.has(specifier)) return `node:${specifier}`;
  return specifier.startsWith('@') ? `${scope}/${name}` : scope;
};

/** Where an import leads: a path from the root, or a package. `#scripts/x.mjs` is a path by package.json's `imports`. */
export const targetOf = (path, specifier) => {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  return specifier.startsWith('#') ? specifier.slice(1) : packageOf(specifier);
};

const nameOf = ({ kind, name }) => (kind === 'Name' ? name : kind === 'Default' ? 'default' : '*');

const staticImports = (module) =>
  module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    names: entries.map(({ importName, isType }) => ({ name: nameOf(importName), isType })),
  }));

// What is handed on, as an import of its own and as an export that leads elsewhere.
const reExports = (module) =>
  module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, importName, exportName, isType }) =>
      moduleRequest === null
        ? []
        : [
            {
              specifier: moduleRequest.value,
              names: [{ name: nameOf(importName), isType }],
              as: exportName.kind === 'None' ? '*' : (exportName.name ?? 'default'),
            },
          ],
    ),
  );

/** `import { a } from './x.ts'; export { a };` hands `a` on too. */
const handedOn = (module) => {
  const imported = new Map(
    module.staticImports.flatMap(({ moduleRequest, entries }) =>
      entries.map(({ localName, importName, isType }) => [
        localName.value,
        { specifier: moduleRequest.value, name: nameOf(importName), isType },
      ]),
    ),
  );
  return module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, localName, exportName }) => {
      const from = moduleRequest === null ? imported.get(localName.name) : undefined;
      if (from === undefined) return [];
      const { specifier, name, isType } = from;
      return [{ specifier, names: [{ name, isType }], as: exportName.name ?? 'default' }];
    }),
  );
};

const literalOf = (node) => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TSLiteralType') return literalOf(node.literal);
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked;
  return null;
};

// `import('x')` in code and in types, and `require('x')`. A computed specifier is null: nobody can tell where it leads.
const calls = (program) => {
  const found = [];
  const add = (node, isType) =>
    found.push({ specifier: literalOf(node), names: [{ ...EVERYTHING, isType }] });
  new Visitor({
    ImportExpression: ({ source }) => add(source, false),
    TSImportType: ({ source, argument }) => add(source ?? argument, true),
    TSExternalModuleReference: ({ expression }) => add(expression, false),
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type === 'Identifier' && callee.name === 'require') add(first, false);
    },
  }).visit(program);
  return found;
};

const ownExports = (module) =>
  new Set(
    module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, exportName }) =>
        moduleRequest === null ? [exportName.name ?? 'default'] : [],
      ),
    ),
  );

/**
 * What a source file imports: `{specifier, target, names: [{name, isType}]}`, what it hands on: `{target, name, as}`,
 * the names that it exports of its own, and its text. `*` is every name of a module. Throws if the file cannot be parsed.
 */
export const readImports = (path, code) => {
  const parsed = parseSync(path, code);
  const error = parsed.errors.find(({ severity }) => severity === 'Error');
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);
  const onward = [...reExports(parsed.module), ...handedOn(parsed.module)];
  const found = [...staticImports(parsed.module), ...reExports(parsed.module)];
  if (/\b(?:import|require)\s*\(/.test(code)) found.push(...calls(parsed.program));
  const withTarget = (entry) => ({
    ...entry,
    target: entry.specifier === null ? null : targetOf(path, entry.specifier),
  });
  return {
    imports: found.map(withTarget),
    handsOn: onward.map(withTarget).map(({ target, names: [{ name }], as }) => ({ target, name, as })),
    exports: ownExports(parsed.module),
    code,
  };
};

/** Every source file below the folders, from the root: sorted, without those that `isLeftOut`. */
export const sourcesIn = (root, folders, isLeftOut) =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((path) => posix.join(folder, path)),
    )
    .filter((path) => /\.[cm]?[jt]s$/.test(path) && !isLeftOut(path))
    .sort();

/** The graph of those files: `Map<path, {imports, handsOn}>`. */
export const readGraph = (root, paths) =>
  new Map(paths.map((path) => [path, readImports(path, readFileSync(join(root, path), 'utf8'))]));

/**
 * The modules that an import of `name` from `target` takes: where it is defined, behind whatever hands it on. `*` takes
 * the module itself, and with it all that it imports.
 */
export const definersOf = (graph, target, name, seen = new Set()) => {
  const module = graph.get(target);
  if (module === undefined || name === '*' || seen.has(target)) return [{ target, name }];
  const named = module.handsOn.find(({ as }) => as === name);
  const inside = new Set([...seen, target]);
  if (named !== undefined) return definersOf(graph, named.target, named.name, inside);
  if (module.exports.has(name)) return [{ target, name }];
  const stars = module.handsOn.filter(({ as }) => as === '*');
  return stars.length === 0
    ? [{ target, name }]
    : stars.flatMap((star) => definersOf(graph, star.target, name, inside));
};

/** Every name that a module exports or hands on; null if it is not in the graph, and may so export anything. */
export const namesOf = (graph, target, seen = new Set()) => {
  const module = graph.get(target);
  if (module === undefined) return null;
  if (seen.has(target)) return new Set();
  const inside = new Set([...seen, target]);
  const stars = module.handsOn
    .filter(({ as }) => as === '*')
    .map((star) => namesOf(graph, star.target, inside));
  if (stars.includes(null)) return null;
  const named = module.handsOn.flatMap(({ as }) => (as === '*' ? [] : [as]));
  return new Set([...module.exports, ...named, ...stars.flatMap((names) => [...names])]);
};
