import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../../lib/errors.ts';
import { parsePe } from '../../../../lib/uefi/pe/pe.ts';
import { findRevoked, parseSbat, readSbat } from '../../../../lib/uefi/image/sbat.ts';
import {
  parseSbatLevel,
  parseSbatLevelSection,
  readRevocations,
  readShimLevels,
} from '../../../../lib/uefi/image/sbat-level.ts';
import { samplePe } from '../pe-samples.ts';
import type { SampleSection } from '../pe-samples.ts';

const test = suite('sbat');

const ROW = 'grub,5,Free Software Foundation,grub,2.06,https://www.gnu.org/software/grub/';
const parse = (text: string): string[] =>
  parseSbat(Buffer.from(text, 'latin1')).map(({ component, generation }) => `${component},${generation}`);
const isRefused = (error: unknown): boolean => hasCode(error, 'BAD_SBAT');
const generationOf = (text: string): number | undefined =>
  parseSbat(Buffer.from(ROW.replace(',5,', `,${text},`)))[0]?.generation;
const read = (...sections: SampleSection[]) => {
  const { state, findings } = readSbat(parsePe(samplePe({ sections })));
  return [state, ...findings.map(({ code }) => code)];
};

test('sbat - a row has six fields; more are not looked at', () => {
  const [entry] = parseSbat(Buffer.from(`${ROW},and more\n\0\0`));
  assert.equal(entry, {
    component: 'grub',
    generation: 5,
    vendor: 'Free Software Foundation',
    package: 'grub',
    version: '2.06',
    url: 'https://www.gnu.org/software/grub/',
  });
});

test('sbat - lines end at LF, CRLF or NUL, a byte order mark is skipped, nothing is nothing', () => {
  const other = ROW.replace('grub', 'shim');
  for (const text of [`${ROW}\n${other}\n`, `${ROW}\r\n\r\n${other}`, `\xef\xbb\xbf${ROW}\0\0\0${other}\0`])
    assert.equal(parse(text), ['grub,5', 'shim,5']);
  assert.equal(parse(''), []);
  assert.equal(parse('\n\r\0\0'), []);
});

test('sbat - a row with fewer than six fields, or an empty one, spoils all', () => {
  const wrong = [
    'grub',
    'grub,5',
    'grub,5,v,p,1',
    'grub,5,v,p,1,',
    ',5,v,p,1,u',
    'grub,,v,p,1,u',
    'grub,5,v,,1,u',
  ];
  for (const row of wrong) assert.throws(() => parse(`${ROW}\n${row}\n`), isRefused, row);
  assert.throws(
    () => parseSbat(Buffer.alloc(256 * 1024 + 1)),
    (error: unknown) => hasCode(error, 'TOO_LARGE'),
  );
});

test('sbat - a generation is what atoi makes of it, in sixteen bits', () => {
  const expected: Record<string, number> = {
    '0': 0,
    '007': 7,
    ' 12': 12,
    '3x': 3,
    x: 0,
    '65535': 65535,
    '65536': 0,
    '65541': 5,
    '99999999999999999999': Number(99999999999999999999n % 65536n),
  };
  for (const [text, generation] of Object.entries(expected)) assert.is(generationOf(text), generation, text);
});

test('sbat - the section is found as shim finds it', () => {
  const sbat: SampleSection = { name: '.sbat', data: Buffer.from(ROW) };
  assert.equal(read(sbat), ['valid']);
  assert.equal(read({ name: '.text', data: Buffer.alloc(8) }), ['absent']);
  assert.equal(read({ name: '.sbat', data: Buffer.alloc(8) }), ['valid']);
  assert.equal(read({ name: '.sbat', data: Buffer.from('grub,5') }), ['invalid', 'SBAT_INVALID']);
  assert.equal(read(sbat, sbat), ['invalid', 'SBAT_DUPLICATE']);
  assert.equal(read(sbat, { name: '.sbat' }), ['invalid', 'SBAT_DUPLICATE']);
  assert.equal(read({ name: '.sbat' }, sbat), ['valid']);
  assert.equal(read({ ...sbat, relocations: 1 }), ['invalid', 'SBAT_RELOCATIONS']);
  assert.equal(read({ ...sbat, virtualSize: 4096 }), ['absent', 'SBAT_IGNORED']);
});

test('sbat - an image is revoked if one of its components is below the level', () => {
  const level = parseSbatLevel('sbat,1,2025021800\nshim,4\ngrub,5\ngrub,7\n');
  const of = (component: string, generation: number) => findRevoked([{ component, generation }], level);
  assert.equal(of('grub', 4), { component: 'grub', generation: 4, required: 5 });
  assert.is(of('grub', 5), null);
  assert.is(of('grub.debian', 1), null);
  assert.is(of('GRUB', 1), null);
  assert.equal(of('sbat', 0), { component: 'sbat', generation: 0, required: 1 });
  assert.is(findRevoked([], level), null);
});

test('sbat - a level is two columns and a date', () => {
  const level = parseSbatLevel(Buffer.from('sbat,1,2025051000\nshim,4\r\ngrub.proxmox,2\n\0rest,9\n'));
  assert.is(level.date, '2025051000');
  assert.equal(level.entries, [
    { component: 'sbat', generation: 1 },
    { component: 'shim', generation: 4 },
    { component: 'grub.proxmox', generation: 2 },
  ]);
  assert.is(level.text, 'sbat,1,2025051000\nshim,4\r\ngrub.proxmox,2\n');
  for (const text of ['sbat', 'sbat,1,\n', 'sbat,1,2025051000\nshim,\n', 'sbat,1,2025051000\n,4\n'])
    assert.throws(() => parseSbatLevel(text), isRefused, text);
  assert.throws(
    () => parseSbatLevel('x'.repeat(65_537)),
    (error: unknown) => hasCode(error, 'TOO_LARGE'),
  );
});

const levelSection = (automatic: string, latest: string, offset = 8): Buffer => {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(offset, 4);
  head.writeUInt32LE(offset + automatic.length + 1, 8);
  return Buffer.concat([head, Buffer.from(`${automatic}\0${latest}\0`)]);
};

test('sbat - a shim carries an automatic level and the latest', () => {
  const section = levelSection('sbat,1,2025021800\ngrub,5\n', 'sbat,1,2025051000\ngrub,6\n');
  const levels = parseSbatLevelSection(section);
  assert.equal([levels.automatic.date, levels.latest.date], ['2025021800', '2025051000']);
  const image = parsePe(samplePe({ sections: [{ name: '.sbatlevel', data: section }] }));
  assert.equal(readShimLevels(image), levels, 'a name cut to eight bytes');
  assert.is(readShimLevels(parsePe(samplePe())), null);
  assert.throws(
    () => parseSbatLevelSection(section.subarray(0, 11)),
    (error: unknown) => hasCode(error, 'TRUNCATED'),
  );
  assert.throws(
    () => parseSbatLevelSection(levelSection('a', 'b', 0xfffffff0)),
    (error: unknown) => hasCode(error, 'TRUNCATED'),
  );
  assert.throws(
    () => parseSbatLevelSection(Buffer.concat([Buffer.from([1]), section.subarray(1)])),
    isRefused,
  );
});

test('sbat - a revocations file counts only with both levels, and of one name the last counts', () => {
  const section = (name: string, date: string): SampleSection => ({
    name,
    data: Buffer.from(`sbat,1,${date}\n\0`),
  });
  const dates = (...sections: SampleSection[]): (string | undefined)[] => {
    const levels = readRevocations(parsePe(samplePe({ sections })));
    return [levels?.automatic.date, levels?.latest.date];
  };
  assert.equal(dates(section('.sbata', '2025021800'), section('.sbatl', '2025051000')), [
    '2025021800',
    '2025051000',
  ]);
  assert.equal(dates(section('.sbata', '1'), section('.sbatl', '2'), section('.sbata', '3')), ['3', '2']);
  assert.equal(dates(section('.sbatl', '2025051000')), [undefined, undefined]);
  assert.equal(dates(section('.sbata', '2025021800')), [undefined, undefined]);
});

test.run();
