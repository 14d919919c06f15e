import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bootNumberOf,
  bootVariableName,
  parseEfiVariable,
  parseVariableName,
  readSbatLevel,
  readU16List,
  readU16Variable,
  readU8Variable,
  variableFileName,
} from '../../../../lib/uefi/firmware/efi-variable.ts';
import {
  GLOBAL,
  SHIM,
  assertRefused,
  capturedVariables,
  hex,
  toHex,
  variableData,
} from '../../../lab/boot/fixtures.ts';
import { fuzzParser } from '../fuzz/fuzz-parser.ts';
import { encodeEfiVariable } from '../../../lab/boot/encode-options.ts';

const test = suite('efi variable');

test('file - attributes and data of all captured variables survive the round trip', () => {
  for (const [name, file] of capturedVariables()) {
    const variable = parseEfiVariable(file);
    assert.ok(variable, name);
    assert.is(toHex(encodeEfiVariable(variable)), toHex(file), name);
  }
});

test('file - attributes of Boot0004 are NV, BS and RT', () => {
  const file = capturedVariables().get(`Boot0004-${GLOBAL}`) ?? new Uint8Array();
  assert.is(parseEfiVariable(file)?.attributes, 7);
});

test('file - one of size 0 is a ghost, one without all attributes is refused', () => {
  assert.is(parseEfiVariable(new Uint8Array(0)), null);
  for (const length of [1, 2, 3]) assertRefused(() => parseEfiVariable(new Uint8Array(length)), 'TRUNCATED');
  assert.equal(parseEfiVariable(hex('07000000')), { attributes: 7, data: new Uint8Array(0) });
  assertRefused(() => parseEfiVariable(new Uint8Array((1 << 20) + 1)), 'TOO_LARGE');
});

test('name - is cut before the GUID, whatever dashes it has', () => {
  assert.equal(parseVariableName(`Boot0004-${GLOBAL}`), { name: 'Boot0004', guid: GLOBAL });
  assert.equal(parseVariableName(`a-b-${SHIM.toUpperCase()}`), { name: 'a-b', guid: SHIM });
  assert.is(variableFileName({ name: 'a-b', guid: SHIM.toUpperCase() }), `a-b-${SHIM}`);
});

test('name - one without name, dash or GUID is refused', () => {
  for (const name of [
    '',
    'Boot0004',
    GLOBAL,
    `-${GLOBAL}`,
    `Boot0004${GLOBAL}`,
    `Boot0004_${GLOBAL}`,
    `x-${GLOBAL}x`,
  ])
    assertRefused(() => parseVariableName(name), 'BAD_NAME');
  assertRefused(() => parseVariableName(`${'x'.repeat(1024)}-${GLOBAL}`), 'BAD_NAME');
});

test('values - those of the captured host', () => {
  assert.is(readU8Variable(variableData('SecureBoot')), 1);
  assert.is(readU16Variable(variableData('BootCurrent')), 4);
  assert.is(readU16Variable(variableData('Timeout')), 0);
  assert.equal(readU16List(variableData('BootOrder')), [4, 0, 1, 2, 3]);
  assert.is(readSbatLevel(variableData('SbatLevelRT', SHIM)), 'sbat,1,2025021800\nshim,4\ngrub,5\n');
});

test('values - of a wrong size are refused', () => {
  assertRefused(() => readU8Variable(new Uint8Array(0)), 'TRUNCATED');
  assertRefused(() => readU8Variable(new Uint8Array(2)), 'BAD_LENGTH');
  assertRefused(() => readU16Variable(new Uint8Array(1)), 'TRUNCATED');
  assertRefused(() => readU16Variable(new Uint8Array(3)), 'BAD_LENGTH');
  assertRefused(() => readU16List(new Uint8Array(3)), 'BAD_LENGTH');
  assert.equal(readU16List(new Uint8Array(0)), []);
});

test('sbat level - ends at a NUL and is ASCII', () => {
  assert.is(readSbatLevel(new Uint8Array(Buffer.from('sbat,1,1\n\0rest'))), 'sbat,1,1\n');
  assertRefused(() => readSbatLevel(hex('73ff')), 'BAD_TEXT');
  assertRefused(() => readSbatLevel(new Uint8Array(65_537)), 'TOO_LARGE');
});

test('boot number - four hex digits of either case, and nothing else', () => {
  assert.is(bootNumberOf('Boot00A0'), 0xa0);
  assert.is(bootNumberOf('Boot00a0'), 0xa0);
  for (const name of ['BootOrder', 'Boot000', 'Boot00000', 'boot0000', 'Boot000G', 'Boot0000 '])
    assert.is(bootNumberOf(name), null, name);
  assert.is(bootVariableName(0xa0), 'Boot00A0');
});

test('fuzz - mutated files are read or refused, and come out as they went in', () => {
  fuzzParser(parseEfiVariable, {
    inputs: [...capturedVariables().values()].filter(({ length }) => length < 1000),
    check: (bytes) => {
      const variable = parseEfiVariable(bytes);
      assert.is(toHex(variable === null ? bytes : encodeEfiVariable(variable)), toHex(bytes));
    },
  });
});

test.run();
