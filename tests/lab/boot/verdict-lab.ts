import { readFile } from 'node:fs/promises';
import type { BootFile } from '../../../lib/uefi/loader/boot-tree.ts';
import { firmwareFrom } from '../../../lib/uefi/firmware/firmware.ts';
import type { Firmware } from '../../../lib/uefi/firmware/firmware.ts';
import type { Guid } from '../../../lib/uefi/bytes/guid.ts';
import { encodeSignatureLists } from '../../../lib/uefi/signature/signature-list.ts';
import type { KnownSignatureType, SignatureList } from '../../../lib/uefi/signature/signature-list.ts';
import { GUID_BYTES } from '../../../lib/uefi/bytes/guid.ts';
import { bootLoaderFiles } from '../boot-loader-files.ts';
import type { BootLoaderName } from '../boot-loader-files.ts';
import { bootFileOf } from './boot-file-of.ts';
import { capturedWith, GLOBAL, SECURITY, SHIM, variableFile } from './fixtures.ts';

/** Paths to bytes. */
export type Content = Record<string, Uint8Array>;

/** A real boot file of today's Debian; `grub4` is the older GRUB, whose SBAT generation is 4. */
export const debian = async (name: BootLoaderName): Promise<Buffer> =>
  readFile((await bootLoaderFiles())[name].path);

export const CFG = new Uint8Array(Buffer.from('halt\n'));

/** What fallback reads: UTF-16LE. */
export const csv = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));

export const DEBIAN_CSV = csv('shimx64.efi,debian,,This is the boot entry for debian\n');

/** The files of a Debian installation, without fallback: the removable path has a GRUB of its own. */
export const debianTree = async (changes: Content = {}): Promise<Content> => ({
  'EFI/debian/shimx64.efi': await debian('shim'),
  'EFI/debian/grubx64.efi': await debian('grub'),
  'EFI/debian/mmx64.efi': await debian('mm'),
  'EFI/debian/grub.cfg': CFG,
  ...changes,
});

export const filesOf = (content: Content): Map<string, BootFile> =>
  new Map(Object.entries(content).map(([path, bytes]) => [path, bootFileOf(path, bytes)]));

export const without = (content: Content, ...paths: string[]): Content =>
  Object.fromEntries(Object.entries(content).filter(([path]) => !paths.includes(path)));

/** Variables to change: name (global, or `db`, `dbx`, or shim's) to data; null takes one away. */
export type VariableChanges = Record<string, Uint8Array | null>;

const guidOf = (name: string): Guid => {
  if (name === 'db' || name === 'dbx') return SECURITY;
  return name.startsWith('Mok') || name.startsWith('Sbat') ? SHIM : GLOBAL;
};

/** The variables of a host with Secure Boot on and Microsoft's keys of 2011, changed. */
export const variablesWith = (changes: VariableChanges = {}): Map<string, Uint8Array> =>
  capturedWith(
    Object.fromEntries(
      Object.entries(changes).map(([name, data]) => [
        `${name}-${guidOf(name)}`,
        data === null ? null : variableFile(data),
      ]),
    ),
  );

export const firmwareWith = (changes: VariableChanges = {}): Firmware => firmwareFrom(variablesWith(changes));

export const NO_FIRMWARE = firmwareFrom(new Map());

export const SECURE_BOOT_OFF: VariableChanges = { SecureBoot: new Uint8Array([0]) };

export const levelData = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
export const LEVEL_2024 = levelData('sbat,1,2024010900\nshim,4\ngrub,3\ngrub.debian,4\n');
export const LEVEL_2025 = levelData('sbat,1,2025021800\nshim,4\ngrub,5\n');

const OWNER = '77fa9abd-0359-4d32-bd60-28f4e78f784b';

/** Signature lists of one entry each, as db, dbx and MOK lists hold them. */
export const lists = (...entries: { type: KnownSignatureType; data: Uint8Array }[]): SignatureList[] =>
  entries.map(({ type, data }) => ({
    type,
    signatureBytes: GUID_BYTES + data.length,
    header: new Uint8Array(0),
    entries: [{ owner: OWNER, data }],
  }));

export const encoded = (...entries: Parameters<typeof lists>): Uint8Array =>
  encodeSignatureLists(lists(...entries));

export const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
