import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from '../../lib/uefi/image/inspect.ts';
import { flipped, signedBy, withSignatures } from './altered-images.ts';
import type { TestKey } from './altered-images.ts';
import { debianTree, DEBIAN_CSV, fallbackTree, signatureList, utf16 } from './boot-row-trees.ts';
import type { BootRow, Parts } from './boot-row-trees.ts';
import { runToolOrThrow } from './tools.ts';
import { GRUB } from './boot/debian-paths.ts';

type Making = { parts: Parts; directory: string; key: TestKey };

const OPTIONS = 'EFI/debian/options.csv';
const REVOCATIONS = 'EFI/debian/revocations_sbat.efi';

const section = (name: string, file: string, address: string): string[] => [
  '--add-section',
  `${name}=${file}`,
  '--set-section-flags',
  `${name}=alloc,load,readonly,data`,
  '--change-section-vma',
  `${name}=${address}`,
];

/** A small image with `.sbata` and `.sbatl`, as shim 16 looks for it beside itself. */
const revocationsFile = async ({ parts, directory, key }: Making, level: string): Promise<Buffer> => {
  const [text, input, output] = ['level', 'plain.efi', 'revocations.efi'].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  await writeFile(text, `${level}\0`);
  await writeFile(input, withSignatures(parts.fwupd, 0));
  const sections = [...section('.sbata', text, '0x40000'), ...section('.sbatl', text, '0x41000')];
  await runToolOrThrow('objcopy', [...sections, input, output]);
  return signedBy(await readFile(output), key, directory);
};

const brokenRows = ({ parts }: Making): BootRow[] => {
  const withGrub = (bytes: Uint8Array) => debianTree(parts, { [GRUB]: bytes });
  const vendor = inspect(parts.shim).vendorTrust?.authorized.certificates[0]?.der ?? Buffer.alloc(0);
  const row = (name: string, title: string, rest: Pick<BootRow, 'files' | 'expected'>): BootRow => ({
    row: name,
    title,
    variables: {},
    ...rest,
  });
  return [
    row('b1', 'GRUB is text', {
      files: withGrub(Buffer.from('no image at all, only text')),
      expected: 'fallthrough',
    }),
    row('b2', 'GRUB is cut off', {
      files: withGrub(parts.grub.subarray(0, parts.grub.length >> 1)),
      expected: 'fallthrough',
    }),
    row('b3', 'GRUB with bytes behind its signature', {
      files: withGrub(Buffer.concat([parts.grub, Buffer.alloc(64, 1)])),
      expected: 'hang',
    }),
    row('b4', 'shim is cut off', {
      files: debianTree(parts, { 'EFI/debian/shimx64.efi': parts.shim.subarray(0, 500_000) }),
      expected: 'fallthrough',
    }),
    {
      ...row('b5', "dbx has the vendor's certificate", { files: debianTree(parts), expected: 'hang' }),
      variables: { dbx: signatureList('x509', new Uint8Array(vendor)) },
    },
  ];
};

const optionRows = ({ parts }: Making): BootRow[] => {
  const named = (alternative: Uint8Array | null, grub: Uint8Array) =>
    debianTree(parts, { [GRUB]: grub, 'EFI/debian/alt.efi': alternative, [OPTIONS]: utf16('alt.efi,,\n') });
  return [
    {
      row: 'o1',
      title: 'options.csv names a good second stage',
      files: named(parts.grub, parts.grub4),
      variables: {},
      expected: 'ok',
    },
    {
      row: 'o2',
      title: 'options.csv names a revoked second stage',
      files: named(parts.grub4, parts.grub),
      variables: {},
      expected: 'hang',
    },
    {
      row: 'o3',
      title: 'options.csv names a missing second stage',
      files: named(null, parts.grub),
      variables: {},
      expected: 'ok',
    },
  ];
};

const listRows = ({ parts }: Making): BootRow[] => {
  const variables = { entries: [] };
  const good = fallbackTree(parts, DEBIAN_CSV);
  const withoutGrub = Object.entries(good).filter(([path]) => path !== GRUB);
  return [
    {
      row: 'f1',
      title: 'the first line of the list is good, the second is not',
      files: fallbackTree(parts, `${DEBIAN_CSV}gone.efi,debian,,gone\n`),
      variables,
      expected: 'ok',
    },
    {
      row: 'f2',
      title: 'the second line of the list is good, the first is not',
      files: fallbackTree(parts, `gone.efi,debian,,gone\n${DEBIAN_CSV}`),
      variables,
      expected: 'hang',
    },
    {
      row: 'f3',
      title: 'the list leads to a shim without GRUB',
      files: Object.fromEntries(withoutGrub),
      variables,
      expected: 'hang',
    },
    {
      row: 'f5',
      title: 'fallback without a list, though there is a GRUB beside it',
      files: {
        ...Object.fromEntries(Object.entries(good).filter(([path]) => !path.endsWith('.CSV'))),
        'EFI/BOOT/grubx64.efi': parts.grub,
      },
      variables,
      expected: 'hang',
    },
    {
      row: 'f4',
      title: 'fallback is not as it was signed',
      files: { ...good, 'EFI/BOOT/fbx64.efi': flipped(parts.fb) },
      variables,
      expected: 'hang',
    },
  ];
};

const revocationRows = async (making: Making): Promise<BootRow[]> => {
  const { parts, key } = making;
  const trusted = signatureList('x509', key.certificate);
  const level = 'sbat,1,2026010100\nshim,4\ngrub,6\n';
  const raising = debianTree(parts, { [REVOCATIONS]: await revocationsFile(making, level) });
  const own = await revocationsFile(making, 'sbat,1,2026010100\nshim,5\n');
  return [
    {
      row: 'r1',
      title: 'a revocations file beside shim revokes GRUB at once',
      files: raising,
      variables: { dbAdded: trusted },
      expected: 'hang',
      levelAfter: level,
    },
    {
      row: 'r2',
      title: 'a revocations file that would revoke shim itself is passed over',
      files: debianTree(parts, { [REVOCATIONS]: own }),
      variables: { dbAdded: trusted },
      expected: 'ok',
    },
    {
      row: 'r3',
      title: 'a revocations file that shim does not trust',
      files: raising,
      variables: {},
      expected: 'hang',
    },
  ];
};

/** Outcomes beyond the table, in the same form: what else the verdict has to foretell. */
export const moreBootRows = async (making: Making): Promise<BootRow[]> => [
  ...brokenRows(making),
  ...optionRows(making),
  ...listRows(making),
  ...(await revocationRows(making)),
];
