import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  filePathOf,
  normalizeFilePath,
  parseDevicePaths,
} from '../../../../lib/uefi/firmware/device-path.ts';
import { deviceNode } from '../../../../lib/uefi/firmware/device-path-node.ts';
import type { NodeMeaning } from '../../../../lib/uefi/firmware/device-path-node.ts';
import { assertRefused, hex, toHex } from '../../../lab/boot/fixtures.ts';
import { fuzzParser } from '../fuzz/fuzz-parser.ts';
import { encodeDevicePaths, endNode, fileNode, gptPartitionNode } from '../../../lab/boot/encode-options.ts';

const test = suite('device path');

const END = '7fff0400';

const meanings = (text: string): (NodeMeaning | null)[] =>
  parseDevicePaths(hex(text + END))
    .flat()
    .map(({ meaning }) => meaning)
    .slice(0, -1);

test('nodes - PciRoot, Pci and Sata as OVMF writes them', () => {
  assert.equal(meanings('02010c00d041030a00000000 01010600021f 03120a000200ffff0000'), [
    { kind: 'acpi', hid: 0x0a0341d0, uid: 0 },
    { kind: 'pci', device: 0x1f, fn: 2 },
    { kind: 'sata', port: 2, multiplierPort: 0xffff, lun: 0 },
  ]);
});

test('nodes - NVMe, firmware volume and file, vendor', () => {
  assert.equal(meanings('0317100001000000 8877665544332211'), [
    { kind: 'nvme', namespace: 1, eui64: 0x1122334455667788n },
  ]);
  assert.equal(
    meanings('04071400c9bdb87cebf8344faaea3ee4af6516a1 0406140021aa2c4614760345836e8ab6f4662331'),
    [
      { kind: 'firmware-volume', guid: '7cb8bdc9-f8eb-4f34-aaea-3ee4af6516a1' },
      { kind: 'firmware-file', guid: '462caa21-7614-4503-836e-8ab6f4662331' },
    ],
  );
  assert.equal(meanings('04031600c9bdb87cebf8344faaea3ee4af6516a10102'), [
    {
      kind: 'vendor',
      category: 'media',
      guid: '7cb8bdc9-f8eb-4f34-aaea-3ee4af6516a1',
      data: new Uint8Array([1, 2]),
    },
  ]);
});

test('nodes - an MBR partition is known by the disk signature and its number', () => {
  const signature = 'efbeadde 000000000000000000000000';
  const [drive] = meanings(`04012a00 0c000000 0008000000000000 0080020000000000 ${signature} 0101`);
  assert.is(drive?.kind === 'hard-drive' && drive.partUuid, 'deadbeef-0c');
  const [unsigned] = meanings(`04012a00 0c000000 0008000000000000 0080020000000000 ${signature} 0100`);
  assert.is(unsigned?.kind === 'hard-drive' && unsigned.partUuid, null);
});

test('nodes - data of the wrong size has no meaning, but is kept', () => {
  for (const node of ['01010500 02', '01010700 021f00', '04012900'.padEnd(82, '0'), '03170400']) {
    const text = node.replaceAll(' ', '').padEnd(8, '0');
    const bytes = hex(text + END);
    assert.is(parseDevicePaths(bytes)[0]?.[0]?.meaning, null, node);
    assert.is(toHex(encodeDevicePaths(parseDevicePaths(bytes))), toHex(bytes));
  }
});

test('nodes - a file without a NUL or of odd size has no meaning; text ends at the first NUL', () => {
  assert.equal(meanings('04040800 61006200'), [null]);
  assert.equal(meanings('04040700 610000'), [null]);
  assert.equal(meanings('04040400'), [null]);
  assert.equal(meanings('04040a00 610000006200'.replace('6200', '0000')), [{ kind: 'file', path: 'a' }]);
});

test('paths - several follow each other, instances are parts of one', () => {
  const bytes = hex(`01010600021f 7f010400 01010600001f ${END} 01010600001c ${END}`);
  const paths = parseDevicePaths(bytes);
  assert.equal(
    paths.map(({ length }) => length),
    [4, 2],
  );
  assert.is(toHex(encodeDevicePaths(paths)), toHex(bytes));
});

test('paths - a node of less than its head would never end and is refused', () => {
  for (const length of ['0000', '0100', '0200', '0300'])
    assertRefused(() => parseDevicePaths(hex(`0101${length}${END}`)), 'BAD_LENGTH');
});

test('paths - nodes beyond the end, no end at all and a cut head are refused', () => {
  assertRefused(() => parseDevicePaths(hex(`0101ffff${END}`)), 'TRUNCATED');
  assertRefused(() => parseDevicePaths(hex('01010600021f')), 'TRUNCATED');
  assertRefused(() => parseDevicePaths(hex('01010600021f7fff04')), 'TRUNCATED');
  assertRefused(() => parseDevicePaths(hex('7f010400')), 'TRUNCATED');
});

test('paths - 1024 nodes are read, more are refused, in one path or in many', () => {
  const nodes = (count: number, text: string): Uint8Array => hex(text.repeat(count) + END);
  assert.is(parseDevicePaths(nodes(1023, '01010400'))[0]?.length, 1024);
  assertRefused(() => parseDevicePaths(nodes(1024, '01010400')), 'TOO_LARGE');
  assert.is(parseDevicePaths(nodes(1023, END)).length, 1024);
  assertRefused(() => parseDevicePaths(nodes(1024, END)), 'TOO_LARGE');
});

test('encode - a node of more than 65535 bytes is refused', () => {
  assertRefused(
    () => encodeDevicePaths([[deviceNode(4, 4, new Uint8Array(65_532)), endNode()]]),
    'TOO_LARGE',
  );
  const most = encodeDevicePaths([[deviceNode(4, 4, new Uint8Array(65_531)), endNode()]]);
  assert.is(most.length, 65_535 + 4);
  assertRefused(() => gptPartitionNode({ number: 1, startLba: 0n, sizeLba: 0n, guid: 'none' }), 'BAD_GUID');
});

test('file path - backslashes, dots and several nodes become one path of the ESP', () => {
  const path = (...files: string[]): string | null => filePathOf([...files.map(fileNode), endNode()]);
  assert.is(path('\\EFI\\debian\\shimx64.efi'), 'EFI/debian/shimx64.efi');
  assert.is(path('\\EFI', 'debian\\', '\\shimx64.efi'), 'EFI/debian/shimx64.efi');
  assert.is(path(), null);
  assert.is(normalizeFilePath('EFI/debian/shimx64.efi'), 'EFI/debian/shimx64.efi');
  assert.is(normalizeFilePath('\\\\EFI\\.\\x\\..\\BOOT\\BOOTX64.EFI'), 'EFI/BOOT/BOOTX64.EFI');
  assert.is(normalizeFilePath('..\\..\\a'), 'a');
  assert.is(normalizeFilePath('\\'), '');
});

test('fuzz - mutated paths are refused with a code or survive the round trip', () => {
  const guid = '11111111-2222-4333-8444-555555555555';
  const disk = gptPartitionNode({ number: 1, startLba: 1n, sizeLba: 2n, guid });
  const inputs = [
    encodeDevicePaths([[disk, fileNode('\\EFI\\BOOT\\BOOTX64.EFI'), endNode()]]),
    hex(`02010c00d041030a00000000 01010600021f 03120a000200ffff0000 ${END}`),
    hex(`01041400e775e299a075374ba2e6c5385e6c00cb ${END} 0317100001000000887766554433 2211 ${END}`),
  ];
  const { accepted, refused } = fuzzParser(parseDevicePaths, {
    inputs,
    check: (bytes) => assert.is(toHex(encodeDevicePaths(parseDevicePaths(bytes))), toHex(bytes)),
  });
  assert.ok(accepted > 100 && refused > 100, `${accepted} accepted, ${refused} refused`);
});

test.run();
