import { LabError } from './lab-error.ts';
import { fetchBootPackages } from './debian-packages.ts';
import type { BootFile } from './debian-packages.ts';

/** `grub4`: an older GRUB than today's; Debian's has SBAT generation 4, which today's shim refuses. */
export type BootLoaderName = 'shim' | 'grub' | 'grub4' | 'mm' | 'fb' | 'fwupd';

const FILE_OF: Readonly<Record<BootLoaderName, string>> = {
  shim: 'shimx64.efi',
  grub: 'grubx64.efi',
  grub4: 'grubx64.efi',
  mm: 'mmx64.efi',
  fb: 'fbx64.efi',
  fwupd: 'fwupdx64.efi',
};

const NAMES = Object.keys(FILE_OF) as BootLoaderName[];

const findAll = async (): Promise<Record<BootLoaderName, BootFile>> => {
  const { current, older } = await fetchBootPackages();
  const find = (name: BootLoaderName): [BootLoaderName, BootFile] => {
    const packages = name === 'grub4' ? older : current;
    const file = packages.flatMap(({ files }) => files).find((each) => each.name === FILE_OF[name]);
    if (file === undefined)
      throw new LabError('NO_BOOT_FILES', `no package at hand has the ${name} of the tests`);
    return [name, file];
  };
  return Object.fromEntries(NAMES.map(find)) as Record<BootLoaderName, BootFile>;
};

let found: ReturnType<typeof findAll> | undefined;

/**
 * The signed boot files of this distribution that the boot tests are made of; looked for once, which reads them all.
 * @throws {LabError} NO_BOOT_FILES if apt offers no older GRUB, and what `fetchBootPackages` throws
 */
export const bootLoaderFiles = (): Promise<Record<BootLoaderName, BootFile>> => (found ??= findAll());
