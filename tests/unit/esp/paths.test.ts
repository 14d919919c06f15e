import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { EspPathError, joinEsp, parseEspPath } from '../../../lib/esp/index.ts';
import { codeOf, NO_ERROR } from '../../lab/errors.ts';

const test = suite('esp paths');

const refusalOf = (path: string): string => codeOf(() => parseEspPath(path), EspPathError);

const REFUSED: [string, string][] = [
  ['', 'EMPTY'],
  ['/', 'ABSOLUTE'],
  ['/EFI/BOOT', 'ABSOLUTE'],
  ['//EFI', 'ABSOLUTE'],
  ['EFI\\BOOT', 'BACKSLASH'],
  ['\\EFI', 'BACKSLASH'],
  ['EFI/a\0b', 'NUL'],
  ['EFI//BOOT', 'EMPTY_SEGMENT'],
  ['EFI/', 'EMPTY_SEGMENT'],
  ['..', 'DOT_SEGMENT'],
  ['.', 'DOT_SEGMENT'],
  ['EFI/../../etc/passwd', 'DOT_SEGMENT'],
  ['EFI/./BOOT', 'DOT_SEGMENT'],
  ['EFI/BOOT/..', 'DOT_SEGMENT'],
  ['EFI/.. /x', 'BAD_NAME'],
  ['EFI/.../x', 'BAD_NAME'],
  ['C:/EFI', 'BAD_NAME'],
  ['EFI/a\nb', 'BAD_NAME'],
  ['EFI/\uD800', 'BAD_NAME'],
  [`EFI/${'a'.repeat(256)}`, 'BAD_NAME'],
  [Array.from({ length: 17 }, () => 'a').join('/'), 'TOO_DEEP'],
  ['☃'.repeat(1366), 'TOO_LONG'],
];

test('parseEspPath - refuses what leaves the ESP or cannot lie on it', () => {
  for (const [path, code] of REFUSED) assert.is(refusalOf(path), code, JSON.stringify(path.slice(0, 40)));
});

test('parseEspPath - gives the segments', () => {
  assert.equal(parseEspPath('EFI/debian/shimx64.efi'), {
    path: 'EFI/debian/shimx64.efi',
    segments: ['EFI', 'debian', 'shimx64.efi'],
  });
  assert.is(parseEspPath(Array.from({ length: 16 }, () => 'a').join('/')).segments.length, 16);
  assert.is(refusalOf('EFI/..debian/.hidden/a..b'), NO_ERROR);
});

test('parseEspPath - the message stays short and on one line', () => {
  try {
    parseEspPath(`/${'x'.repeat(4000)}\n`);
    assert.unreachable();
  } catch (error) {
    assert.ok(error instanceof EspPathError);
    assert.ok(error.message.length < 400);
    assert.not.match(error.message, /\n/);
  }
});

test('joinEsp - never gives a path outside the root', () => {
  assert.is(joinEsp('/boot/efi', 'EFI/BOOT'), '/boot/efi/EFI/BOOT');
  assert.is(joinEsp('/boot/efi/', parseEspPath('EFI')), '/boot/efi/EFI');
  assert.throws(
    () => joinEsp('/boot/efi', '../../etc'),
    (error: unknown) => error instanceof EspPathError,
  );
});

test.run();
