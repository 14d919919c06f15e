import { joinPath } from './boot-tree.ts';
import type { FoundFile } from './boot-tree.ts';
import { note, refuse } from './boot-walk.ts';
import type { Walk } from './boot-walk.ts';
import { normalizeFilePath } from './device-path.ts';
import { machineName } from './firmware-rule.ts';
import type { BootClass } from './verdict-reason.ts';

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
    note(walk, 'CSV_INVALID', { severity: 'warning', path, detail: 'it cannot be read' });
    return [];
  }
  for (const { code, line } of file.csv.problems)
    note(walk, 'CSV_INVALID', { severity: 'warning', path, detail: `${code} in line ${line}` });
  return file.csv.entries.map((entry) => ({
    list: path,
    path: normalizeFilePath(`${directory}/${entry.file}`),
    loadOptions: entry.arguments,
  }));
};

/** A file that is not there, or does not start, is 500 seconds of sleep; with a TPM it is a circle of resets. */
const startEntry = (walk: Walk, { list, path, loadOptions }: CsvEntry): BootClass => {
  if (walk.tree.find(path) === null)
    return refuse(walk, 'CSV_FILE_MISSING', { path: list, detail: `it names ${path}`, leadsTo: 'hang' });
  const bootClass = walk.start(path, { loadOptions, by: 'fallback' });
  if (bootClass !== 'fallthrough') return bootClass;
  return refuse(walk, 'FALLBACK_ENTRY_FAILS', {
    path: list,
    detail: `${path} does not start`,
    leadsTo: 'hang',
  });
};

/**
 * What shim's fallback does when it runs. It starts the entry that it made first, in an order that a FAT directory and
 * not its names decide: so every one must boot.
 */
export const walkFallback = (walk: Walk, path: string): BootClass => {
  const lists = findLists(walk);
  if (lists.length > 1) {
    const detail = `${lists.map(({ found }) => found.path).join(', ')}: fallback makes an entry for each`;
    note(walk, 'CSV_SEVERAL', { severity: 'warning', path, detail });
  }
  const entries = lists.flatMap((list) => readEntries(walk, list));
  if (entries.length === 0) {
    const detail = 'no directory in EFI has a BOOT*.CSV with an entry';
    return refuse(walk, 'FALLBACK_WITHOUT_CSV', { path, detail, leadsTo: 'fallthrough' });
  }
  const detail = 'it writes a boot entry; with a TPM it then resets the machine once';
  note(walk, 'FALLBACK_RESETS', { severity: 'note', path, detail });
  const [first, ...others] = entries;
  const classes = first === undefined ? [] : [startEntry(walk, first)];
  const imagesOfFirst = walk.images.length;
  for (const entry of others) classes.push(startEntry(walk, entry));
  walk.images.length = imagesOfFirst;
  return classes.find((bootClass) => bootClass !== 'ok') ?? 'ok';
};
