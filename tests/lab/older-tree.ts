import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BootPackage, BootPackages } from './debian-packages.ts';
import { digestOf } from './file-digest.ts';
import type { FileDigest } from './file-digest.ts';
import { LabError } from './lab-error.ts';

export type OlderFile = FileDigest & {
  /** `made` is text or dummy bytes that no package brings. */
  origin: 'older-package' | 'altered' | 'made';
  /** For people: from which package and version, and what was altered. */
  description: string;
};

export type OlderTree = {
  directory: string;
  /** By path from the ESP's root, `EFI/debian/shimx64.efi`. */
  files: ReadonlyMap<string, OlderFile>;
  /** Paths of `files` that no payload brings and that every update must leave alone. */
  foreign: readonly string[];
};

export type OlderTreeOptions = {
  /** Where the tree is written as plain files; made if missing. */
  directory: string;
  packages: BootPackages;
  /** How EFI files are named for their machine: `x64` by default. */
  efiArch?: EfiArch;
};

export type EfiArch = 'x64' | 'aa64';

type Content = { bytes: Uint8Array; origin: OlderFile['origin']; description: string };

/** Where Debian's grub-install and shim put each file; the removable path boots shim, which starts fallback. */
const placesFor = (arch: EfiArch): Readonly<Record<string, string>> => ({
  [`EFI/BOOT/BOOT${arch.toUpperCase()}.EFI`]: `shim${arch}.efi`,
  [`EFI/BOOT/fb${arch}.efi`]: `fb${arch}.efi`,
  [`EFI/BOOT/mm${arch}.efi`]: `mm${arch}.efi`,
  [`EFI/debian/shim${arch}.efi`]: `shim${arch}.efi`,
  [`EFI/debian/grub${arch}.efi`]: `grub${arch}.efi`,
  [`EFI/debian/mm${arch}.efi`]: `mm${arch}.efi`,
  [`EFI/debian/fb${arch}.efi`]: `fb${arch}.efi`,
  [`EFI/debian/fwupd${arch}.efi`]: `fwupd${arch}.efi`,
});

const BYTE_ORDER_MARK = '\uFEFF';
const GRUB_CFG = `search.fs_uuid 5f5f5f5f-1111-2222-3333-444444444444 root hd0,gpt2
set prefix=($root)'/boot/grub'
configfile $prefix/grub.cfg
`;

const made = (bytes: string | Uint8Array, description: string): Content => ({
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
  origin: 'made',
  description,
});

const madeFor = (arch: EfiArch): Readonly<Record<string, Content>> => ({
  // UTF-16LE with a byte order mark, which shim's fallback.c asks for.
  [`EFI/debian/BOOT${arch.toUpperCase()}.CSV`]: made(
    Buffer.from(`${BYTE_ORDER_MARK}shim${arch}.efi,debian,,This is the boot entry for debian\n`, 'utf16le'),
    'written here, as Debian installs it',
  ),
  'EFI/debian/grub.cfg': made(GRUB_CFG, 'written here, as grub-install does'),
  'EFI/debian/mine.cfg': made(
    '# put here by the owner of this machine\n',
    'written here: a file of the owner',
  ),
  'EFI/Microsoft/Boot/bootmgfw.efi': made(
    Buffer.alloc(70_000, 'not the Windows boot manager'),
    "written here: dummy bytes in another system's directory",
  ),
});
const FOREIGN = ['EFI/debian/mine.cfg', 'EFI/Microsoft/Boot/bootmgfw.efi'];

const DOS_HEADER_BYTES = 0x40; // PE/COFF specification, section "MS-DOS Stub": the stub follows, then e_lfanew

/** Still a PE file of the same size that loads the same code, but with another digest and no valid signature. */
const flipStubByte = (bytes: Uint8Array): Uint8Array => {
  const altered = Uint8Array.from(bytes);
  altered[DOS_HEADER_BYTES] = (altered[DOS_HEADER_BYTES] ?? 0) ^ 0xff;
  return altered;
};

const findFile = (packages: readonly BootPackage[], name: string) => {
  for (const each of packages) {
    const file = each.files.find((candidate) => candidate.name === name);
    if (file !== undefined) return { from: `${each.name} ${each.version}`, ...file };
  }
  return null;
};

/** An older version with the same bytes would make an update with nothing to do, so it does not count as older. */
const olderContent = async ({ current, older }: BootPackages, name: string): Promise<Content> => {
  const today = findFile(current, name);
  const before = findFile(older, name);
  if (before !== null && before.sha256 !== today?.sha256) {
    return {
      bytes: await readFile(before.path),
      origin: 'older-package',
      description: `from ${before.from}`,
    };
  }
  if (today === null) throw new LabError('NO_BOOT_FILES', `none of the packages at hand brings ${name}`);
  const bytes = flipStubByte(await readFile(today.path));
  const why = 'altered (one byte of its DOS stub flipped): apt offers no older version that differs';
  return { bytes, origin: 'altered', description: `from ${today.from}, ${why}` };
};

/**
 * Writes a plausible ESP of a Debian machine that is behind with its updates: older package versions where apt offers
 * them, else today's files altered, each named as what it is; and files that no payload knows.
 * @throws {LabError} NO_BOOT_FILES
 */
export const makeOlderTree = async (options: OlderTreeOptions): Promise<OlderTree> => {
  const { directory, packages, efiArch = 'x64' } = options;
  const contents = new Map<string, Content>(Object.entries(madeFor(efiArch)));
  for (const [path, name] of Object.entries(placesFor(efiArch)))
    contents.set(path, await olderContent(packages, name));
  const files = new Map<string, OlderFile>();
  for (const [path, { bytes, origin, description }] of contents) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes);
    files.set(path, { ...digestOf(bytes), origin, description });
  }
  return { directory, files, foreign: FOREIGN };
};
