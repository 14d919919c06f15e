import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { makeEspImage, putTree } from '../lab/esp-image.ts';
import type { EspImageOptions } from '../lab/esp-image.ts';
import { memoryDir } from '../lab/memory-dir.ts';
import { withScratch } from '../lab/scratch.ts';
import { writeTree } from '../lab/trees.ts';
import type { Expectations, Tree, Unit } from './expectations.ts';
import { bytesOf, subtreeOf } from './tree-parts.ts';

/** An ESP of a few small files, quick to record, and what an update would make of it. */
export type SmallEsp = {
  directory: string;
  image: string;
  /** Holds one folder for each unit, with the files that change. */
  newDirectory: string;
  expectations: Expectations;
};

export type SmallEspOptions = Omit<EspImageOptions, 'path'> & {
  /** Bytes of each boot loader; about 20 000 by default. */
  loaderBytes?: number;
};

const DIRECTORIES = ['BOOT', 'fedora'];
const SIZE_MIB = 34;
const LOADER_BYTES = 20_000;

/** Every file below a folder of the host, by its path from there. */
export const readTree = async (directory: string): Promise<Tree> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (path): Promise<[string, Uint8Array]> => [
        relative(directory, path),
        await readFile(path),
      ]),
    ),
  );
};

const oldFiles = (loaderBytes: number): Tree =>
  new Map([
    ['EFI/BOOT/BOOTX64.EFI', bytesOf(1, loaderBytes)],
    ['EFI/BOOT/fbx64.efi', bytesOf(2, 3000)],
    ['EFI/fedora/shimx64.efi', bytesOf(3, loaderBytes)],
    ['EFI/fedora/grub.cfg', bytesOf(4, 150)],
    ['EFI/Microsoft/Boot/bootmgfw.efi', bytesOf(5, 5000)],
  ]);

const newFiles = (loaderBytes: number): Tree =>
  new Map([
    ['BOOT/BOOTX64.EFI', bytesOf(6, loaderBytes + 700)],
    ['fedora/shimx64.efi', bytesOf(7, loaderBytes + 700)],
  ]);

const FOREIGN = 'EFI/Microsoft/Boot/bootmgfw.efi';

/** Makes the image and the update; the caller calls `work` with them and gets them cleaned up. */
export const withSmallEsp = async (
  options: SmallEspOptions,
  work: (esp: SmallEsp) => Promise<void>,
): Promise<void> => {
  const { loaderBytes = LOADER_BYTES, ...image } = options;
  await withScratch(async (directory) => {
    const paths = { image: join(directory, 'esp.img'), newDirectory: join(directory, 'new') };
    const [before, after] = [oldFiles(loaderBytes), newFiles(loaderBytes)];
    await writeTree(join(directory, 'old'), before);
    await writeTree(paths.newDirectory, after);
    await makeEspImage({ sizeMiB: SIZE_MIB, ...image, path: paths.image });
    await putTree(paths.image, { directory: join(directory, 'old') });
    const units = DIRECTORIES.map((name): Unit => {
      const old = subtreeOf(before, `EFI/${name}`);
      return { path: `EFI/${name}`, old, new: new Map([...old, ...subtreeOf(after, name)]) };
    });
    const foreign = new Map([[FOREIGN, before.get(FOREIGN) ?? new Uint8Array()]]);
    await work({ directory, ...paths, expectations: { units, foreign } });
  }, memoryDir(256));
};
