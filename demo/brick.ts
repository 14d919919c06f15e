/** The pair of packages that stops at a dialog: today's shim, and a GRUB that shim's own SBAT level revokes. */
import { readFile } from 'node:fs/promises';
import { findRevoked, readBootFile } from '../lib/uefi/index.ts';
import type { BootImage } from '../lib/uefi/index.ts';
import type { BootPackage, BootPackages } from '../tests/lab/debian-packages.ts';

export type Brick = { debs: string[]; shim: string; grub: string };

type Found = { of: BootPackage; image: BootImage };

const find = async (packages: readonly BootPackage[], name: string): Promise<Found | null> => {
  for (const of of packages) {
    const file = of.files.find((each) => each.name === name);
    const read = file && readBootFile(`EFI/debian/${name}`, await readFile(file.path));
    if (read?.kind === 'image') return { of, image: read.image };
  }
  return null;
};

/** Null if apt has no such pair. */
export const findBrick = async ({ current, older }: BootPackages): Promise<Brick | null> => {
  const shim = await find(current, 'shimx64.efi');
  const grub = await find(older, 'grubx64.efi');
  const level = shim?.image.shim?.levels?.automatic;
  if (shim === null || grub === null || level === undefined) return null;
  if (findRevoked(grub.image.sbat.entries, level) === null) return null;
  const others = current.filter(({ name }) => name !== grub.of.name);
  return {
    debs: [...others, grub.of].map(({ debPath }) => debPath),
    shim: `${shim.of.name} ${shim.of.version}`,
    grub: `${grub.of.name} ${grub.of.version}`,
  };
};
