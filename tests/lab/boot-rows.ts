import {
  flipped,
  forMachine,
  makeTestKey,
  markedNx,
  signedBy,
  withAutomaticLevel,
  withSignatures,
} from './altered-images.ts';
import type { TestKey } from './altered-images.ts';
import {
  authorityOf,
  debianTree,
  DEBIAN_CSV,
  digestList,
  fallbackTree,
  LEVEL_2021,
  LEVEL_2024,
  LEVEL_2025,
  readParts,
  removableTree,
  signatureList,
  utf16,
} from './boot-row-trees.ts';
import type { BootRow, EspContent, Parts, RowVariables } from './boot-row-trees.ts';
import { moreBootRows } from './more-boot-rows.ts';
import { readKernel } from './kernel-image.ts';

type Making = { parts: Parts; directory: string; key: TestKey };

const basicRows = ({ parts }: Making): BootRow[] => {
  const { grub, grub4, shim } = parts;
  const tree = (changes: Record<string, Uint8Array | null> = {}): EspContent => debianTree(parts, changes);
  const withGrub = (image: Uint8Array): EspContent => tree({ 'EFI/debian/grubx64.efi': image });
  const row = (
    name: string,
    title: string,
    rest: Pick<BootRow, 'files' | 'expected'> & Partial<BootRow>,
  ): BootRow => ({
    row: name,
    title,
    variables: {},
    ...rest,
  });
  return [
    row('1', 'shim with the GRUB of its time', { files: tree(), expected: 'ok', levelAfter: LEVEL_2025 }),
    row('3', "Debian's brick: shim 16.1 with GRUB of generation 4", {
      files: withGrub(grub4),
      expected: 'hang',
    }),
    row('5', 'a level that the new shim raises', {
      files: tree(),
      variables: { sbatLevel: LEVEL_2024 },
      expected: 'ok',
      levelAfter: LEVEL_2025,
    }),
    row('6', 'unsigned GRUB', { files: withGrub(withSignatures(grub, 0)), expected: 'hang' }),
    row('7', 'GRUB with a flipped byte', { files: withGrub(flipped(grub)), expected: 'hang' }),
    row('10', 'dbx has the digest of GRUB', {
      files: tree(),
      variables: { dbx: digestList(grub) },
      expected: 'hang',
    }),
    row('11', 'dbx has the digest of shim', {
      files: tree(),
      variables: { dbx: digestList(shim) },
      expected: 'fallthrough',
    }),
    row('15', 'no GRUB beside shim', {
      files: tree({ 'EFI/debian/grubx64.efi': null }),
      expected: 'fallthrough',
    }),
    row('16', 'GRUB for another machine', {
      files: withGrub(forMachine(grub, 0xaa64)),
      expected: 'fallthrough',
    }),
    row('17', 'row 3 without MokManager', {
      files: tree({ 'EFI/debian/grubx64.efi': grub4, 'EFI/debian/mmx64.efi': null }),
      expected: 'hang',
    }),
    row('18', 'row 3 with a good tree in EFI/BOOT', {
      files: { ...withGrub(grub4), ...removableTree(parts) },
      expected: 'hang',
    }),
    row('19', 'a level that revokes shim', {
      files: tree(),
      variables: { sbatLevel: 'sbat,1,2026010100\nshim,5\n' },
      expected: 'power-off',
    }),
    row('20', 'Secure Boot off with GRUB of generation 4', {
      files: withGrub(grub4),
      variables: { isSecureBootOff: true, sbatLevel: LEVEL_2025 },
      expected: 'ok',
      levelAfter: LEVEL_2021,
    }),
  ];
};

const authorityRows = ({ parts }: Making): BootRow[] => {
  const { shim } = parts;
  const [db2011, db2023] = [authorityOf(shim, '2011'), authorityOf(shim, '2023')];
  const files = debianTree(parts);
  const only2011 = debianTree(parts, { 'EFI/debian/shimx64.efi': withSignatures(shim, 1) });
  return [
    {
      row: '12',
      title: 'db has only the authority of 2023, shim only a signature of 2011',
      files: only2011,
      variables: { db: db2023 },
      expected: 'fallthrough',
    },
    {
      row: '13',
      title: 'db has only the authority of 2023, shim both',
      files,
      variables: { db: db2023 },
      expected: 'ok',
    },
    {
      row: '14',
      title: 'both authorities in db, that of 2011 in dbx',
      files,
      variables: { dbAdded: db2023, dbx: db2011 },
      expected: 'fallthrough',
    },
  ];
};

const testKeyRows = async ({ parts, directory, key }: Making): Promise<BootRow[]> => {
  const trusted = signatureList('x509', key.certificate);
  const sign = (image: Uint8Array): Promise<Buffer> => signedBy(image, key, directory);
  const foreign = debianTree(parts, { 'EFI/debian/grubx64.efi': await sign(parts.grub) });
  const olderShim = await sign(withAutomaticLevel(parts.shim, { from: LEVEL_2025, to: LEVEL_2024 }));
  const olderTree = { 'EFI/debian/shimx64.efi': olderShim, 'EFI/debian/grubx64.efi': parts.grub4 };
  const nxShim = await sign(markedNx(parts.shim));
  return [
    {
      row: '2',
      title: 'an older shim with the GRUB of its time',
      files: debianTree(parts, olderTree),
      variables: { dbAdded: trusted },
      expected: 'ok',
      levelAfter: LEVEL_2024,
    },
    {
      row: '4',
      title: 'back to the tree of row 2 after one boot of row 1',
      files: debianTree(parts, olderTree),
      variables: { dbAdded: trusted, sbatLevel: LEVEL_2025 },
      expected: 'hang',
    },
    { row: '8', title: 'GRUB signed by a foreign key', files: foreign, variables: {}, expected: 'hang' },
    {
      row: '9a',
      title: 'row 8 with that key in db',
      files: foreign,
      variables: { dbAdded: trusted },
      expected: 'ok',
    },
    {
      row: '9b',
      title: 'row 8 with that key in MokList',
      files: foreign,
      variables: { mokList: trusted },
      expected: 'ok',
    },
    {
      row: '27',
      title: 'NX-compatible shim with a GRUB that is not',
      files: debianTree(parts, { 'EFI/debian/shimx64.efi': nxShim }),
      variables: { dbAdded: trusted },
      expected: 'ok',
    },
  ];
};

const kernelRows = async ({ parts }: Making): Promise<BootRow[]> => {
  const kernel = await readKernel();
  const files = debianTree(parts, { vmlinuz: withSignatures(kernel, 0) });
  return [
    { row: '21', title: 'an unsigned kernel', files, variables: {}, expected: 'stuck' },
    {
      row: '21s',
      title: "the same kernel with the distribution's signature",
      files: debianTree(parts, { vmlinuz: kernel }),
      variables: {},
      expected: 'ok',
    },
  ];
};

const fallbackRows = ({ parts }: Making): BootRow[] => {
  const variables: RowVariables = { entries: [] };
  const removable = removableTree(parts);
  const staged = Object.entries(debianTree(parts)).map(([path, bytes]) => [
    path.replace('debian', 'debian.new'),
    bytes,
  ]);
  return [
    {
      row: '22',
      title: 'fallback with its list',
      files: fallbackTree(parts, DEBIAN_CSV),
      variables,
      expected: 'ok',
    },
    {
      row: '24',
      title: 'the list names a file that is not there',
      files: fallbackTree(parts, 'shimx64-gone.efi,debian,,gone\n'),
      variables,
      expected: 'hang',
    },
    {
      row: '25',
      title: 'EFI/BOOT without fallback and without GRUB',
      files: { ...debianTree(parts), 'EFI/BOOT/BOOTX64.EFI': parts.shim },
      variables,
      expected: 'fallthrough',
    },
    {
      row: '26',
      title: 'a second directory with a list',
      files: {
        ...fallbackTree(parts, DEBIAN_CSV),
        ...(Object.fromEntries(staged) as EspContent),
        'EFI/debian.new/BOOTX64.CSV': utf16(DEBIAN_CSV.replace('debian,', 'debian.new,')),
      },
      variables,
      expected: 'ok',
    },
    { row: '25g', title: 'EFI/BOOT with a GRUB of its own', files: removable, variables, expected: 'ok' },
  ];
};

const nextRows = ({ parts }: Making): BootRow[] => {
  const staged = (grub: Uint8Array): EspContent => ({
    ...debianTree(parts),
    'EFI/debian.new/shimx64.efi': parts.shim,
    'EFI/debian.new/grubx64.efi': grub,
  });
  const variables = (path: string): RowVariables => ({
    entries: [
      { number: 0xa0, path },
      { number: 0xa1, path: '\\EFI\\debian\\shimx64.efi' },
    ],
    bootNext: 0xa0,
  });
  const trial = '\\EFI\\debian.new\\shimx64.efi';
  return [
    {
      row: '28a',
      title: 'BootNext to a good staged tree',
      files: staged(parts.grub),
      variables: variables(trial),
      expected: 'ok',
    },
    {
      row: '28b',
      title: 'BootNext to a missing file',
      files: debianTree(parts),
      variables: variables(trial),
      expected: 'fallthrough',
    },
    {
      row: '28c',
      title: 'BootNext to a staged tree that is revoked',
      files: staged(parts.grub4),
      variables: variables(trial),
      expected: 'hang',
    },
  ];
};

/**
 * The table of outcomes as trees and variables, from this distribution's binaries and from such as were re-signed or
 * altered in `directory`, and more outcomes beyond it (named by a letter first). Row 23 (a TPM) is not among them, and
 * the older shim of rows 2 and 4 is today's with another level.
 */
export const bootRows = async (directory: string): Promise<BootRow[]> => {
  const making = { parts: await readParts(), directory, key: await makeTestKey(directory) };
  return [
    ...basicRows(making),
    ...authorityRows(making),
    ...(await testKeyRows(making)),
    ...(await kernelRows(making)),
    ...fallbackRows(making),
    ...nextRows(making),
    ...(await moreBootRows(making)),
  ];
};
