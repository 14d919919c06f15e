// How the walls name places in the tree.

export const FOLDERS = ['lib', 'services', 'cli', 'tests', 'bench', 'demo', 'scripts', 'docs'];
export const isWithin = (path, place) => path === place || path.startsWith(`${place}/`);
export const isAmong = (path, places) => places.some((place) => isWithin(path, place));
export const isLocal = (target) => isAmong(target, FOLDERS);

/** `a/{b,c}.ts` is `a/b.ts` and `a/c.ts`; several stand apart by a space. */
export const expand = (places) =>
  places.split(' ').flatMap((place) => {
    const [, before, names, after] = /^(.*)\{(.*)\}(.*)$/.exec(place) ?? [];
    return names === undefined ? [place] : names.split(',').map((name) => before + name + after);
  });

/** `[path, {target, names}]` for every import. */
export const arrowsOf = (graph) =>
  [...graph].flatMap(([path, { imports }]) => imports.map((found) => [path, found]));
