/** Checks by other programs than bootswap: mtools and fsck on the image, SHA-256 of the packages' files. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fsckImage, listImage } from '../tests/lab/image-oracle.ts';
import { runToolOrThrow } from '../tests/lab/tools.ts';
import type { BootPackage } from '../tests/lab/debian-packages.ts';
import type { OlderTree } from '../tests/lab/older-tree.ts';
import { sha256 } from '../tests/lab/file-digest.ts';
import type { Results } from './inside.ts';
import { say, verdict } from './say.ts';

export type Evidence = {
  packages: readonly BootPackage[];
  older: OlderTree;
  results: Results;
  /** The ESP: an image to look into with mtools, or a plain directory. */
  image: string | null;
  directory: string;
};

/** Where each file of the packages must be found. */
const placesOf = (name: string): string[] => {
  if (name === 'shimx64.efi') return ['EFI/debian/shimx64.efi', 'EFI/BOOT/BOOTX64.EFI'];
  if (name === 'grubx64.efi' || name === 'fwupdx64.efi') return [`EFI/debian/${name}`];
  return [`EFI/debian/${name}`, `EFI/BOOT/${name}`];
};

type Found = ReadonlyMap<string, { sha256: string }>;

const digestsIn = async (directory: string, paths: readonly string[]): Promise<Found> => {
  const found = new Map<string, { sha256: string }>();
  for (const path of paths) {
    const bytes = await readFile(join(directory, path)).catch(() => null);
    if (bytes !== null) found.set(path, { sha256: sha256(bytes) });
  }
  return found;
};

const proveFiles = ({ packages }: Evidence, found: Found): boolean => {
  let isProven = true;
  for (const { name, version, files } of packages) {
    for (const file of files) {
      for (const path of placesOf(file.name)) {
        const holds = found.get(path)?.sha256 === file.sha256;
        const evidence = `${file.sha256.slice(0, 16)}… ${name} ${version}`;
        isProven = verdict({ claim: path, holds, evidence }) && isProven;
      }
    }
  }
  return isProven;
};

const proveForeign = ({ older }: Evidence, found: Found): boolean =>
  older.foreign
    .map((path) =>
      verdict({
        claim: path,
        holds: found.get(path)?.sha256 === older.files.get(path)?.sha256,
        evidence: 'not part of any payload, and unchanged',
      }),
    )
    .every(Boolean);

/** No claim if apt has no such pair. */
const proveBrick = ({ brickPublish, brickStatus, isTreeUntouchedByBrick }: Results) =>
  brickPublish === null
    ? []
    : [
        {
          claim: 'a payload that would not boot is refused',
          holds: brickPublish === 1 && isTreeUntouchedByBrick && brickStatus.includes('Remedy: '),
          evidence: `exit status ${brickPublish}, tree ${isTreeUntouchedByBrick ? 'untouched' : 'CHANGED'}; status: ${brickStatus}`,
        },
      ];

const proveRuns = ({ results }: Evidence): boolean => {
  const { firstPublish, secondPublish, reports, isTreeUnchangedBySecond, upExit } = results;
  const claims = [
    ...proveBrick(results),
    { claim: 'publish --wait', holds: firstPublish === 0, evidence: `exit status ${firstPublish}` },
    {
      claim: 'the same payload again changes nothing',
      holds: secondPublish === 0 && reports[0] === reports[1] && isTreeUnchangedBySecond,
      evidence: `exit status ${secondPublish}, ${reports[1] - reports[0]} new reports, tree ${isTreeUnchangedBySecond ? 'unchanged' : 'CHANGED'}`,
    },
    { claim: 'bootswap up exits on SIGTERM', holds: upExit === 0, evidence: `exit status ${upExit}` },
  ];
  return claims.map(verdict).every(Boolean);
};

const proveImage = async (image: string): Promise<boolean> => {
  say(`$ mdir -i esp.img ::/EFI/debian`);
  const listing = await runToolOrThrow('mdir', ['-i', image, '::/EFI/debian']);
  for (const line of listing.stdout.split('\n').filter((each) => /\.?(efi|cfg|csv)\b/i.test(each)))
    say(`  ${line}`);
  const { isClean, output } = await fsckImage(image);
  return verdict({ claim: 'fsck.vfat -n', holds: isClean, evidence: output.trim().split('\n').at(-1) ?? '' });
};

/** Prints every claim with its evidence. True only if all hold. */
export const prove = async (evidence: Evidence): Promise<boolean> => {
  const { image, directory, packages, older } = evidence;
  const paths = [
    ...packages.flatMap(({ files }) => files.flatMap(({ name }) => placesOf(name))),
    ...older.foreign,
  ];
  const found = image === null ? await digestsIn(directory, paths) : await listImage(image);
  const isImageSound = image === null || (await proveImage(image));
  const areFilesThere = proveFiles(evidence, found);
  const isForeignKept = proveForeign(evidence, found);
  return [isImageSound, areFilesThere, isForeignKept, proveRuns(evidence)].every(Boolean);
};
