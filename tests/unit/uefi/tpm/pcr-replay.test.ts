import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { EVENT, parseTpmLog } from '../../../../lib/uefi/tpm/tpm-log.ts';
import type { TpmLog } from '../../../../lib/uefi/tpm/tpm-log.ts';
import { run } from '../../../../lib/sys/index.ts';
import { findTool } from '../../../lab/tools.ts';
import { skipIf } from '../../../lab/skip.ts';
import { TPM_LOGS, fixture, fixturePath } from '../../../lab/boot/fixtures.ts';
import { fuzzParser } from '../fuzz/fuzz-parser.ts';
import { replayPcrs } from '../../../lab/boot/replay-pcrs.ts';
import type { PcrBank } from '../../../lab/boot/replay-pcrs.ts';

const test = suite('pcr replay');

const sha256Of = (name: string): Map<number, string> =>
  replayPcrs(parseTpmLog(fixture(name))).find(({ hash }) => hash === 'sha256')?.pcrs ?? new Map();

/** What the TPMs of the recorded boots held. */
const MEASURED: [string, number, string][] = [
  [TPM_LOGS.shim16, 4, 'c2125c9768ec0280072b8fc88e2ab4c1ee344bb954a06145248ffc83bd4d15c8'],
  [TPM_LOGS.shim16, 7, '75677db6f14082d3bfec4d14bdd75c8d72612ef6914ca99cd5a5997b7a21309d'],
  [TPM_LOGS.shim16, 14, 'b9c97933fe323334271a718fdf2966e0609afcb793f3b68aaf18fc31ea39dc0a'],
  [TPM_LOGS.shim15, 4, 'fa82aaaa1c3757de19a757daf5257a869975ad8981715839b38ac42d8428f7db'],
  [TPM_LOGS.shim15, 7, '74b42a14b8d2cb5d7445898ff7d532495b48332dacacce992b1ff0c9239983d8'],
  [TPM_LOGS.sdBoot, 4, '039626298fdcf0505d693e476d5712778e1258156ad1adbe82f2e7377573f585'],
];

test('replay - leads to what the TPM measured', () => {
  for (const [name, pcr, value] of MEASURED) assert.is(sha256Of(name).get(pcr), value, `${name}, PCR ${pcr}`);
});

test('replay - a log with one event more leads elsewhere, in that PCR only', () => {
  const log = parseTpmLog(fixture(TPM_LOGS.shim16));
  const extra = log.events.filter(({ pcr }) => pcr === 4).slice(-1);
  const [before] = replayPcrs(log);
  const [after] = replayPcrs({ ...log, events: [...log.events, ...extra] });
  assert.is.not(after?.pcrs.get(4), before?.pcrs.get(4));
  assert.is(after?.pcrs.get(7), before?.pcrs.get(7));
});

const tiny = (events: TpmLog['events']): TpmLog => ({ algorithms: [{ id: 0xb, digestBytes: 32 }], events });

test('replay - EV_NO_ACTION extends nothing, but its locality is where PCR 0 starts', () => {
  const digests = [{ algorithm: 0xb, digest: new Uint8Array(32) }];
  const extended = { pcr: 0, type: EVENT.separator, digests, data: new Uint8Array(4) };
  const locality = (value: number) => ({
    pcr: 0,
    type: EVENT.noAction,
    digests,
    data: new Uint8Array([...Buffer.from('StartupLocality\0'), value]),
  });
  const pcr0 = (log: TpmLog): string | undefined => replayPcrs(log)[0]?.pcrs.get(0);
  const plain = pcr0(tiny([extended]));
  assert.is(plain, 'f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b');
  assert.is(pcr0(tiny([locality(0), extended])), plain);
  assert.is.not(pcr0(tiny([locality(3), extended])), plain);
  assert.is(replayPcrs(tiny([locality(3)]))[0]?.pcrs.size, 0);
});

test('replay - banks that node cannot hash, or whose digests are of a wrong size, are left out', () => {
  const events = [
    { pcr: 0, type: 4, digests: [{ algorithm: 0x12, digest: new Uint8Array(32) }], data: new Uint8Array(0) },
  ];
  assert.equal(replayPcrs({ algorithms: [{ id: 0x12, digestBytes: 32 }], events }), []);
  assert.equal(replayPcrs({ algorithms: [{ id: 0xb, digestBytes: 20 }], events: [] }), []);
});

test('fuzz - mutated logs are replayed or refused', () => {
  const inputs = Object.values(TPM_LOGS).map((name) => fixture(name));
  const { accepted } = fuzzParser((bytes) => replayPcrs(parseTpmLog(bytes)), { inputs, count: 500 });
  assert.ok(accepted > 50, `${accepted} accepted`);
});

const eventlog = findTool('tpm2_eventlog');
const withTpm2 = skipIf(
  test,
  eventlog === null ? 'tpm2_eventlog is not installed; apt-get install tpm2-tools' : undefined,
);

/** The `pcrs:` part of what tpm2_eventlog(1) prints. */
const banksOf = (yaml: string): PcrBank[] => {
  const banks: PcrBank[] = [];
  for (const line of yaml.slice(yaml.lastIndexOf('\npcrs:')).split('\n')) {
    const hash = (['sha1', 'sha256', 'sha384', 'sha512'] as const).find((name) => line === `  ${name}:`);
    if (hash !== undefined) banks.push({ hash, pcrs: new Map() });
    const [, pcr, value] = /^ +(\d+) *: 0x([0-9a-f]+)$/.exec(line) ?? [];
    if (pcr !== undefined && value !== undefined) banks.at(-1)?.pcrs.set(Number(pcr), value);
  }
  return banks;
};

const sorted = (banks: PcrBank[]): unknown =>
  banks.map(({ hash, pcrs }) => [hash, [...pcrs].toSorted(([left], [right]) => left - right)]);

withTpm2('oracle - tpm2_eventlog comes to the same values in all PCRs of all banks', async () => {
  for (const name of Object.values(TPM_LOGS)) {
    const { stdout } = await run(eventlog ?? '', [fixturePath(name)], { maxOutputBytes: 1 << 22 });
    const theirs = banksOf(stdout);
    assert.is(theirs.length, 4);
    assert.equal(sorted(replayPcrs(parseTpmLog(fixture(name)))), sorted(theirs), name);
  }
});

test.run();
