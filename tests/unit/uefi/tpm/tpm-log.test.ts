import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { EVENT, loggedVariable, parseTpmLog } from '../../../../lib/uefi/tpm/tpm-log.ts';
import {
  SECURITY,
  SHIM,
  TPM_LOGS,
  assertRefused,
  fixture,
  hex,
  patched,
  variableData,
} from '../../../lab/boot/fixtures.ts';
import { fuzzParser } from '../fuzz/fuzz-parser.ts';

const test = suite('tpm log');

const u32 = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];

/** Of the header record: its event starts at 32, the algorithms at 60. */
const HEADER_BYTES = 77;
const ALGORITHM_COUNT_AT = 56;

const shim16 = (): Uint8Array => fixture(TPM_LOGS.shim16);

test('log - that of a real boot: four algorithms, and the events in order', () => {
  const { algorithms, events } = parseTpmLog(shim16());
  assert.equal(algorithms, [
    { id: 0x4, digestBytes: 20 },
    { id: 0xb, digestBytes: 32 },
    { id: 0xc, digestBytes: 48 },
    { id: 0xd, digestBytes: 64 },
  ]);
  const authorities = events.filter(({ type }) => type === EVENT.variableAuthority);
  assert.equal(
    authorities.map((event) => loggedVariable(event)?.name),
    ['db', 'SbatLevel', 'MokListRT'],
  );
});

test('log - variables in it are those of the host', () => {
  const { events } = parseTpmLog(shim16());
  const logged = (name: string): Uint8Array | undefined =>
    events.map((event) => loggedVariable(event)).find((variable) => variable?.name === name)?.data;
  assert.equal(logged('dbx'), variableData('dbx', SECURITY));
  assert.equal(logged('KEK'), variableData('KEK'));
  assert.is(Buffer.from(logged('SbatLevel') ?? []).toString(), 'sbat,1,2025021800\nshim,4\ngrub,5\n');
  const mok = events.map((event) => loggedVariable(event)).find((found) => found?.name === 'MokListRT');
  assert.is(mok?.guid, SHIM);
});

test('log - all of the recorded boots are read to the last byte', () => {
  for (const name of Object.values(TPM_LOGS)) {
    const log = fixture(name);
    const { events } = parseTpmLog(log);
    const bytes = events.map(
      ({ digests, data }) =>
        16 + data.length + digests.reduce((sum, { digest }) => sum + 2 + digest.length, 0),
    );
    assert.is(
      bytes.reduce((sum, size) => sum + size, HEADER_BYTES),
      log.length,
    );
  }
});

test('log - zeros after the last event are padding', () => {
  const padded = new Uint8Array(65_536);
  padded.set(shim16());
  assert.equal(parseTpmLog(padded), parseTpmLog(shim16()));
});

test('log - every truncation is refused, but for where an event ends', () => {
  const log = shim16();
  let accepted = 0;
  for (let length = 0; length < log.length; length += 7) {
    try {
      parseTpmLog(log.subarray(0, length));
      accepted += 1;
    } catch {
      assertRefused(() => parseTpmLog(log.subarray(0, length)), 'TRUNCATED');
    }
  }
  assert.ok(accepted <= parseTpmLog(log).events.length, `${accepted} truncations accepted`);
});

test('log - one of a TPM 1.2, and what is none, are refused', () => {
  assertRefused(() => parseTpmLog(patched(shim16(), 32, [...Buffer.from('Spec ID Event00')])), 'BAD_FORMAT');
  assertRefused(() => parseTpmLog(patched(shim16(), 4, u32(4))), 'BAD_FORMAT');
  assertRefused(() => parseTpmLog(patched(shim16(), 28, u32(4))), 'BAD_FORMAT');
  assertRefused(() => parseTpmLog(new Uint8Array(0)), 'TRUNCATED');
  assertRefused(() => parseTpmLog(new Uint8Array((1 << 20) + 1)), 'TOO_LARGE');
});

test('log - 10000 events are read, more are refused', () => {
  const log = shim16();
  const separator = Uint8Array.from([
    ...u32(1),
    ...u32(EVENT.separator),
    ...u32(1),
    4,
    0,
    ...Array(20).fill(1),
    ...u32(0),
  ]);
  const of = (count: number): Uint8Array =>
    new Uint8Array(
      Buffer.concat([log.subarray(0, HEADER_BYTES), ...Array.from({ length: count }, () => separator)]),
    );
  assert.is(parseTpmLog(of(10_000)).events.length, 10_000);
  assertRefused(() => parseTpmLog(of(10_001)), 'TOO_LARGE');
});

test('log - a header that lies is refused', () => {
  const log = shim16();
  for (const count of [0, 17, 0xffffffff])
    assertRefused(() => parseTpmLog(patched(log, ALGORITHM_COUNT_AT, u32(count))), 'BAD_LENGTH');
  assertRefused(() => parseTpmLog(patched(log, ALGORITHM_COUNT_AT, u32(5))), 'TRUNCATED');
  assertRefused(() => parseTpmLog(patched(log, 28, u32(0xffffffff))), 'TRUNCATED');
  assertRefused(() => parseTpmLog(patched(log, 62, [0, 0])), 'BAD_LENGTH');
  assertRefused(() => parseTpmLog(patched(log, 62, [65, 0])), 'BAD_LENGTH');
  assertRefused(() => parseTpmLog(patched(log, 64, [4, 0])), 'BAD_FORMAT');
});

test('log - an event that lies is refused', () => {
  const log = shim16();
  const at = HEADER_BYTES;
  assertRefused(() => parseTpmLog(patched(log, at, u32(24))), 'BAD_FORMAT');
  for (const count of [0, 5, 0xffffffff])
    assertRefused(() => parseTpmLog(patched(log, at + 8, u32(count))), 'BAD_LENGTH');
  assertRefused(() => parseTpmLog(patched(log, at + 12, [5, 0])), 'BAD_FORMAT');
  const sizeAt = at + 12 + 4 * 2 + 20 + 32 + 48 + 64;
  assertRefused(() => parseTpmLog(patched(log, sizeAt, u32(0xffffffff))), 'TRUNCATED');
});

test('variable - what is not exactly one is none', () => {
  const event = (data: Uint8Array) => ({ pcr: 7, type: EVENT.variableAuthority, digests: [], data });
  const head = hex('61dfe48bca93d211aa0d00e098032b8c');
  const good = Uint8Array.from([...head, ...u32(1), ...u32(0), ...u32(2), ...u32(0), 0x61, 0, 7, 8]);
  assert.equal(loggedVariable(event(good)), {
    guid: '8be4df61-93ca-11d2-aa0d-00e098032b8c',
    name: 'a',
    data: new Uint8Array([7, 8]),
  });
  for (const bad of [
    new Uint8Array(0),
    good.subarray(0, 31),
    good.subarray(0, good.length - 1),
    patched(good, 16, u32(2)),
    patched(good, 20, u32(0x80000000)),
    patched(good, 28, u32(0xffffffff)),
  ])
    assert.is(loggedVariable(event(bad)), null);
});

test('fuzz - mutated logs are refused with a code', () => {
  const inputs = Object.values(TPM_LOGS).map((name) => fixture(name));
  const parse = (bytes: Uint8Array): unknown => parseTpmLog(bytes).events.map(loggedVariable);
  const { accepted, refused } = fuzzParser(parse, { inputs, count: 4000 });
  const small = inputs.map((log) => log.subarray(0, 900));
  const more = fuzzParser(parse, { inputs: small, count: 2000, seed: 2 });
  assert.ok(accepted > 100 && refused + more.refused > 100, `${accepted} accepted, ${refused} refused`);
});

test.run();
