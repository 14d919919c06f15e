/** `inspect` of all signed boot files that apt offers, against `pesign -h` of the same files. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectImage } from '../lib/uefi/index.ts';
import { readKernel } from '../tests/lab/kernel-image.ts';
import { offeredBootImages } from '../tests/lab/signed-packages.ts';
import { runToolOrThrow } from '../tests/lab/tools.ts';
import { withScratch } from '../tests/lab/scratch.ts';
import { sha256 } from '../tests/lab/file-digest.ts';
import { interleave, millisecondsOf } from './measure.ts';
import type { Row } from './measure.ts';

const ROUNDS = 9;
const MIB = 1024 ** 2;

/** What `bootswap inspect --json` does with each file. */
const inspectFiles = async (paths: readonly string[]): Promise<number> => {
  let characters = 0;
  for (const path of paths) {
    const bytes = await readFile(path);
    characters += JSON.stringify({ path, sha256: sha256(bytes), ...inspectImage(bytes) }).length;
  }
  return characters;
};

const pesignEach = async (paths: readonly string[], argsOf: (path: string) => string[]): Promise<void> => {
  for (const path of paths) await runToolOrThrow('pesign', argsOf(path));
};

/** Only the digests, on both sides: SHA-256 of pesign, SHA-256 and SHA-1 of ours. */
const rowsOf = (
  paths: readonly string[],
  bytes: number,
  times: Record<'own' | 'pesign' | 'start', number>,
): Row[] => {
  const what = `\`inspect --json\` of ${paths.length} signed files (${Math.round(bytes / MIB)} MiB), without node's start`;
  const measured = `${times.own.toFixed(0)} ms`;
  const bare = times.pesign - times.start;
  return [
    {
      what,
      measured,
      against: `\`pesign -h\` of each: ${times.pesign.toFixed(0)} ms`,
      ratio: times.own / times.pesign,
      goal: 1,
      note:
        'pesign must be started once for each file, and its time includes that; the second row subtracts it. ' +
        'inspect also computes the file’s own SHA-256 and SHA-1, and verifies every signature; pesign -h only computes one hash',
    },
    {
      what: 'the same',
      measured,
      against: `\`pesign -h\` less as many \`pesign --help\`: ${bare.toFixed(0)} ms`,
      ratio: times.own / bare,
      goal: null,
    },
  ];
};

export const benchInspect = (): Promise<Row[]> =>
  withScratch(async (work) => {
    const { images } = await offeredBootImages();
    const signed = images.filter(({ file }) => file.includes('.signed')).map(({ bytes }) => bytes);
    const files = [...signed, await readKernel()];
    const paths = files.map((_, index) => join(work, `${index}.efi`));
    for (const [index, path] of paths.entries()) await writeFile(path, files[index] ?? '');
    const times = await interleave(
      {
        own: () => millisecondsOf(() => inspectFiles(paths)),
        pesign: () => millisecondsOf(() => pesignEach(paths, (path) => ['-h', '-i', path])),
        start: () => millisecondsOf(() => pesignEach(paths, () => ['--help'])),
      },
      ROUNDS,
    );
    const bytes = files.reduce((sum, { length }) => sum + length, 0);
    return rowsOf(paths, bytes, times);
  });
