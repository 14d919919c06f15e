import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../../lib/errors.ts';
import { parsePe } from '../../../../lib/uefi/pe/pe.ts';
import { SAMPLE_HEADERS_BYTES, SAMPLE_OPTIONAL_AT, samplePe } from '../pe-samples.ts';

const test = suite('pe');

const codesOf = (bytes: Uint8Array): string[] => parsePe(bytes).findings.map(({ code }) => code);
const refusedWith =
  (code: string) =>
  (error: unknown): boolean =>
    hasCode(error, code);
const changed = (change: (bytes: Buffer) => void, bytes = samplePe()): Buffer => {
  change(bytes);
  return bytes;
};

test('pe - headers of both formats are read', () => {
  for (const isPlus of [true, false]) {
    const image = parsePe(samplePe({ isPlus, machine: 0xaa64, dllCharacteristics: 0x0100 }));
    assert.is(image.format, isPlus ? 'PE32+' : 'PE32');
    assert.is(image.machine, 0xaa64);
    assert.is(image.subsystem, 10);
    assert.is(image.isNxCompatible, true);
    assert.is(image.sizeOfHeaders, SAMPLE_HEADERS_BYTES);
    assert.equal(image.findings, []);
    assert.is(image.certificateTable, null);
  }
  assert.is(parsePe(samplePe()).isNxCompatible, false);
});

test('pe - sections share the memory of the file', () => {
  const bytes = samplePe({ sections: [{ name: '.sbat', data: Buffer.from('0123456789abcdef') }] });
  const [section] = parsePe(bytes).sections;
  assert.is(section?.data.toString(), '0123456789abcdef');
  assert.is(section?.data.buffer, bytes.buffer);
});

test('pe - a long name is looked up in the string table, and stays short if it is not there', () => {
  const strings = Buffer.concat([Buffer.from([18, 0, 0, 0]), Buffer.from('.vendor_cert\0\0')]);
  const trailed = changed(
    (bytes) => bytes.writeUInt32LE(SAMPLE_HEADERS_BYTES + 16, SAMPLE_OPTIONAL_AT - 12),
    samplePe({ sections: [{ name: '/4', data: Buffer.alloc(16) }], trailing: strings }),
  );
  assert.is(parsePe(trailed).sections[0]?.name, '.vendor_cert');
  assert.is(parsePe(trailed.subarray(0, -8)).sections[0]?.name, '/4');
  assert.is(parsePe(samplePe({ sections: [{ name: '/999' }] })).sections[0]?.name, '/999');
});

test('pe - every truncation is refused or leaves an image whose sections lie in the file', () => {
  const whole = samplePe({ certificateTable: Buffer.alloc(16) });
  for (let length = 0; length < whole.length; length += 1)
    assert.throws(
      () => parsePe(whole.subarray(0, length)),
      (error: unknown) =>
        ['BAD_PE', 'TRUNCATED', 'BAD_CERTIFICATE_TABLE'].some((code) => hasCode(error, code)),
      `${length} bytes`,
    );
  assert.not.throws(() => parsePe(whole));
});

test('pe - what is no image is refused', () => {
  const optional = SAMPLE_OPTIONAL_AT;
  const wrong: Record<string, Buffer> = {
    magic: changed((bytes) => bytes.write('ZM', 0)),
    'header inside the DOS header': changed((bytes) => bytes.writeUInt32LE(4, 0x3c)),
    signature: changed((bytes) => bytes.write('PX', 0x40)),
    'optional magic': changed((bytes) => bytes.writeUInt16LE(0x107, optional)),
    'sixty thousand sections': changed((bytes) => bytes.writeUInt16LE(60_000, optional - 18)),
    'four billion directories': changed((bytes) => bytes.writeUInt32LE(0xffffffff, optional + 108)),
    'directories that do not fit': changed((bytes) => bytes.writeUInt32LE(15, optional + 108)),
    'headers larger than the file': changed((bytes) => bytes.writeUInt32LE(0x10000, optional + 60)),
    'section table outside the headers': changed((bytes) => bytes.writeUInt32LE(0x100, optional + 60)),
    'section past the file': samplePe({ sections: [{ name: '.text', rawSize: 0x7fffffff }] }),
    'section at the end of the address space': samplePe({
      sections: [{ name: '.text', rawOffset: 0xffffffff, rawSize: 0xffffffff, virtualAddress: 0 }],
    }),
  };
  for (const [what, bytes] of Object.entries(wrong))
    assert.throws(() => parsePe(bytes), refusedWith('BAD_PE'), what);
  assert.throws(
    () => parsePe(changed((bytes) => bytes.writeUInt32LE(0xfffffff0, 0x3c))),
    refusedWith('TRUNCATED'),
  );
});

test('pe - a certificate table outside the file is refused', () => {
  const bytes = samplePe({ certificateTable: Buffer.alloc(16) });
  assert.throws(() => parsePe(bytes.subarray(0, -1)), refusedWith('BAD_CERTIFICATE_TABLE'));
});

test('pe - a table that is not at the end, or not at a multiple of 8, is reported', () => {
  const table = Buffer.alloc(16);
  assert.equal(codesOf(samplePe({ certificateTable: table })), []);
  assert.equal(codesOf(samplePe({ certificateTable: table, behind: Buffer.alloc(8) })), [
    'CERTIFICATE_TABLE_NOT_AT_END',
  ]);
  const moved = changed(
    (bytes) =>
      bytes.writeUInt32LE(bytes.readUInt32LE(SAMPLE_OPTIONAL_AT + 144) - 4, SAMPLE_OPTIONAL_AT + 144),
    samplePe({ certificateTable: table }),
  );
  assert.equal(codesOf(moved), ['CERTIFICATE_TABLE_NOT_AT_END', 'CERTIFICATE_TABLE_UNALIGNED']);
});

test('pe - sections that share bytes, leave some out, or lie in the headers are reported', () => {
  const data = Buffer.alloc(64);
  const at = SAMPLE_HEADERS_BYTES;
  const two = (second: number): Buffer =>
    samplePe({
      sections: [
        { name: '.a', data, rawOffset: at },
        { name: '.b', data, rawOffset: second },
      ],
      trailing: data,
    });
  assert.equal(codesOf(two(at + 64)), []);
  assert.equal(codesOf(two(at + 32)), ['SECTIONS_OVERLAP']);
  assert.equal(codesOf(two(at)), ['SECTIONS_OVERLAP']);
  assert.equal(codesOf(two(at + 80)), ['SECTION_GAP']);
  assert.equal(codesOf(two(at - 8)), ['SECTION_IN_HEADERS', 'SECTIONS_OVERLAP', 'SECTIONS_OVERLAP']);
});

test('pe - an image that is no EFI application, or cannot be relocated, is reported', () => {
  assert.equal(codesOf(samplePe({ subsystem: 11 })), ['SUBSYSTEM_NOT_APPLICATION']);
  assert.equal(codesOf(changed((bytes) => bytes.writeUInt16LE(1, SAMPLE_OPTIONAL_AT - 2))), [
    'RELOCATIONS_STRIPPED',
  ]);
});

test.run();
