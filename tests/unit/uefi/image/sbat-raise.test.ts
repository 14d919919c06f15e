import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseSbatLevel } from '../../../../lib/uefi/image/sbat-level.ts';
import type { SbatLevel } from '../../../../lib/uefi/image/sbat-level.ts';
import { chooseCandidate, ORIGINAL_SBAT_LEVEL, raiseLevel } from '../../../../lib/uefi/image/sbat-raise.ts';
import type { SbatPolicy } from '../../../../lib/uefi/image/sbat-raise.ts';

const test = suite('sbat raise');

const level = (date: string, ...entries: string[]): SbatLevel =>
  parseSbatLevel(`sbat,1,${date}\n${entries.map((entry) => `${entry}\n`).join('')}`);

const OLD = level('2024010900', 'shim,4', 'grub,3', 'grub.debian,4');
const AUTOMATIC = level('2025021800', 'shim,4', 'grub,5');
const LATEST = level('2025051000', 'shim,4', 'grub,5', 'grub.proxmox,2');
const SHIM_4 = { shim: [{ component: 'shim', generation: 4 }], refusesSelfRevocation: true };

const raise = (
  current: SbatLevel | null,
  candidate: SbatLevel,
  { isReset = false, options = SHIM_4 } = {},
): [string, string] => {
  const { level: after, outcome } = raiseLevel(current, { level: candidate, isReset }, options);
  return [outcome, after.date];
};

test('sbat raise - only a newer level replaces the one that holds', () => {
  assert.equal(raise(OLD, AUTOMATIC), ['raised', '2025021800']);
  assert.equal(raise(AUTOMATIC, OLD), ['kept', '2025021800']);
  assert.equal(raise(AUTOMATIC, AUTOMATIC), ['kept', '2025021800']);
  assert.equal(raise(null, OLD), ['raised', '2024010900']);
});

test('sbat raise - the version counts before the date, the longer one first', () => {
  const version = (number: string, date: string): SbatLevel => parseSbatLevel(`sbat,${number},${date}\n`);
  assert.equal(raise(version('2', '2021030218'), version('1', '2030010100')), ['kept', '2021030218']);
  assert.equal(raise(version('10', '2021030218'), version('9', '2030010100')), ['kept', '2021030218']);
  assert.equal(raise(version('1', '2021030218'), version('2', '2022010100')), ['raised', '2022010100']);
});

test('sbat raise - a level that is not one is replaced', () => {
  assert.equal(raise(parseSbatLevel('sbat,1,2099'), OLD), ['raised', '2024010900']);
  assert.equal(raise(parseSbatLevel('tabs,1,2099123100\n'), OLD), ['raised', '2024010900']);
});

test('sbat raise - a level that would revoke shim itself is not applied by shim 16', () => {
  const deadly = level('2030010100', 'shim,5');
  assert.equal(raise(OLD, deadly), ['self-revokes', '2024010900']);
  const shim15 = { ...SHIM_4, refusesSelfRevocation: false };
  assert.equal(raise(OLD, deadly, { options: shim15 }), ['raised', '2030010100']);
  assert.equal(raise(null, deadly), ['raised', '2030010100'], 'without a variable shim does not look');
  assert.equal(raise(deadly, OLD), ['kept', '2030010100']);
});

test('sbat raise - with Secure Boot off shim resets, even a higher level', () => {
  const levels = { automatic: AUTOMATIC, latest: LATEST };
  const candidate = chooseCandidate(levels, { policy: null, isSecureBootOn: false });
  assert.equal(candidate, { level: ORIGINAL_SBAT_LEVEL, isReset: true });
  assert.equal(raiseLevel(AUTOMATIC, candidate, SHIM_4).level.text, 'sbat,1,2021030218\n');
  assert.equal(raise(AUTOMATIC, ORIGINAL_SBAT_LEVEL, { isReset: true }), ['reset', '2021030218']);
});

test('sbat raise - what the owner asked for decides, but a reset needs Secure Boot off', () => {
  const dateOf = (policy: SbatPolicy, isSecureBootOn: boolean): string =>
    chooseCandidate({ automatic: AUTOMATIC, latest: LATEST }, { policy, isSecureBootOn }).level.date;
  assert.equal(
    ([null, 'automatic', 'latest', 'reset'] as const).map((policy) => dateOf(policy, true)),
    [AUTOMATIC.date, AUTOMATIC.date, LATEST.date, AUTOMATIC.date],
  );
  assert.equal(
    ([null, 'automatic', 'latest', 'reset'] as const).map((policy) => dateOf(policy, false)),
    [ORIGINAL_SBAT_LEVEL.date, AUTOMATIC.date, LATEST.date, ORIGINAL_SBAT_LEVEL.date],
  );
});

test.run();
