import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { HostBoot } from '../../../lib/boot/host-boot.ts';
import type { BootFile } from '../../../lib/uefi/loader/boot-tree.ts';
import type { FileChange, Plan } from '../../../lib/wire/types.ts';
import { checkBoots, verdictOf } from '../../../services/auditor/index.ts';
import type { BootObservation } from '../../../services/auditor/index.ts';
import { LabError } from '../../lab/lab-error.ts';
import { skipIf } from '../../lab/skip.ts';
import { capturedVariables, SHIM } from '../../lab/boot/fixtures.ts';
import { debian, debianTree, filesOf } from '../../lab/boot/verdict-lab.ts';
import { GRUB } from '../../lab/boot/debian-paths.ts';

const test = suite('auditor/check-boots');

const reasonWithout = await debian('grub4').then(
  () => undefined,
  (error: unknown) => {
    if (error instanceof LabError) return error.message;
    throw error;
  },
);
const onPackages = skipIf(test, reasonWithout);

const digests = { old: 'aa'.repeat(32), new: 'bb'.repeat(32) };

const bootOf = (files: ReadonlyMap<string, BootFile>, changes: Partial<HostBoot> = {}): HostBoot => ({
  machine: 0x8664,
  variables: capturedVariables(),
  whyNoVariables: '',
  files: [...files].map(([path, file]) => ({ path, file, sizeBytes: 1n, sha256: digests.new })),
  elsewhere: [],
  eventLog: null,
  pcrs: new Map(),
  bindings: [],
  ...changes,
});

const observed = (changes: Partial<BootObservation>): BootObservation => ({
  boot: null,
  problem: '',
  partitionUuid: '',
  kept: null,
  knownFile: () => null,
  ...changes,
});

const checksOf = (changes: Partial<BootObservation>): string[] =>
  checkBoots(observed(changes)).map(({ name, result }) => `${name} ${result}`);

const change: FileChange = {
  path: GRUB,
  action: 'write',
  beforeSha256: digests.old,
  beforeSizeBytes: 1n,
  afterSha256: digests.new,
  afterSizeBytes: 1n,
};
const kept: Pick<Plan, 'swaps'> = {
  swaps: [{ scope: 'file', target: GRUB, why: '', targetExists: true, files: [change], directories: [] }],
};

test('boots - without firmware variables, or without any reading, it is unknown and says why', () => {
  const boot = bootOf(new Map(), { variables: null, whyNoVariables: 'not started by UEFI' });
  const [check] = checkBoots(observed({ boot }));
  assert.equal(check, { name: 'boots', result: 'unknown', detail: 'not checked: not started by UEFI' });
  const [unread] = checkBoots(observed({ problem: 'EIO' }));
  assert.match(unread?.detail ?? '', 'EIO');
  assert.is(verdictOf([...checkBoots(observed({ boot })), ...checkBoots(observed({}))]), 'pass');
});

onPackages('boots - passes, fails and is unknown with the verdict', async () => {
  const good = filesOf(await debianTree());
  assert.equal(checksOf({ boot: bootOf(good) }), ['boots pass']);
  const brick = filesOf(await debianTree({ [GRUB]: await debian('grub4') }));
  const [failed] = checkBoots(observed({ boot: bootOf(brick) }));
  assert.is(failed?.result, 'fail');
  assert.match(failed?.detail ?? '', 'the next boot fails (hang): SBAT_REVOKED EFI/debian/grubx64.efi');
  assert.is(verdictOf(failed === undefined ? [] : [failed]), 'fail');
  const variables = new Map([...capturedVariables(), [`SbatLevelRT-${SHIM}`, new Uint8Array([1])]]);
  assert.equal(checksOf({ boot: bootOf(good, { variables }) }), ['boots unknown']);
});

onPackages('boots - a reason without end still fits into a check', async () => {
  const files = filesOf(await debianTree());
  const many = Array.from({ length: 500 }, (_, index): [string, BootFile] => [
    `EFI/Linux/${'x'.repeat(60)}${index}.efi`,
    { kind: 'image', image: (files.get(GRUB) as Extract<BootFile, { kind: 'image' }>).image },
  ]);
  const entries: [string, BootFile] = [
    'loader/entries/a.conf',
    { kind: 'loader-entry', images: many.map(([path]) => `${path}.gone`) },
  ];
  const [check] = checkBoots(observed({ boot: bootOf(new Map([...files, ...many, entries])) }));
  assert.ok(Buffer.byteLength(check?.detail ?? '') <= 2048);
});

onPackages(
  'rollback-possible - passes if the previous tree would boot, and never fails an audit',
  async () => {
    const boot = bootOf(filesOf(await debianTree()));
    const file = (bytes: Uint8Array): BootFile => filesOf({ [GRUB]: bytes }).get(GRUB) ?? { kind: 'other' };
    const [grub, grub4] = [file(await debian('grub')), file(await debian('grub4'))];
    const known =
      (found: BootFile) =>
      (_path: string, sha256: string): BootFile | null =>
        sha256 === digests.old ? found : null;
    assert.equal(checksOf({ boot, kept, knownFile: known(grub) }), ['boots pass', 'rollback-possible pass']);
    const doomed = checkBoots(observed({ boot, kept, knownFile: known(grub4) }));
    assert.is(doomed[1]?.result, 'unknown');
    assert.match(doomed[1]?.detail ?? '', 'the previous tree refuses: SBAT_REVOKED');
    assert.equal(checksOf({ boot, kept }), ['boots pass', 'rollback-possible unknown']);
  },
);

onPackages('boot-facts - what could not be said is named, and fails nothing', async () => {
  const boot = bootOf(filesOf(await debianTree()));
  const checks = checkBoots(observed({ boot, problem: 'too many' }));
  assert.equal(
    checks.map(({ name, result }) => `${name} ${result}`),
    ['boots pass', 'boot-facts unknown'],
  );
});

test.run();
