import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkFatName, foldFatName, isStageName, slotsFor, stageNameFor } from '../../../lib/esp/index.ts';

const test = suite('fat names');

const REFUSED: [string, string][] = [
  ['', 'EMPTY'],
  ['.', 'DOT_NAME'],
  ['..', 'DOT_NAME'],
  ['...', 'TRAILING_DOT_OR_SPACE'],
  ['a.', 'TRAILING_DOT_OR_SPACE'],
  ['a ', 'TRAILING_DOT_OR_SPACE'],
  ['a\0', 'CONTROL_CHARACTER'],
  ['a\nb', 'CONTROL_CHARACTER'],
  ['\x1f', 'CONTROL_CHARACTER'],
  ['\uD83D', 'LONE_SURROGATE'],
  ['a\uDE00b', 'LONE_SURROGATE'],
  ['a'.repeat(256), 'TOO_LONG'],
  ['😀'.repeat(128), 'TOO_LONG'],
  ...['"', '*', '/', ':', '<', '>', '?', '\\', '|'].map((c): [string, string] => [
    `a${c}b`,
    'FORBIDDEN_CHARACTER',
  ]),
];

const HELD = [
  'a',
  '.efi',
  'grub.cfg',
  'a b',
  ' a',
  'CON',
  'NUL',
  'com1.txt',
  '+,;=[]',
  'é',
  '😀'.repeat(127),
  'a'.repeat(255),
];

test('checkFatName - refuses what FAT cannot hold, each with its code', () => {
  for (const [name, code] of REFUSED) assert.is(checkFatName(name)?.code, code, JSON.stringify(name));
});

test('checkFatName - lets pass what FAT can hold, names of DOS devices too', () => {
  for (const name of HELD) assert.is(checkFatName(name), null, JSON.stringify(name));
});

test('checkFatName - the detail names the character', () => {
  assert.match(checkFatName('a\tb')?.detail ?? '', 'U+0009');
  assert.match(checkFatName('a:b')?.detail ?? '', ':');
});

test('foldFatName - equal but for case is equal', () => {
  assert.is(foldFatName('ShimX64.efi'), foldFatName('SHIMX64.EFI'));
  assert.is(foldFatName('Éa'), foldFatName('éA'));
  assert.is(foldFatName('𐐨'), foldFatName('𐐀'));
});

test('foldFatName - never changes the length, and keeps different names apart', () => {
  assert.is(foldFatName('straße'), 'STRAßE');
  assert.is(foldFatName('ﬁ'), 'ﬁ');
  assert.is.not(foldFatName('a_b'), foldFatName('a-b'));
});

test('stageNameFor - a short directory keeps its name', () => {
  assert.is(stageNameFor('debian', 'directory'), 'DEBIAN.BSW');
  assert.is(stageNameFor('BOOT', 'directory'), 'BOOT.BSW');
  assert.is(stageNameFor('Linux_64', 'directory'), 'LINUX_64.BSW');
});

test('stageNameFor - anything else is shortened, with the same hash each time', () => {
  // printf 'MICROSOFT' | sha256sum, printf 'GRUB.CFG' | sha256sum
  assert.is(stageNameFor('Microsoft', 'directory'), 'MICRBD3D.BSW');
  assert.is(stageNameFor('mICROSOFT', 'directory'), 'MICRBD3D.BSW');
  assert.is(stageNameFor('grub.cfg', 'file'), 'GRUB0938.BSW');
  assert.match(stageNameFor('☃', 'file'), /^[0-9A-F]{4}\.BSW$/);
  assert.match(stageNameFor('a', 'file'), /^A[0-9A-F]{4}\.BSW$/);
});

const NAMES = [
  ...HELD,
  'debian',
  'DEBIAN.BSW',
  'debian.bsw',
  'BOOT',
  'BOOTX64.EFI',
  'Microsoft',
  'x'.repeat(9),
  'ſ',
  'ı',
];

test('stageNameFor - always a plain 8.3 name of one slot, known as a stage, never the target', () => {
  for (const name of NAMES) {
    for (const kind of ['file', 'directory'] as const) {
      const stage = stageNameFor(name, kind);
      assert.match(stage, /^[A-Z0-9_]{1,8}\.BSW$/);
      assert.is(slotsFor(stage), 1);
      assert.ok(isStageName(stage) && isStageName(stage.toLowerCase()));
      assert.is.not(foldFatName(stage), foldFatName(name));
    }
  }
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex').toUpperCase();

/** A target whose hash would make it its own stage: found by trying, about 65 000 names. */
const selfStaging = (): string => {
  for (let number = 0; ; number += 1) {
    const clean = number.toString(36).toUpperCase().padStart(4, '0').slice(-4);
    for (let digits = 0; digits < 64; digits += 1) {
      const name = `${clean}${digits.toString(16).toUpperCase().padStart(4, '0')}.BSW`;
      if (sha256(name).startsWith(name.slice(4, 8))) return name;
    }
  }
};

test('stageNameFor - not even a target made to be its own stage is', () => {
  const target = selfStaging();
  assert.is.not(stageNameFor(target, 'file'), target);
  assert.ok(isStageName(stageNameFor(target, 'file')));
});

test('isStageName - leaves the names of others alone', () => {
  for (const name of [
    'debian',
    '.btmp.debian',
    'DEBIAN.BSW2',
    'DEBIANXXX.BSW',
    '.BSW',
    'a.b.BSW',
    'A.BSW\n',
  ]) {
    assert.not(isStageName(name), name);
  }
});

test.run();
