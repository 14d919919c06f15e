import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { looksLikeStage, runChecks, verdictOf } from '../../../services/auditor/checks.ts';
import type { Observation } from '../../../services/auditor/checks.ts';

const test = suite('auditor/checks');

const shim = { path: 'EFI/debian/shimx64.efi', sizeBytes: 10n, sha256: 'a'.repeat(64) };
const grub = { path: 'EFI/debian/grubx64.efi', sizeBytes: 20n, sha256: 'b'.repeat(64) };
const strict = { allowAnyFilesystem: false, minFreeBytes: 100n };

const sound: Observation = {
  esp: {
    mountPoint: '/boot/efi',
    filesystem: 'vfat',
    readOnly: false,
    clusterBytes: 4096,
    totalBytes: 1000n,
    freeBytes: 500n,
    partitionUuid: '',
    reclaimableBytes: 0n,
    directoryRoom: [],
  },
  isMountPoint: true,
  files: [shim, grub],
  stagePaths: ['EFI/DEBIAN.BSW'],
  previousPaths: ['EFI/DEBIAN.BSW'],
  expected: { present: [shim, grub], absent: ['EFI/debian/old.efi'] },
};

const resultOf = (observation: Observation, name: string, options = strict): string =>
  runChecks(observation, options).find((check) => check.name === name)?.result ?? 'not run';

test('checks - a sound ESP passes every check', () => {
  const checks = runChecks(sound, strict);
  assert.equal(
    checks.map(({ name, result }) => `${name} ${result}`),
    [
      'esp-mounted pass',
      'files-present pass',
      'files-absent pass',
      'no-foreign-stage pass',
      'previous-kept pass',
      'free-space pass',
    ],
  );
  assert.is(verdictOf(checks), 'pass');
});

const findings: [string, Observation, string, string][] = [
  ['a missing file', { ...sound, files: [shim] }, 'files-present', 'EFI/debian/grubx64.efi is missing'],
  [
    'an altered file',
    { ...sound, files: [shim, { ...grub, sha256: 'c'.repeat(64) }] },
    'files-present',
    'EFI/debian/grubx64.efi has a different digest',
  ],
  [
    'a file that should be gone',
    { ...sound, files: [shim, grub, { ...grub, path: 'EFI/debian/old.efi' }] },
    'files-absent',
    'but they exist: EFI/debian/old.efi',
  ],
  ['a stage of bootupd', { ...sound, stagePaths: ['EFI/.btmp.debian'] }, 'no-foreign-stage', '.btmp.debian'],
  ['a full ESP', { ...sound, esp: { ...sound.esp, freeBytes: 99n } }, 'free-space', 'less than 100 B'],
  ['an ESP that is not mounted', { ...sound, isMountPoint: false }, 'esp-mounted', 'not a mount point'],
  [
    'another file system',
    { ...sound, esp: { ...sound.esp, filesystem: 'ext4' } },
    'esp-mounted',
    'is not vfat',
  ],
];

for (const [what, observation, name, detail] of findings) {
  test(`checks - ${what} fails ${name} and the verdict, and is named`, () => {
    const checks = runChecks(observation, strict);
    const found = checks.find((check) => check.name === name);
    assert.is(found?.result, 'fail');
    assert.ok(found?.detail.includes(detail), found?.detail);
    assert.is(verdictOf(checks), 'fail');
  });
}

test('checks - a plain directory is unknown, not passed, where any file system is allowed', () => {
  const directory = { ...sound, isMountPoint: false, esp: { ...sound.esp, filesystem: 'tmpfs' } };
  assert.is(resultOf(directory, 'esp-mounted', { ...strict, allowAnyFilesystem: true }), 'unknown');
});

test('checks - without an applied plan the files are unknown, not passed', () => {
  assert.is(resultOf({ ...sound, expected: null }, 'files-present'), 'unknown');
});

test('checks - a previous tree that is gone is reported without failing the host', () => {
  const checks = runChecks({ ...sound, stagePaths: [] }, strict);
  assert.is(checks.find(({ name }) => name === 'previous-kept')?.result, 'unknown');
  assert.is(verdictOf(checks), 'pass');
});

test('checks - many findings are counted after the first five', () => {
  const present = Array.from({ length: 8 }, (_, index) => ({ ...shim, path: `EFI/debian/${index}` }));
  const checks = runChecks({ ...sound, files: [], expected: { present, absent: [] } }, strict);
  assert.match(checks.find(({ name }) => name === 'files-present')?.detail ?? '', /and 3 more$/);
});

test('checks - stages are told by name, in any case and at any depth', () => {
  assert.ok(looksLikeStage('EFI/DEBIAN.BSW'));
  assert.ok(looksLikeStage('EFI/debian.bsw'));
  assert.ok(looksLikeStage('EFI/.btmp.debian'));
  assert.not(looksLikeStage('EFI/debian'));
});

test.run();
