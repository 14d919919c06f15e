import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { deviceNode } from '../../../../lib/uefi/firmware/device-path-node.ts';
import type { DevicePathNode } from '../../../../lib/uefi/firmware/device-path-node.ts';
import { foldFatName } from '../../../../lib/esp/index.ts';
import { firmwareFrom } from '../../../../lib/uefi/firmware/firmware.ts';
import { bootTargets } from '../../../../lib/uefi/firmware/load-option-target.ts';
import type { BootEntry, BootTarget } from '../../../../lib/uefi/firmware/load-option-target.ts';
import { capturedVariables, hex } from '../../../lab/boot/fixtures.ts';
import { endNode, fileNode, gptPartitionNode } from '../../../lab/boot/encode-options.ts';

const test = suite('boot targets');

const ESP = '11111111-2222-4333-8444-555555555555';
const OTHER = '11111111-2222-4333-8444-666666666666';
const LOADER = '\\EFI\\debian\\shimx64.efi';

const disk = (guid: string): DevicePathNode =>
  gptPartitionNode({ number: 1, startLba: 0n, sizeLba: 0n, guid });

const entry = (
  nodes: DevicePathNode[],
  changes: { attributes?: number; before?: DevicePathNode[] } = {},
): BootEntry => ({
  number: 4,
  option: {
    attributes: changes.attributes ?? 1,
    description: 'debian',
    paths: [...(changes.before === undefined ? [] : [[...changes.before, endNode()]]), [...nodes, endNode()]],
    optionalData: new Uint8Array(0),
  },
});

const only = (...entries: BootEntry[]): Pick<BootTarget, 'via' | 'path' | 'isActive' | 'isHidden'>[] =>
  bootTargets(entries, ESP).map(({ via, path, isActive, isHidden }) => ({ via, path, isActive, isHidden }));

const active = { isActive: true, isHidden: false };

test('targets - of a real host: the entry of the ESP, and the devices that may hold it', () => {
  const { bootEntries } = firmwareFrom(capturedVariables());
  assert.equal(
    bootTargets(bootEntries, ESP.toUpperCase()).map(({ number, via, path }) => ({ number, via, path })),
    [
      { number: 1, via: 'device', path: null },
      { number: 2, via: 'device', path: null },
      { number: 4, via: 'partition', path: 'EFI/debian/shimx64.efi' },
    ],
  );
});

test('targets - another partition is none, whatever the path before it', () => {
  const pci = deviceNode(1, 1, hex('021f'));
  assert.equal(only(entry([disk(OTHER), fileNode(LOADER)])), []);
  assert.equal(only(entry([pci, disk(OTHER), fileNode(LOADER)])), []);
  assert.equal(only(entry([pci, disk(ESP), fileNode(LOADER)])), [
    { via: 'partition', path: 'EFI/debian/shimx64.efi', ...active },
  ]);
});

test('targets - letters of a PARTUUID may be of either case', () => {
  const guid = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
  assert.is(bootTargets([entry([disk(guid), fileNode(LOADER)])], guid.toUpperCase()).length, 1);
});

test('targets - a file on a device without partitions may be on this ESP', () => {
  const pci = deviceNode(1, 1, hex('021f'));
  assert.equal(only(entry([pci, fileNode(LOADER)])), [
    { via: 'device', path: 'EFI/debian/shimx64.efi', ...active },
  ]);
});

test('targets - a partition without a file is the removable path', () => {
  assert.equal(only(entry([disk(ESP)])), [{ via: 'partition', path: null, ...active }]);
});

test('targets - a file alone is looked for on any volume', () => {
  assert.equal(only(entry([fileNode('\\EFI\\BOOT\\BOOTX64.EFI')])), [
    { via: 'any-volume', path: 'EFI/BOOT/BOOTX64.EFI', ...active },
  ]);
});

test('targets - firmware applications, the network and an empty path are none', () => {
  const volume = deviceNode(4, 7, new Uint8Array(16));
  const pci = deviceNode(1, 1, hex('0003'));
  const mac = deviceNode(3, 0x0b, new Uint8Array(33));
  const ipv4 = deviceNode(3, 0x0c, new Uint8Array(23));
  assert.equal(only(entry([volume, deviceNode(4, 6, new Uint8Array(16))])), []);
  assert.equal(only(entry([pci, mac])), []);
  assert.equal(only(entry([pci, mac, ipv4])), []);
  assert.equal(only(entry([])), []);
  assert.equal(bootTargets([{ number: 1, option: { ...entry([]).option, paths: [] } }], ESP), []);
});

test('targets - inactive, hidden and masked entries say so', () => {
  const nodes = [disk(ESP), fileNode(LOADER)];
  const found = { via: 'partition' as const, path: 'EFI/debian/shimx64.efi' };
  assert.equal(only(entry(nodes, { attributes: 0 })), [{ ...found, isActive: false, isHidden: false }]);
  assert.equal(only(entry(nodes, { attributes: 9 })), [{ ...found, isActive: true, isHidden: true }]);
  const mask = [deviceNode(1, 4, hex('e775e299a075374ba2e6c5385e6c00cb'))];
  assert.equal(only(entry(nodes, { before: mask })), [{ ...found, isActive: false, isHidden: true }]);
});

test('fold - paths that FAT takes for the same become equal', () => {
  assert.is(foldFatName('EFI/debian/shimx64.efi'), foldFatName('efi/DEBIAN/ShimX64.EFI'));
  assert.is.not(foldFatName('EFI/debian/shimx64.efi'), foldFatName('EFI/debian/shimx64.ef'));
});

test.run();
