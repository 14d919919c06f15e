/** Puts the parts of a payload together. Pure. */
import { humanBytes } from '../format.ts';
import { foldFatName } from '../esp/index.ts';
import { findNameProblem } from './check-names.ts';
import { PayloadError } from './payload-error.ts';
import { payloadLimits } from './types.ts';
import type { Payload, PayloadPart, SourceFile } from './types.ts';

const byPath = (a: SourceFile, b: SourceFile): number => (a.path < b.path ? -1 : Number(a.path > b.path));

/** The files of all parts, each path once; the same file from two places is one. */
const unite = (files: readonly SourceFile[]): SourceFile[] => {
  const byName = new Map<string, SourceFile>();
  for (const { path, sizeBytes, sha256, source } of files) {
    const known = byName.get(path);
    if (known !== undefined && known.sha256 !== sha256)
      throw new PayloadError(
        'CONTENT_CONFLICT',
        `${path} has different content in ${known.source} and ${source}: leave one of them out`,
      );
    if (known === undefined) byName.set(path, { path, sizeBytes, sha256, source });
  }
  return [...byName.values()].sort(byPath);
};

const checkBounds = (files: readonly SourceFile[]): void => {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0n);
  if (files.length > payloadLimits.files)
    throw new PayloadError(
      'TOO_MANY_FILES',
      `the payload has ${files.length} files, more than ${payloadLimits.files}`,
    );
  if (bytes > payloadLimits.bytes)
    throw new PayloadError(
      'TOO_LARGE',
      `the payload has ${humanBytes(bytes)}, more than ${humanBytes(payloadLimits.bytes)}`,
    );
};

/**
 * One payload of several parts.
 * @throws {PayloadError} NO_EFI_FILES, CONTENT_CONFLICT, TOO_MANY_FILES, TOO_LARGE, and what `findNameProblem` finds
 */
export const mergeParts = (parts: readonly PayloadPart[]): Omit<Payload, 'dispose'> => {
  const all = parts.flatMap(({ files }) => files);
  const required = all.filter(({ optional }) => optional !== true);
  const taken = new Set(required.map(({ path }) => foldFatName(path)));
  const spare = all.filter(({ optional, path }) => optional === true && !taken.has(foldFatName(path)));
  const files = unite([...required, ...spare]);
  if (files.length === 0)
    throw new PayloadError('NO_EFI_FILES', 'the payload has no file below EFI/: nothing to publish');
  checkBounds(files);
  const problem = findNameProblem(files.map(({ path }) => path));
  if (problem !== null) throw new PayloadError(problem.code, `payload refused: ${problem.detail}`);
  return {
    files,
    sources: parts.flatMap(({ sources }) => sources),
    notes: parts.flatMap(({ notes }) => notes),
  };
};
