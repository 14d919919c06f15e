// Walls around what is named in code and not imported.
import { isAmong } from './wall-places.mjs';

// Whole lines only: what follows code on its line may be a string that looks like a comment.
const withoutComments = (code) => code.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');

/** What in the code of the files that `isHeld` breaks the wall: `[what, why]`. */
const namedIn = (isHeld, broken) => (graph) =>
  [...graph].flatMap(([path, { code }]) => {
    const [found] = (isHeld(path) && broken.exec(withoutComments(code))) || [];
    return found === undefined ? [] : [[`${path}: names ${found}`, '']];
  });

export const TEXT_WALLS = [
  {
    says: 'only tests/lab/programs.ts names what is built: ask it, and it is built first',
    find: namedIn(
      (path) =>
        isAmong(path, ['tests', 'bench', 'demo']) &&
        !isAmong(path, ['tests/lab/programs.ts', 'tests/tooling/walls.test.ts']),
      /['"`/](?:dist['"`/, ]+(?:bin|programs)|bin['"`/, ]+bootswap)\b/,
    ),
  },
  {
    says: 'only lib/wire/codec.ts encodes and decodes by generated code, which checks no value',
    find: namedIn(
      (path) => isAmong(path, ['lib', 'services', 'cli']) && path !== 'lib/wire/codec.ts',
      /\b[A-Z]\w*\.(?:encode|decode)\s*\(/,
    ),
  },
];
