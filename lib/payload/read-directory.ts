/** Payloads in directories: a plain tree, bootupd's layout, and /usr/lib/efi. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hasCode, messageOf } from '../errors.ts';
import { checkFatName, scanTree } from '../esp/index.ts';
import type { PayloadSource } from '../wire/types.ts';
import { asPayloadError, PayloadError } from './payload-error.ts';
import { payloadLimits } from './types.ts';
import type { PayloadPart } from './types.ts';

const LAYOUTS =
  'a payload is a directory with EFI/<dir>/…, with EFI/ and EFI.json (/usr/lib/bootupd/updates), ' +
  'with <name>/<version>/EFI/… (/usr/lib/efi), or a .deb file';

const MAX_METADATA_BYTES = 64 * 1024;
const MAX_TEXT = 128;

/** @throws {PayloadError} NOT_A_LAYOUT, which names the layouts there are */
export const notALayout = (path: string, why: string): PayloadError =>
  new PayloadError('NOT_A_LAYOUT', `${path} is not a payload: ${why}; ${LAYOUTS}`);

/** Says what makes an entry unfit that is neither a file nor a directory with a proper name. */
const refuseOther = async (path: string): Promise<never> => {
  const problem = checkFatName(basename(path));
  if (problem !== null)
    throw new PayloadError('BAD_PATH', `${path}: not a valid name on FAT: ${problem.detail}`);
  const status = await lstat(path).catch(() => null);
  if (status?.isSymbolicLink() === true)
    throw new PayloadError(
      'SYMLINK',
      `${path} is a symlink, which FAT does not support: replace it with the file`,
    );
  throw new PayloadError('NOT_A_FILE', `${path} is neither a regular file nor a directory: leave it out`);
};

const readEfiTree = async (root: string, signal?: AbortSignal): Promise<PayloadPart['files']> => {
  const tree = await scanTree(root, 'EFI', {
    maxFiles: payloadLimits.files,
    maxBytes: payloadLimits.bytes,
    signal,
  }).catch((error: unknown) => {
    throw asPayloadError(error);
  });
  const [other] = tree.others;
  if (other !== undefined) await refuseOther(join(root, other));
  return tree.files.map((file) => ({ ...file, source: join(root, file.path) }));
};

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, MAX_TEXT) : null;

const sourceOf = (entry: unknown): PayloadSource | null => {
  if (typeof entry !== 'object' || entry === null) return null;
  const name = textOf('name' in entry ? entry.name : null);
  const version = textOf('rpm_evr' in entry ? entry.rpm_evr : null);
  return name === null || version === null ? null : { name, version };
};

const isPresent = <T>(value: T | null): value is T => value !== null;

/** bootupd's ContentMetadata: `{timestamp, version, versions?: [{name, rpm_evr}]}` (its src/model.rs). */
const parseMetadata = (text: string): PayloadSource[] => {
  const metadata: unknown = JSON.parse(text);
  if (typeof metadata !== 'object' || metadata === null) return [];
  const versions = 'versions' in metadata && Array.isArray(metadata.versions) ? metadata.versions : [];
  const sources = versions.map(sourceOf).filter(isPresent);
  const version = textOf('version' in metadata ? metadata.version : null);
  return sources.length > 0 || version === null ? sources : [{ name: 'bootupd', version }];
};

type Described = Pick<PayloadPart, 'sources' | 'notes'>;

/** The versions that EFI.json tells of. They decide nothing, so a bad file is a note and not an error. */
const describeTree = async (root: string): Promise<Described> => {
  const plain: Described = {
    sources: [{ name: basename(root) || 'root', version: 'unversioned' }],
    notes: [],
  };
  const path = join(root, 'EFI.json');
  try {
    const { size } = await lstat(path);
    const sources = size > MAX_METADATA_BYTES ? [] : parseMetadata(await readFile(path, 'utf8'));
    return sources.length > 0 ? { sources, notes: [] } : { ...plain, notes: [`${path} names no version`] };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return plain;
    return { ...plain, notes: [`cannot parse ${path}: ${messageOf(error)}`] };
  }
};

const subdirectories = async (path: string): Promise<string[]> =>
  (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const hasEfi = (path: string): Promise<boolean> =>
  lstat(join(path, 'EFI')).then(
    () => true,
    () => false,
  );

/** The one version of a component that has boot files. */
const findVersion = async (root: string, name: string): Promise<PayloadSource | null> => {
  const versions: string[] = [];
  for (const version of await subdirectories(join(root, name))) {
    if (await hasEfi(join(root, name, version))) versions.push(version);
  }
  const [version] = versions;
  if (versions.length < 2) return version === undefined ? null : { name, version };
  throw new PayloadError(
    'TWO_VERSIONS',
    `${join(root, name)} has versions ${versions.join(' and ')}: keep only one, or give the path of one`,
  );
};

const readComponents = async (root: string, signal?: AbortSignal): Promise<PayloadPart> => {
  const part: PayloadPart = { files: [], sources: [], notes: [] };
  for (const name of await subdirectories(root)) {
    const found = await findVersion(root, name);
    if (found === null) {
      part.notes.push(`${join(root, name)} has no <version>/EFI/ and was skipped`);
      continue;
    }
    part.sources.push({ name: name.slice(0, MAX_TEXT), version: found.version.slice(0, MAX_TEXT) });
    part.files.push(...(await readEfiTree(join(root, name, found.version), signal)));
  }
  if (part.sources.length === 0) throw notALayout(root, 'it has neither EFI/ nor <name>/<version>/EFI/');
  return part;
};

/**
 * Reads a directory in one of the layouts. Files are digested, never copied.
 * @throws {PayloadError} NOT_A_LAYOUT, TWO_VERSIONS, SYMLINK, NOT_A_FILE, BAD_PATH, TOO_LARGE, TOO_MANY_FILES, UNREADABLE
 */
export const readDirectory = async (path: string, signal?: AbortSignal): Promise<PayloadPart> => {
  if (!(await hasEfi(path))) return readComponents(path, signal);
  return { files: await readEfiTree(path, signal), ...(await describeTree(path)) };
};
