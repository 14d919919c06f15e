import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BootFactsError } from '../../../lib/boot/boot-error.ts';
import {
  firmwareDigest,
  isBootVariable,
  ownVariablesOf,
  trustVariablesOf,
} from '../../../lib/boot/firmware-variables.ts';
import {
  bootVariableFactsOf,
  packTrustVariables,
  unpackTrustVariables,
  variablesOfFacts,
} from '../../../lib/boot/facts/variables-facts.ts';
import { firmwareFrom } from '../../../lib/uefi/firmware/firmware.ts';
import { MAX_BOOT_VARIABLE_BYTES } from '../../../lib/wire/index.ts';
import {
  capturedVariables,
  GLOBAL,
  SECURITY,
  SHIM,
  capturedWith,
  variableFile,
} from '../../lab/boot/fixtures.ts';
import { seededRandom } from '../../lab/random.ts';
import { mutate } from '../../lab/mutate/mutate.ts';
import { codeOf, NO_ERROR } from '../../lab/errors.ts';

const test = suite('firmware variables');

const value = (...bytes: number[]): Uint8Array => variableFile(bytes);
const digest = (changes: Record<string, Uint8Array | null> = {}): string =>
  firmwareDigest(capturedWith(changes));

/** As a planner has them: the evidence's content and the facts, nothing else. */
const told = (variables: Map<string, Uint8Array>): Map<string, Uint8Array> =>
  variablesOfFacts(
    { bootVariables: bootVariableFactsOf(variables) },
    unpackTrustVariables(packTrustVariables(variables)),
  );

test('facts - lead to the very firmware and the very digest of the variables themselves', () => {
  const variables = capturedVariables();
  assert.equal(firmwareFrom(told(variables)), firmwareFrom(variables));
  assert.is(firmwareDigest(told(variables)), firmwareDigest(variables));
});

test('digest - changes with each variable that decides', () => {
  const known = digest();
  for (const name of [...capturedVariables().keys()].filter(isBootVariable)) {
    const isUndeciding = /^(?:BootCurrent|Timeout)-/.test(name);
    assert.is(digest({ [name]: value(1, 2, 3) }) === known, isUndeciding, name);
    assert.is(digest({ [name]: null }) === known, isUndeciding, `${name} gone`);
  }
});

test('digest - a name and its value cannot be taken for another pair', () => {
  const [one, other] = [`MokListRT1-${SHIM}`, `MokListRT2-${SHIM}`];
  assert.is.not(digest({ [one]: value(1) }), digest({ [other]: value(1) }));
});

test('digest - what decides nothing does not count: others, ghosts, BootCurrent, how a GUID is written', () => {
  const known = digest();
  const order = capturedVariables().get(`BootOrder-${GLOBAL}`) ?? value();
  assert.is(digest({ [`Lang-${GLOBAL}`]: value(9), 'no variable': value(9) }), known);
  assert.is(digest({ [`db-${GLOBAL}`]: value(9) }), known, 'of another namespace');
  assert.is(digest({ [`MokNew-${SHIM}`]: new Uint8Array(0) }), known, 'a ghost');
  assert.is(digest({ [`BootCurrent-${GLOBAL}`]: value(9, 0) }), known);
  const shouted = { [`BootOrder-${GLOBAL}`]: null, [`BootOrder-${GLOBAL.toUpperCase()}`]: order };
  assert.is(digest(shouted), known);
});

test('digest - is the SHA-256 of the documented netstrings', () => {
  const [db, order] = [`db-${SECURITY}`, `BootOrder-${GLOBAL}`];
  const variables = new Map([
    [`Timeout-${GLOBAL}`, value(1, 0)],
    [order, value(4, 0)],
    [db, value(65)],
  ]);
  const netstring = (bytes: Uint8Array): string =>
    `${bytes.length}:${Buffer.from(bytes).toString('latin1')},`;
  const parts = [
    Buffer.from('bootswap.v1.firmware'),
    Buffer.from(db),
    value(65),
    Buffer.from(order),
    value(4, 0),
  ];
  const expected = createHash('sha256').update(parts.map(netstring).join(''), 'latin1').digest('hex');
  assert.is(firmwareDigest(variables), expected);
});

test('digest - the order in which variables come does not matter', () => {
  const reversed = new Map([...capturedVariables()].toReversed());
  assert.is(firmwareDigest(reversed), digest());
});

test('trust - is equal on hosts that differ in their boot entries only', () => {
  const other = capturedWith({ [`Boot0004-${GLOBAL}`]: null, [`BootOrder-${GLOBAL}`]: value(0, 0) });
  assert.equal(packTrustVariables(other), packTrustVariables(capturedVariables()));
  assert.is.not(firmwareDigest(other), digest());
  const revoked = capturedWith({ [`dbx-${SECURITY}`]: null });
  assert.is.not(
    Buffer.from(packTrustVariables(revoked)).toString('hex'),
    Buffer.from(packTrustVariables(capturedVariables())).toString('hex'),
  );
});

test('trust - of a request to MokManager its being there is told, not the password in it', () => {
  const name = `MokPW-${SHIM}`;
  const variables = capturedWith({ [name]: value(...Buffer.from('secret digest')) });
  assert.equal(trustVariablesOf(variables).get(name), value());
  assert.is(Buffer.from(packTrustVariables(variables)).includes('secret'), false);
  assert.equal(firmwareFrom(told(variables)).pendingMokRequests, ['MokPW']);
  assert.is(firmwareDigest(told(variables)), firmwareDigest(variables));
});

test('trust - a host without any such variable is told as that', () => {
  assert.equal(unpackTrustVariables(packTrustVariables(new Map())), new Map());
});

test('trust - what is no list of variables is refused', () => {
  const content = packTrustVariables(capturedVariables());
  assert.is(
    codeOf(() => unpackTrustVariables(content.subarray(1)), BootFactsError),
    'MALFORMED',
  );
  const huge = capturedWith({ [`dbx-${SECURITY}`]: new Uint8Array(990_000) });
  assert.is(
    codeOf(() => packTrustVariables(huge), BootFactsError),
    'TOO_LARGE',
  );
});

const entryName = (index: number): string => `Boot${(0x1000 + index).toString(16).toUpperCase()}-${GLOBAL}`;
const entries = (count: number, bytes: number): Record<string, Uint8Array> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [entryName(index), new Uint8Array(bytes).fill(1)]),
  );
const u16s = (numbers: readonly number[]): Uint8Array =>
  value(...numbers.flatMap((number) => [number & 0xff, number >> 8]));

test('own - with too many entries those that firmware tries stay, and the digest is the same on both sides', () => {
  const order = { [`BootOrder-${GLOBAL}`]: u16s([0x1000 + 899, 4]) };
  const variables = capturedWith({ ...entries(900, 300), ...order });
  const own = ownVariablesOf(variables);
  assert.ok(own.size <= 512 && own.size > 400, `${own.size}`);
  assert.ok(own.has(entryName(899)) && own.has(`Boot0004-${GLOBAL}`));
  assert.not.ok(own.has(entryName(898)));
  assert.equal(ownVariablesOf(own), own);
  assert.is(firmwareDigest(told(variables)), firmwareDigest(variables));
});

test('own - entries that firmware tries and nobody could send are refused, others are left out', () => {
  const large = { [entryName(0)]: new Uint8Array(MAX_BOOT_VARIABLE_BYTES + 1).fill(1) };
  assert.not.ok(ownVariablesOf(capturedWith(large)).has(entryName(0)));
  const tried = capturedWith({ ...large, [`BootOrder-${GLOBAL}`]: u16s([0x1000]) });
  assert.is(
    codeOf(() => ownVariablesOf(tried), BootFactsError),
    'TOO_LARGE',
  );
  assert.is(
    codeOf(() => firmwareDigest(tried), BootFactsError),
    'TOO_LARGE',
  );
  const next = capturedWith({ ...large, [`BootNext-${GLOBAL}`]: u16s([0x1000]) });
  assert.is(
    codeOf(() => ownVariablesOf(next), BootFactsError),
    'TOO_LARGE',
  );
});

test('trust - a mutant is refused with MALFORMED, or is as good a list as any', () => {
  const content = packTrustVariables(capturedVariables());
  const random = seededRandom(3);
  let taken = 0;
  for (let run = 0; run < 2000; run += 1) {
    const mutant = mutate(content, random);
    const code = codeOf(() => {
      const variables = unpackTrustVariables(mutant);
      firmwareFrom(variables);
      assert.ok(firmwareDigest(variables) !== '');
      taken += 1;
    }, BootFactsError);
    assert.ok(code === NO_ERROR || code === 'MALFORMED', code);
  }
  assert.ok(taken > 0 && taken < 2000, `${taken} were taken`);
});

test.run();
