import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { forecastPcr4, forecastPcr7 } from '../../../../lib/uefi/tpm/pcr-forecast.ts';
import type { PcrForecast } from '../../../../lib/uefi/tpm/pcr-forecast.ts';
import { EVENT, loggedVariable, parseTpmLog } from '../../../../lib/uefi/tpm/tpm-log.ts';
import type { TpmEvent, TpmLog } from '../../../../lib/uefi/tpm/tpm-log.ts';
import { SECURITY, TPM_LOGS, fixture, patched, variableData } from '../../../lab/boot/fixtures.ts';
import { replayPcrs } from '../../../lab/boot/replay-pcrs.ts';

const test = suite('pcr forecast');

const log = (name: keyof typeof TPM_LOGS): TpmLog => parseTpmLog(fixture(TPM_LOGS[name]));

/** Authenticode SHA-256 of Debian's files. */
const OLD = {
  shim: '9bbcbcd9a2ff0c1e93c6ffabd53c0bfedee81476414ccb433cbf5b99ebcb4997',
  grub: '3bef5f2e3ad391a954ee615a7328c1e6bd64716f83c6c2c0d3eb148050fbd993',
  level: 'sbat,1,2024010900\nshim,4\ngrub,3\ngrub.debian,4\n',
  pcr4: 'fa82aaaa1c3757de19a757daf5257a869975ad8981715839b38ac42d8428f7db',
  pcr7: '74b42a14b8d2cb5d7445898ff7d532495b48332dacacce992b1ff0c9239983d8',
};
const NEW = {
  shim: '80a66d53a945d2286fcadd780fae1c225aa732079cd67b5225dc78aaab4e2ff8',
  grub: 'a68f6d71ebddaa19751ff8d729f67d11b0df8e4c49400c3e7e90de16119e1265',
  level: 'sbat,1,2025021800\nshim,4\ngrub,5\n',
  pcr4: 'c2125c9768ec0280072b8fc88e2ab4c1ee344bb954a06145248ffc83bd4d15c8',
  pcr7: '75677db6f14082d3bfec4d14bdd75c8d72612ef6914ca99cd5a5997b7a21309d',
};
const OLD_SHIM_NEW_GRUB = '925fbf870ae8389ad630e0d9576c2269fd305236d3032efa789c3a8359b87347';

const images = (from: typeof OLD, to: typeof OLD): Map<string, string> =>
  new Map([
    [from.shim, to.shim],
    [from.grub, to.grub],
  ]);

const predicted = (current: string, value: string): PcrForecast => ({
  isPredicted: true,
  current,
  value,
  isChanged: current !== value,
});

const codeOf = (forecast: PcrForecast): string => (forecast.isPredicted ? 'predicted' : forecast.code);

test('PCR 4 - from the log of one boot comes what the other measured', () => {
  assert.equal(forecastPcr4(log('shim15'), { images: images(OLD, NEW) }), predicted(OLD.pcr4, NEW.pcr4));
  assert.equal(forecastPcr4(log('shim16'), { images: images(NEW, OLD) }), predicted(NEW.pcr4, OLD.pcr4));
  const grubOnly = { images: new Map([[OLD.grub, NEW.grub]]) };
  assert.equal(forecastPcr4(log('shim15'), grubOnly), predicted(OLD.pcr4, OLD_SHIM_NEW_GRUB));
});

test('PCR 4 - no change, or a file replaced by itself, changes nothing', () => {
  assert.equal(forecastPcr4(log('shim16'), {}), predicted(NEW.pcr4, NEW.pcr4));
  const same = { images: images(NEW, NEW) };
  assert.equal(forecastPcr4(log('shim16'), same), predicted(NEW.pcr4, NEW.pcr4));
});

test('PCR 4 - two files that change places are not replaced twice', () => {
  const swapped = new Map([
    [NEW.shim, NEW.grub],
    [NEW.grub, NEW.shim],
  ]);
  const forecast = forecastPcr4(log('shim16'), { images: swapped });
  assert.is(forecast.isPredicted && forecast.isChanged, true);
});

test('PCR 4 - an image that was not measured cannot be replaced', () => {
  const change = { images: new Map([...images(OLD, NEW), ['00'.repeat(32), NEW.shim]]) };
  assert.is(codeOf(forecastPcr4(log('shim15'), change)), 'IMAGE_NOT_IN_LOG');
  const separator = 'df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119';
  assert.is(
    codeOf(forecastPcr4(log('shim15'), { images: new Map([[separator, NEW.shim]]) })),
    'IMAGE_NOT_IN_LOG',
    'the separator is no image',
  );
});

test('PCR 7 - from the log of one boot comes what the other measured', () => {
  assert.equal(forecastPcr7(log('shim15'), { sbatLevel: NEW.level }), predicted(OLD.pcr7, NEW.pcr7));
  assert.equal(forecastPcr7(log('shim16'), { sbatLevel: OLD.level }), predicted(NEW.pcr7, OLD.pcr7));
  assert.equal(forecastPcr7(log('shim16'), { sbatLevel: NEW.level }), predicted(NEW.pcr7, NEW.pcr7));
});

const variableEvent = ({ events }: TpmLog, name: string): TpmEvent => {
  const found = events.find((event) => event.pcr === 7 && loggedVariable(event)?.name === name);
  assert.ok(found, name);
  return found;
};

const authority = (whole: TpmLog, name: string): Uint8Array =>
  loggedVariable(
    whole.events.find(
      (event) => event.type === EVENT.variableAuthority && loggedVariable(event)?.name === name,
    ) ?? variableEvent(whole, name),
  )?.data ?? new Uint8Array(0);

test('PCR 7 - there and back again through another authority, in every bank', () => {
  const before = log('shim16');
  const from = authority(before, 'db');
  const to = Uint8Array.from([...from.subarray(0, 16), 1, 2, 3]);
  for (const hash of ['sha1', 'sha256', 'sha384', 'sha512'] as const) {
    const there = forecastPcr7(before, { hash, authorities: [{ name: 'db', from, to }] });
    const back = forecastPcr7(before, { hash, authorities: [{ name: 'db', from, to: from }] });
    assert.is(there.isPredicted && there.isChanged, true);
    assert.is(back.isPredicted && back.isChanged, false);
    const replayed = replayPcrs(before)
      .find((bank) => bank.hash === hash)
      ?.pcrs.get(7);
    assert.is(back.isPredicted && back.value, replayed);
  }
});

test('PCR 7 - a db that stays as it is changes nothing, a longer dbx does', () => {
  const db = { name: 'db', data: variableData('db', SECURITY) };
  assert.equal(forecastPcr7(log('shim16'), { variables: [db] }), predicted(NEW.pcr7, NEW.pcr7));
  const dbx = { name: 'dbx', data: new Uint8Array([...variableData('dbx', SECURITY), 0]) };
  const forecast = forecastPcr7(log('shim16'), { variables: [db, dbx] });
  assert.is(forecast.isPredicted && forecast.isChanged, true);
});

test('PCR 7 - what was not measured cannot be replaced', () => {
  const unknown = new Uint8Array([1]);
  const forecast = (change: Parameters<typeof forecastPcr7>[1]): string =>
    codeOf(forecastPcr7(log('shim16'), change));
  assert.is(forecast({ variables: [{ name: 'dbr', data: unknown }] }), 'VARIABLE_NOT_IN_LOG');
  const authorities = [{ name: 'db', from: unknown, to: unknown }];
  assert.is(forecast({ authorities }), 'AUTHORITY_NOT_IN_LOG');
  const sdBoot = forecastPcr7(log('sdBoot'), { sbatLevel: NEW.level });
  assert.is(codeOf(sdBoot), 'SBAT_LEVEL_NOT_IN_LOG');
});

test('PCR 7 - an authority that is measured already cannot be put in the place of another', () => {
  const before = log('shim16');
  const found = variableEvent(before, 'MokListRT');
  const twin = { ...found, data: patched(found.data, found.data.length - 1, [0]) };
  const digests = found.digests.map(({ algorithm, digest }) => ({
    algorithm,
    digest: patched(digest, 0, [0]),
  }));
  const both = { ...before, events: [...before.events, { ...twin, digests }] };
  const to = authority(before, 'MokListRT');
  const from = loggedVariable(twin)?.data ?? to;
  const change = { authorities: [{ name: 'MokListRT', from, to }] };
  assert.is(codeOf(forecastPcr7(both, change)), 'DIGEST_NOT_OF_EVENT', 'its digest is not of its data');
  const other = { authorities: [{ name: 'MokListRT', from: to, to: from }] };
  assert.is(forecastPcr7(both, other).isPredicted, true);
  const repeated = { ...before, events: [...before.events, variableEvent(before, 'SbatLevel')] };
  const level = authority(before, 'SbatLevel');
  const distinct = patchLevel(repeated, level);
  const changed = { authorities: [{ name: 'SbatLevel', from: distinct.other, to: level }] };
  assert.is(codeOf(forecastPcr7(distinct.log, changed)), 'AUTHORITY_REPEATED');
});

/** Makes the last event of PCR 7 an authority of another text, by means of the forecast of the same text. */
const patchLevel = (whole: TpmLog, level: Uint8Array): { log: TpmLog; other: Uint8Array } => {
  const other = patched(level, 0, [0x53]);
  const event = whole.events.at(-1);
  assert.ok(event);
  const data = patched(event.data, event.data.length - level.length, [0x53]);
  const hashed = forecastDigest(data);
  return {
    log: { ...whole, events: [...whole.events.slice(0, -1), { ...event, data, digests: hashed }] },
    other,
  };
};

const forecastDigest = (data: Uint8Array): TpmEvent['digests'] => [
  { algorithm: 0xb, digest: new Uint8Array(createHash('sha256').update(data).digest()) },
];

test('forecast - a log that does not lead to what the TPM has now tells nothing', () => {
  const measured = new Map([
    [4, NEW.pcr4.toUpperCase()],
    [7, '00'.repeat(32)],
  ]);
  assert.is(codeOf(forecastPcr4(log('shim16'), { measured })), 'predicted');
  assert.is(codeOf(forecastPcr7(log('shim16'), { measured })), 'LOG_INCOMPLETE');
  assert.is(codeOf(forecastPcr4({ ...log('shim16'), events: [] }, {})), 'LOG_INCOMPLETE');
});

test('forecast - a bank that the log does not have is said', () => {
  const whole = log('shim16');
  const sha1 = { ...whole, algorithms: whole.algorithms.slice(0, 1) };
  assert.is(codeOf(forecastPcr4(sha1, {})), 'NO_BANK');
  assert.is(codeOf(forecastPcr4(sha1, { hash: 'sha1' })), 'predicted');
});

test.run();
