// Holds the table of scripts/rooms.mjs against the real import graph. Not oxlint's no-restricted-imports, where an
// override replaces what an earlier one forbade instead of adding to it; not dependency-cruiser, which reads TypeScript by
// the API of a compiler before 7, and follows modules where a wall around a function needs names.
import { existsSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { namesOf, readGraph, sourcesIn } from './import-graph.mjs';
import { CAPABILITIES, DOORS, PACKAGES, PURE, ROOMS } from './rooms.mjs';
import { arrowsOf, expand, FOLDERS, isAmong, isLocal, isWithin } from './wall-places.mjs';
import { findCapabilities, findCircles, findImpure } from './walls-beyond.mjs';
import { TEXT_WALLS } from './walls-of-text.mjs';

const isShipped = (path) => isAmong(path, ['lib', 'services', 'cli']);

// What is generated is of the room that it is for.
const folderOf = (path) => posix.dirname(path).replace(/\/gen$/, '');
const ROOM_BY_PLACE = new Map(
  Object.keys(ROOMS).flatMap((room) => expand(room).map((place) => [place, room])),
);
const roomOf = (path) => ROOM_BY_PLACE.get(path) ?? ROOM_BY_PLACE.get(folderOf(path));

const ORDER = new Map(Object.keys(ROOMS).map((room, index) => [room, index]));
const standsAbove = (other, room) => ORDER.get(other) < ORDER.get(room);

/** The rooms that each may import: what its row lists, and what is below that. */
const LISTED = new Map(
  Object.entries(ROOMS).map(([room, row]) => [
    room,
    new Set(
      expand(row).flatMap((place) => [
        ROOM_BY_PLACE.get(place),
        ...[...ROOM_BY_PLACE].flatMap(([below, other]) => (isWithin(below, place) ? [other] : [])),
      ]),
    ),
  ]),
);
const mayImport = (room, other) =>
  room === other || (LISTED.get(room).has(other) && standsAbove(other, room));

const findOutsideRooms = (graph) =>
  [...graph.keys()]
    .filter((path) => isShipped(path) && roomOf(path) === undefined)
    .map((path) => [`${path}: stands in ${folderOf(path)}`, '']);

const findForbiddenArrows = (graph) =>
  arrowsOf(graph).flatMap(([path, { target }]) => {
    const room = roomOf(path);
    if (!isShipped(path) || room === undefined || target === null || !isLocal(target)) return [];
    const other = roomOf(target) ?? folderOf(target);
    return mayImport(room, other) ? [] : [[`${path}: imports ${target}`, `${room} does not list ${other}`]];
  });

const findPastDoors = (graph) =>
  arrowsOf(graph).flatMap(([path, { target }]) => {
    if (target === null || isWithin(path, 'tests')) return [];
    return Object.entries(DOORS).flatMap(([folder, doors]) => {
      if (!isWithin(target, folder) || isWithin(path, folder)) return [];
      const names = doors.map((door) => `${folder}/${door}`);
      return names.includes(target) ? [] : [[`${path}: imports ${target}`, `use ${names.join(' or ')}`]];
    });
  });

const findPackages = (graph) =>
  arrowsOf(graph).flatMap(([path, { target }]) => {
    if (target === null || isLocal(target)) return [];
    const places = PACKAGES[target] ?? (isShipped(path) && !target.startsWith('node:') ? [] : [path]);
    return isAmong(path, places)
      ? []
      : [[`${path}: imports ${target}`, `that is for ${places.join(', ') || 'nobody'}`]];
  });

const findComputed = (graph) =>
  arrowsOf(graph).flatMap(([path, { target }]) =>
    target === null && !isAmong(path, ['tests', 'scripts'])
      ? [[`${path}: imports by a computed name`, '']]
      : [],
  );

// A suite is a folder of tests/, or one of tests/unit; bench and demo are as suites here. tests/lab belongs to all.
const suiteOf = (path) =>
  /^(?:tests\/(?!(?:lab|fixtures)\/)(?:unit\/)?[^/]+(?=\/)|(?:bench|demo)(?=\/))/.exec(path)?.[0];

const findAcrossSuites = (graph) =>
  arrowsOf(graph).flatMap(([path, { target }]) => {
    const suite = target === null ? undefined : suiteOf(target);
    if (!isAmong(path, ['tests', 'bench', 'demo']) || suite === undefined || suite === suiteOf(path))
      return [];
    return [[`${path}: imports ${target}`, 'what two need is in tests/lab']];
  });

/** Each wall: what it says, and what breaks it, as `[what, why]`. */
export const WALLS = [
  { says: 'every file that ships stands in a room of scripts/rooms.mjs', find: findOutsideRooms },
  { says: 'a room imports only the rooms above it that its row lists', find: findForbiddenArrows },
  { says: 'a folder is entered by its doors', find: findPastDoors },
  { says: 'packages are for the places that the table lists', find: findPackages },
  { says: 'nothing but tests and scripts imports by a computed name', find: findComputed },
  { says: 'what changes a disk is for one room of services/applier', find: findCapabilities },
  { says: 'what decides reads and writes nothing', find: findImpure },
  { says: 'no file imports itself by way of others', find: findCircles },
  { says: 'suites, bench and demo import nothing from each other', find: findAcrossSuites },
  ...TEXT_WALLS,
];

/** What the tables name and the tree does not have, a wall around nothing; and what they list out of order. */
export const findStale = (graph) => {
  const paths = [...graph.keys()];
  const places = [...Object.keys(ROOMS), ...PURE, ...Object.values(CAPABILITIES)].flatMap(expand);
  const gone = places.filter((place) => !paths.some((path) => isWithin(path, place)));
  const names = namesOf(graph, 'lib/sys/index.ts') ?? new Set();
  const upward = Object.entries(ROOMS).flatMap(([room, row]) =>
    expand(row)
      .filter((place) => place !== '' && !standsAbove(ROOM_BY_PLACE.get(place), room))
      .map((place) => `${room} lists ${place}, which is no room above it`),
  );
  return [
    ...gone.map((place) => `${place} is not there`),
    ...Object.keys(CAPABILITIES).flatMap((name) => (names.has(name) ? [] : [`lib/sys exports no ${name}`])),
    ...upward,
  ].map((what) => `scripts/rooms.mjs: ${what}`);
};

const isLeftOut = (path) => isAmong(path, ['lib/wire/gen', 'tests/fixtures']);

export const graphOf = (root) =>
  readGraph(
    root,
    sourcesIn(
      root,
      FOLDERS.filter((folder) => existsSync(join(root, folder))),
      isLeftOut,
    ),
  );

/** What breaks a wall, one line each. */
export const findBroken = (graph) => [
  ...new Set(
    WALLS.flatMap(({ says, find }) =>
      find(graph).map(([what, why]) => `${what}, but ${says}${why === '' ? '' : `: ${why}`}`),
    ),
  ),
];

/** What breaks a wall in the tree under `root`. */
export const checkWalls = (root) => findBroken(graphOf(root));

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [, , other] = process.argv;
  const graph = graphOf(other ?? dirname(dirname(fileURLToPath(import.meta.url))));
  // Another tree need not have every room.
  const complaints = [...findBroken(graph), ...(other === undefined ? findStale(graph) : [])];
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}
