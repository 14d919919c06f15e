/** What else could be exchanged, if a plan's scope does not fit on the ESP. Pure. */
import { humanBytes } from '../format.ts';
import type { FileChange, Plan, Swap } from '../wire/types.ts';
import { spaceNeeded } from './swap-space.ts';

export type NarrowerScope = { scope: 'directory' | 'file'; swaps: Swap[] };

const isChange = ({ action }: FileChange): boolean => action !== 'keep';
const isRewrite = ({ action, beforeSha256 }: FileChange): boolean =>
  action === 'write' && beforeSha256 !== '';

const fileSwap = (change: FileChange): Swap => ({
  scope: 'file',
  target: change.path,
  why: '',
  targetExists: change.beforeSha256 !== '',
  files: [change],
  directories: [],
});

/** Files of each directory directly in EFI; a file directly in EFI is its own group. */
const byTarget = (files: readonly FileChange[]): Map<string, FileChange[]> => {
  const groups = new Map<string, FileChange[]>();
  for (const file of files) {
    const target = file.path.split('/').slice(0, 2).join('/');
    groups.set(target, [...(groups.get(target) ?? []), file]);
  }
  return groups;
};

const directorySwaps = ({ files, directories }: Swap): Swap[] =>
  [...byTarget(files)]
    .filter(([, group]) => group.some(isChange))
    .flatMap(([target, group]) =>
      group.some(({ path }) => path === target)
        ? group.map(fileSwap)
        : [
            {
              scope: 'directory',
              target,
              why: '',
              targetExists: directories.includes(target) || group.some((file) => file.beforeSha256 !== ''),
              files: group,
              directories: directories.filter((path) => path.startsWith(`${target}/`)),
            },
          ],
    );

/** Narrower ways to the same content, the widest first. A single file can only replace an existing one. */
export const narrowerScopes = ({ swaps }: Pick<Plan, 'swaps'>): NarrowerScope[] => {
  const narrower: NarrowerScope[] = [];
  if (swaps.some(({ scope }) => scope === 'esp'))
    narrower.push({ scope: 'directory', swaps: swaps.flatMap(directorySwaps) });
  const changes = swaps.flatMap(({ files }) => files.filter(isChange));
  if (swaps.some(({ scope }) => scope !== 'file') && changes.every(isRewrite))
    narrower.push({ scope: 'file', swaps: changes.map(fileSwap) });
  return narrower;
};

/** `; scope directory would fit and needs 8.0 KiB`, or that none would fit; '' if there is no narrower scope. */
export const describeNarrower = (
  plan: Pick<Plan, 'swaps'>,
  { availableBytes, clusterBytes }: { availableBytes: bigint; clusterBytes: number },
): string => {
  const scopes = narrowerScopes(plan);
  if (scopes.length === 0) return '';
  const sized = scopes.map((narrower) => ({ ...narrower, bytes: spaceNeeded(narrower, clusterBytes) }));
  const fitting = sized.find(({ bytes }) => bytes <= availableBytes);
  if (fitting === undefined) return '; no narrower scope would fit either';
  return `; scope ${fitting.scope} would fit and needs ${humanBytes(fitting.bytes)}`;
};
