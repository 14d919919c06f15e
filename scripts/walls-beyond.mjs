// The walls that hold by way of other files, too: what an import takes behind what hands it on, what it reaches, and
// whether it comes back.
import { definersOf, namesOf } from './import-graph.mjs';
import { CAPABILITIES, PURE, PURE_PACKAGES } from './rooms.mjs';
import { arrowsOf, expand, isAmong, isLocal, isWithin } from './wall-places.mjs';

/** The capabilities that one import takes, behind whatever hands them on. */
const capabilitiesIn = (graph, { target, names }) =>
  names.flatMap(({ name, isType }) => {
    if (isType || target === null) return [];
    if (name !== '*')
      return definersOf(graph, target, name)
        .filter((found) => isWithin(found.target, 'lib/sys') && Object.hasOwn(CAPABILITIES, found.name))
        .map((found) => found.name);
    const all = namesOf(graph, target) ?? (isWithin(target, 'lib/sys') ? Object.keys(CAPABILITIES) : []);
    return [...all].flatMap((each) => capabilitiesIn(graph, { target, names: [{ name: each, isType }] }));
  });

export const findCapabilities = (graph) =>
  arrowsOf(graph).flatMap(([path, found]) =>
    isAmong(path, ['lib/sys', 'tests', 'bench'])
      ? []
      : capabilitiesIn(graph, found)
          .filter((name) => !isWithin(path, CAPABILITIES[name]))
          .map((name) => [
            `${path}: imports ${name} from ${found.target}`,
            `that is for ${CAPABILITIES[name]}`,
          ]),
  );

const valuesOf = (graph, path) =>
  (graph.get(path)?.imports ?? []).flatMap(({ target, names }) => {
    if (target === null) return [];
    if (names.length === 0) return [target];
    return names.flatMap(({ name, isType }) =>
      isType ? [] : definersOf(graph, target, name).map((found) => found.target),
    );
  });

/** The way from a file to the first thing outside the tree that is not pure, or null. */
const wayOut = (graph, start) => {
  const from = new Map([[start, null]]);
  for (const path of from.keys()) {
    for (const next of valuesOf(graph, path)) {
      if (from.has(next)) continue;
      from.set(next, path);
      if (isLocal(next) || PURE_PACKAGES.includes(next)) continue;
      const way = [];
      for (let at = next; at !== null; at = from.get(at)) way.unshift(at);
      return way;
    }
  }
  return null;
};

export const findImpure = (graph) =>
  [...graph.keys()]
    .filter((path) => isAmong(path, PURE.flatMap(expand)))
    .flatMap((path) => {
      const way = wayOut(graph, path);
      return way === null ? [] : [[`${path}: reaches ${way.at(-1)}`, way.join(' > ')]];
    });

/** The shortest way from a file back to itself, or null. */
const circleOf = (graph, start) => {
  const from = new Map();
  const waiting = [start];
  for (const path of waiting) {
    for (const { target } of graph.get(path)?.imports ?? []) {
      if (target === start) {
        const way = [start];
        for (let at = path; at !== undefined; at = from.get(at)) way.unshift(at);
        return way;
      }
      if (from.has(target) || !graph.has(target)) continue;
      from.set(target, path);
      waiting.push(target);
    }
  }
  return null;
};

// Files that import nothing, or that nobody imports, are on no circle; nor is what is left without them.
const withoutEnds = (graph) => {
  const left = new Map(
    [...graph].map(([path, { imports }]) => [path, new Set(imports.map(({ target }) => target))]),
  );
  for (let size = Infinity; left.size < size;) {
    size = left.size;
    const imported = new Set([...left.values()].flatMap((targets) => [...targets]));
    for (const [path, targets] of left)
      if (!imported.has(path) || ![...targets].some((target) => left.has(target))) left.delete(path);
  }
  return [...left.keys()];
};

export const findCircles = (graph) => {
  const told = new Set();
  return withoutEnds(graph).flatMap((path) => {
    const way = told.has(path) ? null : circleOf(graph, path);
    for (const each of way ?? []) told.add(each);
    return way === null ? [] : [[`${path}: imports itself`, way.join(' > ')]];
  });
};
