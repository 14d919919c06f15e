import { joinPath } from '../loader/boot-tree.ts';
import type { FoundFile } from '../loader/boot-tree.ts';
import { note, refuse } from './boot-walk.ts';
import type { Walk } from './boot-walk.ts';
import { normalizeFilePath } from '../firmware/device-path.ts';
import { machineName } from './firmware-rule.ts';
import type { BootClass } from './verdict-reason.ts';

/** Real lists have one line, or two; each is a whole chain to judge. */
const MAX_LATER_ENTRIES = 16;
const MAX_NOTED_PROBLEMS = 16;

/** BOOTX64.CSV, else BOOT.CSV, of every directory in EFI but BOOT (fallback.c, find_boot_csv). */
const findLists = ({ tree, machine }: Walk): { directory: string; found: FoundFile }[] =>
  tree
    .directoriesIn('EFI')
    .filter((name) => name.toLowerCase() !== 'boot')
    .flatMap((name) => {
      const directory = joinPath('EFI', name);
      const own = tree.find(joinPath(directory, `BOOT${machineName(machine)}.CSV`));
      const found = own ?? tree.find(joinPath(directory, 'BOOT.CSV'));
      return found === null ? [] : [{ directory, found }];
    });

type CsvEntry = { list: string; path: string; loadOptions: string };

const readEntries = (
  walk: Walk,
  { directory, found }: { directory: string; found: FoundFile },
): CsvEntry[] => {
  const { path, file } = found;
  if (file.kind !== 'boot-csv') {
    note(walk, 'CSV_INVALID', { severity: 'warning', path, detail: 'cannot be parsed' });
    return [];
  }
  for (const { code, line } of file.csv.problems.slice(0, MAX_NOTED_PROBLEMS))
    note(walk, 'CSV_INVALID', { severity: 'warning', path, detail: `${code} in line ${line}` });
  return file.csv.entries.map((entry) => ({
    list: path,
    path: normalizeFilePath(`${directory}/${entry.file}`),
    loadOptions: entry.arguments,
  }));
};

/** A file that is missing or does not start means 500 seconds of sleep; with a TPM, an endless loop of resets. */
const startEntry = (walk: Walk, { list, path, loadOptions }: CsvEntry): BootClass => {
  if (walk.tree.find(path) === null)
    return refuse(walk, 'CSV_FILE_MISSING', {
      path: list,
      detail: `names ${path}, which does not exist`,
      leadsTo: 'hang',
    });
  const bootClass = walk.start(path, { loadOptions, by: 'fallback' });
  if (bootClass !== 'fallthrough') return bootClass;
  return refuse(walk, 'FALLBACK_ENTRY_FAILS', {
    path: list,
    detail: `${path} does not start`,
    leadsTo: 'hang',
  });
};

/** Later lines of a list become boot entries, but others are started before them. */
const warnOfEntry = (walk: Walk, entry: CsvEntry): void => {
  const before = walk.reasons.length;
  const [images, { level }] = [walk.images.length, walk];
  startEntry(walk, entry);
  const added = walk.reasons.splice(before);
  for (const { code, severity, path, detail } of added)
    note(walk, code, { severity: severity === 'note' ? 'note' : 'warning', path, detail });
  walk.images.length = images;
  walk.level = level;
};

const distinct = (entries: readonly CsvEntry[]): CsvEntry[] => [
  ...new Map(entries.map((entry) => [`${entry.path},${entry.loadOptions}`, entry])).values(),
];

/** Starts the first line of each list, and only warns of the others. */
const startLists = (walk: Walk, lists: readonly CsvEntry[][]): BootClass => {
  const classes: BootClass[] = [];
  let imagesOfFirst: number | null = null;
  for (const [first, ...later] of lists) {
    if (first !== undefined) classes.push(startEntry(walk, first));
    imagesOfFirst ??= walk.images.length;
    for (const entry of distinct(later).slice(0, MAX_LATER_ENTRIES)) warnOfEntry(walk, entry);
  }
  walk.images.length = imagesOfFirst ?? walk.images.length;
  return classes.find((bootClass) => bootClass !== 'ok') ?? 'ok';
};

/**
 * What shim's fallback does when it runs. Of each list it starts the first line; which list comes first is decided by
 * the order of a FAT directory and not by names, so that the first of every one must boot.
 */
export const walkFallback = (walk: Walk, path: string): BootClass => {
  if (walk.isInFallback) {
    const detail = 'fallback starts a file that starts fallback again';
    return refuse(walk, 'CHAIN_TOO_DEEP', { path, detail, leadsTo: 'hang' });
  }
  const lists = findLists(walk);
  if (lists.length > 1) {
    const detail = `${lists.map(({ found }) => found.path).join(', ')}: fallback makes an entry for each`;
    note(walk, 'CSV_SEVERAL', { severity: 'warning', path, detail });
  }
  const entries = lists.map((list) => readEntries(walk, list)).filter(({ length }) => length > 0);
  if (entries.length === 0) {
    // It has nothing to start, and resets the machine, which comes here again.
    const detail =
      'no directory in EFI has a BOOT*.CSV with an entry: fallback resets the machine again and again';
    return refuse(walk, 'FALLBACK_WITHOUT_CSV', { path, detail, leadsTo: 'hang' });
  }
  const detail = 'writes a boot entry; with a TPM it then resets the machine once';
  note(walk, 'FALLBACK_RESETS', { severity: 'note', path, detail });
  walk.isInFallback = true;
  const bootClass = startLists(walk, entries);
  walk.isInFallback = false;
  return bootClass;
};
