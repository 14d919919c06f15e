import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { firmwareFrom } from '../../../../lib/uefi/firmware/firmware.ts';
import type { Firmware } from '../../../../lib/uefi/firmware/firmware.ts';
import { encodeSignatureLists } from '../../../../lib/uefi/signature/signature-list.ts';
import {
  GLOBAL,
  SECURITY,
  SHIM,
  capturedVariables,
  hex,
  capturedWith,
  variableFile,
} from '../../../lab/boot/fixtures.ts';
import { seededRandom } from '../../../lab/random.ts';
import { mutate } from '../../../lab/mutate/mutate.ts';

const test = suite('firmware');

type Changes = Record<string, Uint8Array | null>;

/** The captured host with some variables changed (their data), or taken away. */
const changed = (changes: Changes): Map<string, Uint8Array> =>
  capturedWith(
    Object.fromEntries(
      Object.entries(changes).map(([name, data]) => [name, data === null ? null : variableFile(data)]),
    ),
  );

const read = (changes: Changes): Firmware => firmwareFrom(changed(changes));

const secureBoot = (changes: Changes): string => read(changes).secureBoot;

const SECURE_BOOT = `SecureBoot-${GLOBAL}`;
const SETUP_MODE = `SetupMode-${GLOBAL}`;

test('host - the captured one: Secure Boot on, Microsoft keys, the level of shim 16.1', () => {
  const firmware = firmwareFrom(capturedVariables());
  const { db, dbx, kek, mokList, mokListX, bootEntries, ...plain } = firmware;
  assert.equal(plain, {
    secureBoot: 'on',
    setupMode: false,
    shimChecks: true,
    ignoresDb: false,
    sbatLevel: 'sbat,1,2025021800\nshim,4\ngrub,5\n',
    sbatPolicy: null,
    bootOrder: [4, 0, 1, 2, 3],
    bootCurrent: 4,
    bootNext: null,
    timeoutSeconds: 0,
    pendingMokRequests: [],
    problems: [],
  });
  assert.equal(
    [db, dbx, kek, mokList, mokListX].map((lists) => lists?.length),
    [2, 1, 2, 1, 114],
  );
  assert.equal(
    bootEntries.map(({ number, option }) => [number, option.description.trim()]),
    [
      [0, 'UiApp'],
      [1, 'UEFI QEMU DVD-ROM QM00005'],
      [2, 'UEFI Misc Device'],
      [3, 'EFI Internal Shell'],
      [4, 'debian'],
    ],
  );
});

test('Secure Boot - on only if it says 1 and setup mode says 0 or is not there', () => {
  assert.is(secureBoot({ [SETUP_MODE]: null }), 'on');
  assert.is(secureBoot({ [SETUP_MODE]: hex('01') }), 'off');
  assert.is(secureBoot({ [SECURE_BOOT]: hex('00') }), 'off');
});

test('Secure Boot - what cannot be read is unknown, never off', () => {
  for (const data of [hex('02'), hex(''), hex('0100')]) {
    assert.is(secureBoot({ [SECURE_BOOT]: data }), 'unknown');
    assert.is(secureBoot({ [SETUP_MODE]: data }), 'unknown');
    assert.is(read({ [SECURE_BOOT]: data }).problems[0]?.variable, 'SecureBoot');
  }
});

test('Secure Boot - firmware without the variable has it off; with no variable at all nothing is known', () => {
  assert.is(secureBoot({ [SECURE_BOOT]: null }), 'off');
  const nothing = firmwareFrom(new Map());
  assert.is(nothing.secureBoot, 'unknown');
  assert.equal(nothing.problems, []);
  assert.equal(
    [nothing.db, nothing.dbx, nothing.mokList, nothing.bootOrder, nothing.bootEntries],
    [[], [], [], [], []],
  );
});

test('shim - its own switches', () => {
  assert.is(read({ [`MokSBStateRT-${SHIM}`]: hex('01') }).shimChecks, false);
  assert.is(read({ [`MokSBStateRT-${SHIM}`]: hex('01') }).secureBoot, 'on');
  assert.is(read({ [`MokSBStateRT-${SHIM}`]: hex('0101') }).shimChecks, null);
  assert.is(read({ [`MokIgnoreDB-${SHIM}`]: hex('01') }).ignoresDb, true);
  for (const [data, policy] of [
    ['01', 'latest'],
    ['02', 'automatic'],
    ['03', 'reset'],
  ] as const)
    assert.is(read({ [`SbatPolicy-${SHIM}`]: hex(data) }).sbatPolicy, policy);
  const odd = read({ [`SbatPolicy-${SHIM}`]: hex('00') });
  assert.is(odd.sbatPolicy, null);
  assert.is(odd.problems[0]?.code, 'BAD_FORMAT');
});

test('lists - one that cannot be read is null and a problem, one that is not there is empty', () => {
  const broken = read({ [`dbx-${SECURITY}`]: hex('00') });
  assert.is(broken.dbx, null);
  assert.equal(
    broken.problems.map(({ variable, code }) => [variable, code]),
    [['dbx', 'TRUNCATED']],
  );
  assert.equal(read({ [`dbx-${SECURITY}`]: null }).dbx, []);
});

const hashes = (...fills: number[]): Uint8Array =>
  encodeSignatureLists([
    {
      type: 'sha256',
      signatureBytes: 48,
      header: new Uint8Array(0),
      entries: fills.map((fill) => ({ owner: SHIM, data: new Uint8Array(32).fill(fill) })),
    },
  ]);

test('lists - what shim split off is joined, up to the first gap', () => {
  const split = {
    [`MokListXRT-${SHIM}`]: hashes(1),
    [`MokListXRT1-${SHIM}`]: hashes(2, 3),
    [`MokListXRT2-${SHIM}`]: hashes(4),
    [`MokListXRT4-${SHIM}`]: hashes(5),
  };
  const fills = (firmware: Firmware): unknown =>
    firmware.mokListX?.flatMap(({ entries }) => entries.map(({ data }) => data[0]));
  assert.equal(fills(read(split)), [1, 2, 3, 4]);
  assert.is(read({ ...split, [`MokListXRT2-${SHIM}`]: hex('00') }).mokListX, null);
});

test('boot - an entry that cannot be read is a problem and no entry', () => {
  const { bootEntries, problems } = read({ [`Boot0000-${GLOBAL}`]: hex('0100') });
  assert.equal(
    bootEntries.map(({ number }) => number),
    [1, 2, 3, 4],
  );
  assert.equal(
    problems.map(({ variable, code }) => [variable, code]),
    [['Boot0000', 'TRUNCATED']],
  );
});

test('boot - entries come by number, whatever the order of the directory', () => {
  const { bootEntries } = firmwareFrom(new Map([...capturedVariables()].toReversed()));
  assert.equal(
    bootEntries.map(({ number }) => number),
    [0, 1, 2, 3, 4],
  );
});

test('boot - BootNext, a broken BootOrder, and variables of the same name elsewhere', () => {
  assert.is(read({ [`BootNext-${GLOBAL}`]: hex('a000') }).bootNext, 0xa0);
  const broken = read({ [`BootOrder-${GLOBAL}`]: hex('0400 01') });
  assert.is(broken.bootOrder, null);
  assert.is(broken.problems[0]?.code, 'BAD_LENGTH');
  const elsewhere = read({ [`Boot0009-${SHIM}`]: hex('00'), [`BootNext-${SHIM}`]: hex('0100') });
  assert.is(elsewhere.bootEntries.length, 5);
  assert.is(elsewhere.bootNext, null);
});

test('requests - those that start MokManager are named, ghosts are not', () => {
  const variables = changed({ [`MokNew-${SHIM}`]: hex('00'), [`MokAuth-${SHIM}`]: hex('00') });
  variables.set(`MokDel-${SHIM}`, new Uint8Array(0));
  variables.set(`BootNext-${GLOBAL}`, new Uint8Array(0));
  const firmware = firmwareFrom(variables);
  assert.equal(firmware.pendingMokRequests, ['MokNew', 'MokAuth']);
  assert.is(firmware.bootNext, null);
  assert.equal(firmware.problems, []);
});

test('names - a file that is no variable is a problem, a GUID in capitals is none', () => {
  const variables = capturedVariables();
  variables.set('README', new Uint8Array([1]));
  const file = variables.get(SECURE_BOOT) ?? new Uint8Array();
  variables.delete(SECURE_BOOT);
  variables.set(`SecureBoot-${GLOBAL.toUpperCase()}`, file);
  const { secureBoot: state, problems } = firmwareFrom(variables);
  assert.is(state, 'on');
  assert.equal(
    problems.map(({ variable, code }) => [variable, code]),
    [['README', 'BAD_NAME']],
  );
});

test('fuzz - a host with mutated variables is always read, and what is null has a problem', () => {
  const random = seededRandom(4);
  const variables = [...capturedVariables()].filter(([name]) =>
    /^(?:Boot|Sec|Setup|Mok|Sbat|db|KEK|Time)/.test(name),
  );
  for (let left = 500; left > 0; left -= 1) {
    const host = new Map(
      variables.map(([name, file]) => [name, random() < 0.3 ? mutate(file, random) : file]),
    );
    const { db, dbx, mokList, mokListX, problems } = firmwareFrom(host);
    const has = (name: string): boolean => problems.some(({ variable }) => variable.startsWith(name));
    for (const [lists, name] of [
      [db, 'db'],
      [dbx, 'dbx'],
      [mokList, 'MokListRT'],
      [mokListX, 'MokListXRT'],
    ] as const)
      assert.ok(lists !== null || has(name), name);
  }
});

test.run();
