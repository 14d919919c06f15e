import { parsePe } from '../../../../lib/uefi/pe/pe.ts';
import { TPM_LOGS, capturedVariables, fixture, variableData } from '../../../lab/boot/fixtures.ts';
import { readBootFiles } from '../../../lab/boot/boot-files.ts';
import { set, sequence, der, integer, octets, oid } from '../../../lab/mutate/der-samples.ts';
import { luksSamples } from './luks-samples.ts';
import { sampleEntry, samplePe } from '../pe-samples.ts';

type Samples = readonly Uint8Array[];

/** Real seeds of every kind of bytes that lib/uefi reads; the images among them are the smallest there are. */
export type FuzzSamples = Readonly<Record<SampleKind, Samples>>;

const utf8 = (...texts: readonly string[]): Uint8Array[] => texts.map((text) => Buffer.from(text));
const utf16 = (...texts: readonly string[]): Uint8Array[] =>
  texts.map((text) => Buffer.from(text, 'utf16le'));
const trimmed = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 2);

const LEVEL = 'sbat,1,2025051000\nshim,4\ngrub,5\ngrub.proxmox,2\n';
const ENTRY =
  'title Debian\nlinux /debian/6.1/linux\n efi \\EFI\\debian\\..\\x.efi \noptions root=/dev/sda quiet\n';

const VENDOR_LIST_BYTES = 76; // of one SHA-256

/** The same section with three of the vendor's 114 revoked digests, which lie behind all else in it. */
const withFewerRevoked = (vendor: Buffer): Buffer => {
  const end = vendor.readUInt32LE(12) + 3 * VENDOR_LIST_BYTES;
  const copy = Buffer.from(vendor.subarray(0, end));
  copy.writeUInt32LE(3 * VENDOR_LIST_BYTES, 4);
  return copy;
};

/** What shim brings along, and small images made of it with everything that is read. */
const imageSamples = async () => {
  const files = await readBootFiles();
  const shim = parsePe(files.find(({ name }) => name === 'shimx64.efi')?.bytes ?? samplePe());
  const sectionOf = (name: string): Buffer =>
    trimmed(Buffer.from(shim.sections.find((section) => section.name === name)?.data ?? []));
  const sbat = sectionOf('.sbat');
  const levelSection = sectionOf('.sbatlevel');
  const vendor = sectionOf('.vendor_cert');
  const fewer = withFewerRevoked(vendor);
  const messages = ['grub.p7', 's1.p7', 's2.p7'].map((name) => fixture(name));
  const [small = Buffer.alloc(8)] = messages;
  const level = Buffer.from(`${LEVEL}\0`);
  const ofShim = [
    { name: '.sbat', data: sbat },
    { name: '.sbatlevel', data: levelSection },
    { name: '.vendor_cert', data: vendor },
  ];
  const ofAddOns = [
    { name: '.sbat', data: sbat },
    { name: '.sbata', data: level },
    { name: '.sbatl', data: level },
    { name: '.db', data: variableData('db', 'd719b2cb-3d3a-4596-a3bc-dad00e67656f') },
  ];
  const table = Buffer.concat(messages.slice(0, 2).map((message) => sampleEntry(message)));
  const smallShim = [...ofShim.slice(0, 2), { name: '.vendor_cert', data: fewer }];
  const real = files.filter(({ bytes }) => bytes.length < 100_000).map(({ bytes }) => bytes);
  const made = [
    samplePe({ sections: smallShim, certificateTable: sampleEntry(small) }),
    samplePe({ sections: ofAddOns }),
    samplePe({ isPlus: false }),
    samplePe({
      sections: ofAddOns.slice(0, 3),
      certificateTable: sampleEntry(small),
      trailing: Buffer.from('odd'),
    }),
  ];
  // Two in fourteen are as large and as slow as files are: most inputs are to come to where little was read before.
  const full = samplePe({ sections: ofShim, certificateTable: table });
  const image = [...made, ...made, ...made, full, ...real];
  // For parsers that do all of it once more: what takes long in the others is the certificates.
  const smallImage = [
    samplePe({ sections: ofShim.slice(0, 2), certificateTable: sampleEntry(small) }),
    samplePe({ sections: ofAddOns.slice(0, 3), trailing: Buffer.from('odd') }),
    samplePe({ isPlus: false }),
  ];
  return {
    image,
    smallImage,
    table: [table],
    message: [small, small, small, small, ...messages],
    sbat: [sbat],
    levelSection: [levelSection],
    vendor: [fewer, fewer, fewer, vendor],
  };
};

const NAME = sequence(
  set(sequence(oid('2.5.4.6'), der(0x13, Buffer.from('US')))),
  set(sequence(oid('2.5.4.10'), der(0x1e, Buffer.from('\0M\0i\0c\0r\0o', 'latin1')))),
  set(
    sequence(oid('2.5.4.3'), der(0x0c, Buffer.from('Debian, "Secure" Boot + CA'))),
    sequence(oid('2.5.4.5'), der(0x1c, Buffer.alloc(4, 0))),
  ),
  set(sequence(oid('1.2.3.4.5'), octets(Buffer.alloc(9, 7)))),
);

const variableSamples = () => {
  const files = [...capturedVariables()];
  const dataOf = (pattern: RegExp): Uint8Array[] =>
    files.filter(([name, file]) => pattern.test(name) && file.length > 4).map(([, file]) => file.subarray(4));
  const options = dataOf(/^(?:Boot|PlatformRecovery)[0-9A-F]{4}-/);
  return {
    variable: files.map(([, file]) => file).filter(({ length }) => length < 1000),
    variableName: utf8(...files.map(([name]) => name)),
    number: [...dataOf(/^(?:SecureBoot|Timeout|BootCurrent|BootOrder)-/)],
    option: options,
    devicePath: [
      ...dataOf(/^(?:ConIn|ConOut|ConInDev)-/),
      ...options.map((option) => option.subarray(option.indexOf(2, 6))),
    ],
    signatureList: [
      ...['dbx2011.esl', 'dbx_grub.esl', 'dbx_shim.esl'].map((name) => fixture(name)),
      ...dataOf(/^(?:db|KEK|MokListRT|MokListXRT)-/),
    ],
    guid: [fixture('dbx_grub.esl').subarray(0, 16)],
    guidText: utf8('8be4df61-93ca-11d2-aa0d-00e098032b8c'),
  };
};

const restSamples = () => ({
  certificate: [fixture('debvendor.0.der')],
  name: [NAME],
  derValue: [integer(0, 0x80, 1), oid('1.3.6.1.4.1.311.2.1.4'), der(1, Buffer.from([0xff])), NAME],
  level: utf8(LEVEL),
  bootCsv: [fixture('BOOTX64.CSV.debian'), ...utf16('\ufeffa.efi,b,c\r\nd,e\r\n')],
  optionsCsv: utf16('\ufeffgrubx64.efi,x\n', 'a\\b.efi,'),
  loaderEntry: utf8(ENTRY),
  lists: [
    ...utf16('shimx64.efi,debian,,\n..\\BOOT\\BOOTX64.EFI,again,x,\n', 'grubx64.efi,x\n'),
    ...utf8(ENTRY),
  ],
  anyFile: [samplePe(), fixture('BOOTX64.CSV.debian'), ...utf16('\ufeffgrubx64.efi,x\n'), ...utf8(ENTRY)],
  path: utf8('\\EFI\\debian\\.\\shimx64.efi', 'EFI/../BOOT//BOOTX64.EFI'),
  luks: utf8(...luksSamples()),
  tpmLog: Object.values(TPM_LOGS).flatMap((name) => [fixture(name), fixture(name).subarray(0, 900)]),
});

type SampleKind =
  | keyof Awaited<ReturnType<typeof imageSamples>>
  | keyof ReturnType<typeof variableSamples>
  | keyof ReturnType<typeof restSamples>;

export const readFuzzSamples = async (): Promise<FuzzSamples> => ({
  ...(await imageSamples()),
  ...variableSamples(),
  ...restSamples(),
});
