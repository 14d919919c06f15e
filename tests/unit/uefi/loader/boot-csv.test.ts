import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseBootCsv } from '../../../../lib/uefi/loader/boot-csv.ts';
import { assertRefused, fixture } from '../../../lab/boot/fixtures.ts';
import { utf16 } from '../../../lab/boot-row-trees.ts';
import { fuzzParser } from '../fuzz/fuzz-parser.ts';

const test = suite('boot csv');

const SHIM = { line: 1, file: 'shimx64.efi', label: 'debian', arguments: '' };

test('csv - that of Debian, which has no byte order mark', () => {
  assert.equal(parseBootCsv(fixture('BOOTX64.CSV.debian')), { entries: [SHIM], problems: [] });
});

test('csv - a byte order mark is skipped, and only one', () => {
  assert.equal(parseBootCsv(utf16('\ufeffshimx64.efi,debian,,x\n')).entries, [SHIM]);
  assert.is(parseBootCsv(utf16('\ufeff\ufeffshimx64.efi,debian')).entries[0]?.file, '\ufeffshimx64.efi');
});

test('csv - lines end in CR, LF or both; empty ones are skipped; the last needs no end', () => {
  const { entries, problems } = parseBootCsv(utf16('\r\n\na,one\rb,two,args,comment,more\r\n\r\n\nc,three'));
  assert.equal(problems, []);
  assert.equal(entries, [
    { line: 3, file: 'a', label: 'one', arguments: '' },
    { line: 4, file: 'b', label: 'two', arguments: 'args' },
    { line: 7, file: 'c', label: 'three', arguments: '' },
  ]);
});

test('csv - a line without file or label is a problem and no entry', () => {
  assert.equal(parseBootCsv(utf16(',debian\nshimx64.efi\nshimx64.efi,,args\na,b\n')), {
    entries: [{ line: 4, file: 'a', label: 'b', arguments: '' }],
    problems: [
      { code: 'NO_FILE', line: 1 },
      { code: 'NO_LABEL', line: 2 },
      { code: 'NO_LABEL', line: 3 },
    ],
  });
});

test('csv - text ends at a NUL, and quotes mean nothing', () => {
  assert.equal(parseBootCsv(utf16('shimx64.efi,debian,,x\0a,b\n')).entries, [SHIM]);
  assert.is(parseBootCsv(utf16('"a,b",c')).entries[0]?.file, '"a');
});

test('csv - one in ASCII is a problem, for its commas cannot be seen', () => {
  const ascii = new Uint8Array(Buffer.from('shimx64.efi,debian,,This is the boot entry\n'));
  assert.equal(parseBootCsv(ascii), {
    entries: [],
    problems: [
      { code: 'ODD_LENGTH', line: 0 },
      { code: 'NO_LABEL', line: 1 },
    ],
  });
});

test('csv - nothing is nothing; more than 64 KiB are refused', () => {
  assert.equal(parseBootCsv(new Uint8Array(0)), { entries: [], problems: [] });
  assertRefused(() => parseBootCsv(new Uint8Array(65_537)), 'TOO_LARGE');
});

test('csv - 64 KiB of line ends or commas take no longer than they must', () => {
  assert.equal(parseBootCsv(utf16('\r'.repeat(32_768))).entries, []);
  assert.is(parseBootCsv(utf16(','.repeat(32_768))).problems[0]?.code, 'NO_FILE');
});

test('fuzz - mutated files never crash it', () => {
  const { accepted } = fuzzParser(parseBootCsv, {
    inputs: [fixture('BOOTX64.CSV.debian'), utf16('\ufeffa,b,c\r\nd,e\r\n')],
    check: (bytes) => {
      for (const { file, label } of parseBootCsv(bytes).entries) assert.ok(file !== '' && label !== '');
    },
  });
  assert.is(accepted, 5000);
});

test.run();
