import { readFile } from 'node:fs/promises';
import { hashImage } from '../../lib/uefi/signature/authenticode.ts';
import { GUID_BYTES } from '../../lib/uefi/bytes/guid.ts';
import type { Guid } from '../../lib/uefi/bytes/guid.ts';
import { inspect } from '../../lib/uefi/image/inspect.ts';
import { parsePe } from '../../lib/uefi/pe/pe.ts';
import { encodeSignatureLists } from '../../lib/uefi/signature/signature-list.ts';
import type { KnownSignatureType } from '../../lib/uefi/signature/signature-list.ts';
import type { BootClass } from '../../lib/uefi/verdict/verdict-reason.ts';
import { bootLoaderFiles } from './boot-loader-files.ts';
import type { BootLoaderName } from './boot-loader-files.ts';

/** Files of an ESP by path. */
export type EspContent = Record<string, Uint8Array>;

/** What differs from a machine with Microsoft's keys of 2011 and Secure Boot on. */
export type RowVariables = {
  isSecureBootOff?: boolean;
  /** Instead of Microsoft's, as db's data. */
  db?: Uint8Array;
  /** More signature lists for db, dbx, MokList. */
  dbAdded?: Uint8Array;
  dbx?: Uint8Array;
  mokList?: Uint8Array;
  sbatLevel?: string;
  /** Boot entries into the ESP, all in BootOrder but the one of BootNext; Boot00A0 for shim by default. */
  entries?: readonly { number: number; path: string }[];
  bootNext?: number;
};

/** One row of the table of outcomes: what is on the ESP, and what a machine did with it. */
export type BootRow = {
  /** As numbered in that table. */
  row: string;
  title: string;
  files: EspContent;
  variables: RowVariables;
  /** What comes of the first entry. */
  expected: BootClass;
  /** SbatLevel afterwards, if it says something. */
  levelAfter?: string;
};

export const LEVEL_2021 = 'sbat,1,2021030218\n';
export const LEVEL_2024 = 'sbat,1,2024010900\nshim,4\ngrub,4\n';
export const LEVEL_2025 = 'sbat,1,2025021800\nshim,4\ngrub,5\n';

/** Says on the serial line how far it came, and switches the machine off. */
export const PROBE_CFG = `serial --unit=0 --speed=115200
terminal_output serial
if [ -f /vmlinuz ]; then
  if linux /vmlinuz; then echo "@@KERNEL-OK"; else echo "@@KERNEL-REFUSED"; halt; fi
fi
echo "@@GRUB-OK cmdpath=$cmdpath"
halt
`;

export const DEBIAN_CSV = 'shimx64.efi,debian,,This is the boot entry for debian\n';
export const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));

const OWNER: Guid = '77fa9abd-0359-4d32-bd60-28f4e78f784b';

export const signatureList = (type: KnownSignatureType, data: Uint8Array): Uint8Array =>
  encodeSignatureLists([
    {
      type,
      signatureBytes: GUID_BYTES + data.length,
      header: new Uint8Array(0),
      entries: [{ owner: OWNER, data }],
    },
  ]);

export type Parts = Record<BootLoaderName, Buffer>;

export const readParts = async (): Promise<Parts> => {
  const files = await bootLoaderFiles();
  const names = Object.keys(files) as BootLoaderName[];
  const entries = await Promise.all(
    names.map(async (name) => [name, await readFile(files[name].path)] as const),
  );
  return Object.fromEntries(entries) as Parts;
};

export const digestList = (image: Uint8Array): Uint8Array =>
  signatureList('sha256', new Uint8Array(Buffer.from(hashImage(parsePe(image)).sha256, 'hex')));

/** The certificate authorities that came along with shim's signatures, by the year in their names. */
export const authorityOf = (shim: Uint8Array, year: string): Uint8Array => {
  const embedded = inspect(shim).signatures.flatMap((signature) => signature.embedded);
  const found = embedded.find(({ subject }) => subject.includes(`UEFI CA ${year}`));
  if (found === undefined) throw new RangeError(`this shim brings no authority of ${year} along`);
  return signatureList('x509', new Uint8Array(found.der));
};

/** The rows that start shim from a Boot#### entry; `tree` overrides files, null takes one away. */
export const debianTree = (parts: Parts, changes: Record<string, Uint8Array | null> = {}): EspContent =>
  Object.fromEntries(
    Object.entries({
      'EFI/debian/shimx64.efi': parts.shim,
      'EFI/debian/grubx64.efi': parts.grub,
      'EFI/debian/mmx64.efi': parts.mm,
      'EFI/debian/grub.cfg': Buffer.from(PROBE_CFG),
      ...changes,
    }).flatMap(([path, bytes]) => (bytes === null ? [] : [[path, bytes] as const])),
  );

export const removableTree = (parts: Parts): EspContent => ({
  'EFI/BOOT/BOOTX64.EFI': parts.shim,
  'EFI/BOOT/grubx64.efi': parts.grub,
  'EFI/BOOT/grub.cfg': Buffer.from(PROBE_CFG),
});

export const fallbackTree = (parts: Parts, list: string): EspContent => ({
  ...debianTree(parts),
  'EFI/debian/BOOTX64.CSV': utf16(list),
  'EFI/BOOT/BOOTX64.EFI': parts.shim,
  'EFI/BOOT/fbx64.efi': parts.fb,
});
