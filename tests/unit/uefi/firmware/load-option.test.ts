import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseEfiVariable } from '../../../../lib/uefi/firmware/efi-variable.ts';
import { firmwareFrom } from '../../../../lib/uefi/firmware/firmware.ts';
import { isMasked, parseLoadOption, startedPath } from '../../../../lib/uefi/firmware/load-option.ts';
import type { LoadOption } from '../../../../lib/uefi/firmware/load-option.ts';
import { run } from '../../../../lib/sys/index.ts';
import { findTool, toolEnv } from '../../../lab/tools.ts';
import { skipIf } from '../../../lab/skip.ts';
import {
  EFIVARS,
  GLOBAL,
  assertRefused,
  capturedVariables,
  fixture,
  fixturePath,
  hex,
  patched,
  toHex,
  variableData,
} from '../../../lab/boot/fixtures.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { fuzzParser } from '../fuzz/fuzz-parser.ts';
import {
  encodeEfiVariable,
  endNode,
  fileNode,
  gptPartitionNode,
  encodeLoadOption,
} from '../../../lab/boot/encode-options.ts';

const test = suite('load option');

const PARTITION = '11111111-2222-4333-8444-555555555555';
const NAMES = ['Boot0000', 'Boot0001', 'Boot0002', 'Boot0003', 'Boot0004', 'PlatformRecovery0000'];

const debian = (changes: Partial<LoadOption> = {}): LoadOption => ({
  attributes: 1,
  description: 'debian',
  paths: [
    [
      gptPartitionNode({ number: 1, startLba: 0x800n, sizeLba: 0x28000n, guid: PARTITION }),
      fileNode('\\EFI\\debian\\shimx64.efi'),
      endNode(),
    ],
  ],
  optionalData: new Uint8Array(0),
  ...changes,
});

test('encode - makes the 122 bytes of Boot0004 that shim fallback made', () => {
  const file = encodeEfiVariable({ attributes: 7, data: encodeLoadOption(debian()) });
  assert.is(file.length, 122);
  assert.is(toHex(file), toHex(fixture(EFIVARS, `Boot0004-${GLOBAL}`)));
});

test('decode - those of a real host come out of the encoder as they went in', () => {
  for (const name of NAMES) {
    const data = variableData(name);
    assert.is(toHex(encodeLoadOption(parseLoadOption(data))), toHex(data), name);
  }
});

test('decode - Boot0004 is the partition and the file', () => {
  const { attributes, description, paths, optionalData } = parseLoadOption(variableData('Boot0004'));
  assert.is(attributes, 1);
  assert.is(description, 'debian');
  assert.is(optionalData.length, 0);
  assert.is(paths.length, 1);
  assert.equal(
    paths[0]?.map(({ meaning }) => meaning),
    [
      { kind: 'hard-drive', partition: 1, startLba: 0x800n, sizeLba: 0x28000n, partUuid: PARTITION },
      { kind: 'file', path: '\\EFI\\debian\\shimx64.efi' },
      { kind: 'end', scope: 'entire' },
    ],
  );
});

test('decode - what follows the path is for the program that is started', () => {
  const { optionalData } = parseLoadOption(variableData('Boot0002'));
  assert.is(toHex(optionalData), '4eac0881119f594d850ee21a522c59b2');
});

test('decode - a masked entry starts its second path', () => {
  const masked = hex('01041400 e775e299a075374ba2e6c5385e6c00cb 7fff0400');
  const option = debian();
  const data = encodeLoadOption(option);
  const at = 6 + 14; // attributes, length, description
  const whole = Buffer.concat([data.subarray(0, at), masked, data.subarray(at)]);
  whole.writeUInt16LE(whole.readUInt16LE(4) + masked.length, 4);
  const parsed = parseLoadOption(new Uint8Array(whole));
  assert.is(isMasked(parsed), true);
  assert.equal(startedPath(parsed), option.paths[0]);
  assert.is(toHex(encodeLoadOption(parsed)), whole.toString('hex'));
  assert.is(isMasked(option), false);
  const alone = { ...option, paths: parsed.paths.slice(0, 1) };
  assert.is(isMasked(alone), false, 'a mask needs something to mask');
  assert.equal(startedPath(alone), parsed.paths[0]);
});

test('decode - descriptions of any UTF-16 survive, lone surrogates too', () => {
  for (const description of ['', 'Ünïcode', '\u{1f95f}', '\ud800', 'a\udc00b', '\ufeff']) {
    const option = debian({ description });
    assert.is(parseLoadOption(encodeLoadOption(option)).description, description);
  }
  assertRefused(() => encodeLoadOption(debian({ description: 'de\0bian' })), 'BAD_TEXT');
});

test('decode - every truncation is refused', () => {
  const data = variableData('Boot0004');
  for (let length = 0; length < data.length; length += 1)
    assertRefused(() => parseLoadOption(data.subarray(0, length)), 'TRUNCATED');
});

test('decode - a path length that lies is refused', () => {
  const data = variableData('Boot0004');
  assertRefused(() => parseLoadOption(patched(data, 4, [0x61, 0])), 'TRUNCATED');
  assertRefused(() => parseLoadOption(patched(data, 4, [0x63, 0])), 'TRUNCATED');
  assertRefused(() => parseLoadOption(patched(data, 4, [0xff, 0xff])), 'TRUNCATED');
  assert.equal(parseLoadOption(patched(data, 4, [0, 0])).paths, [], 'the path became optional data');
});

test('decode - a description without an end, and more than 64 KiB, are refused', () => {
  assertRefused(() => parseLoadOption(hex('01000000 0000 6100 6200 63')), 'TRUNCATED');
  assertRefused(() => parseLoadOption(new Uint8Array(65_537)), 'TOO_LARGE');
});

test('encode - more device paths than the 16-bit length can say are refused', () => {
  const long = Array.from({ length: 3 }, () => [fileNode('x'.repeat(16_000)), endNode()]);
  assertRefused(() => encodeLoadOption(debian({ paths: long })), 'TOO_LARGE');
});

test('fuzz - mutated options are refused with a code or survive the round trip', () => {
  const inputs = NAMES.map((name) => variableData(name));
  const { accepted, refused } = fuzzParser(parseLoadOption, {
    inputs,
    check: (bytes) => assert.is(toHex(encodeLoadOption(parseLoadOption(bytes))), toHex(bytes)),
  });
  assert.ok(accepted > 100 && refused > 100, `${accepted} accepted, ${refused} refused`);
});

const efibootmgr = findTool('efibootmgr');
const withEfibootmgr = skipIf(
  test,
  efibootmgr === null ? 'efibootmgr is not installed; apt-get install efibootmgr' : undefined,
);

/** What efibootmgr(8) prints of a directory like efivarfs. */
const printed = async (directory: string): Promise<string> => {
  const env = { ...toolEnv(), EFIVARFS_PATH: `${directory}/` };
  const { stdout } = await run(efibootmgr ?? '', ['-v'], { env });
  return stdout;
};

withEfibootmgr('oracle - efibootmgr reads the same entries, order and partition', async () => {
  const text = await printed(fixturePath(EFIVARS));
  const { bootOrder, bootCurrent, bootEntries } = firmwareFrom(capturedVariables());
  const four = (number: number): string => number.toString(16).toUpperCase().padStart(4, '0');
  assert.match(text, `BootCurrent: ${four(bootCurrent ?? 0)}\n`);
  assert.match(text, `BootOrder: ${bootOrder?.map(four).join(',') ?? ''}\n`);
  for (const { number, option } of bootEntries)
    assert.match(text, `Boot${four(number)}* ${option.description}\t`);
  assert.match(text, `HD(1,GPT,${PARTITION},0x800,0x28000)/File(\\EFI\\debian\\shimx64.efi)`);
});

withEfibootmgr('oracle - efibootmgr reads the entries that are encoded here', () =>
  withScratch(async (directory) => {
    cpSync(fixturePath(EFIVARS), directory, { recursive: true });
    const guid = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
    const partition = gptPartitionNode({ number: 3, startLba: 34n, sizeLba: 2n ** 40n, guid });
    const option = debian({
      attributes: 0,
      description: 'trial',
      paths: [[partition, fileNode('\\EFI\\debian.new\\shimx64.efi'), endNode()]],
    });
    const file = encodeEfiVariable({ attributes: 7, data: encodeLoadOption(option) });
    writeFileSync(join(directory, `Boot00A0-${GLOBAL}`), file);
    assert.match(
      await printed(directory),
      `Boot00A0  trial\tHD(3,GPT,${guid},0x22,0x10000000000)/File(\\EFI\\debian.new\\shimx64.efi)`,
    );
    assert.equal(parseEfiVariable(file)?.attributes, 7);
  }),
);

test.run();
