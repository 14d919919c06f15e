import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ContentPlan, PlanBody } from '../../../../services/planner/plan/plan-host.ts';
import { sha256 } from '../../../lab/file-digest.ts';
import { planUnproven } from '../../../lab/planner/plan-unproven.ts';
import { actionsOf, factsOf, filesOf, manifestOf } from '../../../lab/planner/facts-fixture.ts';

const test = suite('planner plan-host');

const bodyOf = (planned: ContentPlan): PlanBody => {
  if (planned.kind !== 'plan') throw new Error(`expected a plan, got ${JSON.stringify(planned)}`);
  return planned.body;
};
const refusalOf = (planned: ContentPlan): { code: string; detail: string } => {
  if (planned.kind !== 'refused') throw new Error(`expected a refusal, got ${planned.kind}`);
  return planned;
};

const debian = {
  'EFI/BOOT/BOOTX64.EFI': 'shim 1',
  'EFI/BOOT/fbx64.efi': 'fallback 1',
  'EFI/debian/grub.cfg': 'search.fs_uuid',
  'EFI/debian/grubx64.efi': 'grub 1',
  'EFI/debian/mmx64.efi': 'mok 1',
  'EFI/debian/shimx64.efi': 'shim 1',
};

test('plan - one rewritten file of a directory is exchanged alone', async () => {
  const body = bodyOf(
    await planUnproven(factsOf(debian), manifestOf({ 'EFI/debian/grubx64.efi': 'grub 2!' })),
  );
  assert.is(body.swaps.length, 1);
  const [swap] = body.swaps;
  assert.is(swap?.scope, 'file');
  assert.is(swap?.target, 'EFI/debian/grubx64.efi');
  assert.is(swap?.targetExists, true);
  assert.equal(swap?.files, [
    {
      path: 'EFI/debian/grubx64.efi',
      action: 'write',
      beforeSha256: sha256('grub 1'),
      beforeSizeBytes: 6n,
      afterSha256: sha256('grub 2!'),
      afterSizeBytes: 7n,
    },
  ]);
  assert.is(body.bytesToWrite, 7n);
  assert.match(swap?.why ?? '', 'replacing only grubx64.efi');
});

test('plan - two rewritten files exchange the directory, with what nobody brought kept', async () => {
  const manifest = manifestOf({ 'EFI/debian/grubx64.efi': 'grub 2', 'EFI/debian/shimx64.efi': 'shim 2' });
  const [swap] = bodyOf(await planUnproven(factsOf(debian), manifest)).swaps;
  assert.is(swap?.scope, 'directory');
  assert.is(swap?.target, 'EFI/debian');
  assert.equal(actionsOf(swap?.files ?? []), [
    'keep EFI/debian/grub.cfg',
    'write EFI/debian/grubx64.efi',
    'keep EFI/debian/mmx64.efi',
    'write EFI/debian/shimx64.efi',
  ]);
  const kept = swap?.files[0];
  assert.is(kept?.beforeSha256, sha256('search.fs_uuid'));
  assert.is(kept?.afterSha256, kept?.beforeSha256);
});

test('plan - scope esp exchanges all of EFI at once, whatever changes, with every file and directory listed', async () => {
  const facts = factsOf({ ...debian, 'EFI/tool.efi': 't', 'EFI/other/boot.efi': 'b' });
  facts.directories = [...facts.directories, 'EFI/empty'].sort();
  const manifest = manifestOf({ 'EFI/debian/grubx64.efi': 'grub 2!' });
  const body = bodyOf(await planUnproven(facts, manifest, { scope: 'esp' }));
  assert.equal(
    body.swaps.map(({ scope, target, targetExists }) => [scope, target, targetExists]),
    [['esp', 'EFI', true]],
  );
  const [swap] = body.swaps;
  assert.equal(
    swap?.files.map(({ path }) => path),
    facts.files.map(({ path }) => path),
  );
  assert.equal(swap?.directories, ['EFI/BOOT', 'EFI/debian', 'EFI/empty', 'EFI/other']);
  assert.match(swap?.why ?? '', '1 of 8 files');
  assert.is(body.bytesToWrite, facts.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0n) + 1n);
  const same = manifestOf({ 'EFI/debian/grubx64.efi': 'grub 1' });
  assert.is((await planUnproven(facts, same, { scope: 'esp' })).kind, 'unchanged');
});

test('plan - scope directory exchanges the directory of a lone file, too', async () => {
  const facts = factsOf({ ...debian, 'EFI/tool.efi': 't' });
  const manifest = manifestOf({ 'EFI/debian/grubx64.efi': 'grub 2!', 'EFI/tool.efi': 't2' });
  assert.equal(
    bodyOf(await planUnproven(facts, manifest, { scope: 'directory' })).swaps.map(
      ({ scope, target }) => `${scope} ${target}`,
    ),
    ['directory EFI/debian', 'file EFI/tool.efi'],
  );
});

test('plan - an added file exchanges the directory', async () => {
  const [swap] = bodyOf(await planUnproven(factsOf(debian), manifestOf({ 'EFI/debian/new.efi': 'x' }))).swaps;
  assert.is(swap?.scope, 'directory');
  assert.is(swap?.files.find(({ path }) => path === 'EFI/debian/new.efi')?.beforeSha256, '');
});

test('plan - a directory that is not there appears whole', async () => {
  const body = bodyOf(
    await planUnproven(factsOf(debian), manifestOf({ 'EFI/fedora/deep/shimx64.efi': 'shim' })),
  );
  assert.is(body.swaps[0]?.targetExists, false);
  assert.is(body.swaps[0]?.scope, 'directory');
  assert.is(body.swaps[0]?.target, 'EFI/fedora');
});

test('plan - vendor directories come before EFI/BOOT, those without shim first', async () => {
  const manifest = manifestOf({
    'EFI/BOOT/BOOTX64.EFI': 'shim 2',
    'EFI/debian/shimx64.efi': 'shim 2',
    'EFI/tools/memtest.efi': 'memtest',
  });
  const { swaps } = bodyOf(await planUnproven(factsOf(debian), manifest));
  assert.equal(
    swaps.map(({ target }) => target),
    ['EFI/tools', 'EFI/debian/shimx64.efi', 'EFI/BOOT/BOOTX64.EFI'],
  );
});

test('plan - what the last payload brought and this one lacks goes, last, also from directories of their own', async () => {
  const facts = factsOf(
    {
      ...debian,
      'EFI/aold/shimx64.efi': 'old',
      'EFI/debian/gone.efi': 'gone',
      'EFI/debian/mine.efi': 'mine',
    },
    { managedPaths: ['EFI/aold/shimx64.efi', 'EFI/debian/GONE.EFI', 'EFI/debian/never-there.efi'] },
  );
  const { swaps, managedFiles } = bodyOf(
    await planUnproven(facts, manifestOf({ 'EFI/debian/shimx64.efi': 'shim 2' })),
  );
  assert.equal(
    swaps.map(({ target, scope }) => `${scope} ${target}`),
    ['directory EFI/debian', 'directory EFI/aold'],
  );
  const actions = actionsOf(swaps.flatMap(({ files }) => files));
  assert.ok(actions.includes('delete EFI/debian/gone.efi'));
  assert.ok(actions.includes('keep EFI/debian/mine.efi'));
  assert.ok(actions.includes('delete EFI/aold/shimx64.efi'));
  assert.match(swaps[1]?.why ?? '', 'the empty directory stays');
  assert.equal(managedFiles, filesOf({ 'EFI/debian/shimx64.efi': 'shim 2' }));
});

test('plan - a file right below EFI is exchanged as a file, and may appear or go', async () => {
  const facts = factsOf(
    { ...debian, 'EFI/old.efi': 'o', 'EFI/tool.efi': '1' },
    { managedPaths: ['EFI/old.efi'] },
  );
  const { swaps } = bodyOf(
    await planUnproven(facts, manifestOf({ 'EFI/tool.efi': '2', 'EFI/new.efi': 'n' })),
  );
  assert.equal(
    swaps.map((swap) => [swap.scope, swap.target, swap.targetExists, ...actionsOf(swap.files)].join(' ')),
    [
      'file EFI/new.efi false write EFI/new.efi',
      'file EFI/tool.efi true write EFI/tool.efi',
      'file EFI/old.efi true delete EFI/old.efi',
    ],
  );
});

test('plan - the host spelling of a name stays', async () => {
  const facts = factsOf({ 'EFI/Boot/bootx64.efi': 'shim 1', 'EFI/Boot/Fbx64.efi': 'f 1' });
  const payload = {
    'EFI/BOOT/BOOTX64.EFI': 'shim 2',
    'EFI/BOOT/fbx64.efi': 'f 2',
    'EFI/BOOT/mmx64.efi': 'm',
  };
  const body = bodyOf(await planUnproven(facts, manifestOf(payload)));
  assert.is(body.swaps[0]?.target, 'EFI/Boot');
  assert.equal(
    body.managedFiles.map(({ path }) => path),
    ['EFI/Boot/Fbx64.efi', 'EFI/Boot/bootx64.efi', 'EFI/Boot/mmx64.efi'],
  );
  const same = manifestOf({ 'EFI/BOOT/BOOTX64.EFI': 'shim 1', 'EFI/BOOT/fbx64.efi': 'f 1' });
  assert.is((await planUnproven(facts, same)).kind, 'unchanged');
});

test('plan - sub-directories of the target are named, empty ones too', async () => {
  const facts = factsOf({ ...debian, 'EFI/debian/fonts/u.pf2': 'u' });
  facts.directories = [...facts.directories, 'EFI/debian/empty'].sort();
  const [swap] = bodyOf(await planUnproven(facts, manifestOf({ 'EFI/debian/new.efi': 'x' }))).swaps;
  assert.equal(swap?.directories, ['EFI/debian/empty', 'EFI/debian/fonts']);
});

test('unchanged - also on a read-only ESP of another file system where the payload failed before', async () => {
  const manifest = manifestOf({ 'EFI/debian/shimx64.efi': 'shim 1' });
  const facts = factsOf(debian, { failedPayloads: [{ payloadId: manifest.payloadId, code: 'AUDIT' }] });
  facts.esp = { ...facts.esp, readOnly: true, filesystem: 'ext4', freeBytes: 0n };
  assert.is((await planUnproven(facts, manifest)).kind, 'unchanged');
});

const conflicts: [string, Record<string, string>, Record<string, string>, string][] = [
  ['a file where a directory is', debian, { 'EFI/debian': 'x' }, 'FILE_IS_DIRECTORY'],
  ['a directory where a file is', debian, { 'EFI/debian/GRUB.CFG/x.efi': 'x' }, 'FILE_IS_DIRECTORY'],
  ['two spellings in the payload', debian, { 'EFI/a/x.efi': '1', 'EFI/A/y.efi': '2' }, 'PAYLOAD_NAMES'],
  ['a stage name in the payload', debian, { 'EFI/DEBIAN.BSW/x.efi': '1' }, 'PAYLOAD_NAMES'],
  ['a path out of EFI', debian, { 'EFI/../x.efi': '1' }, 'PAYLOAD_NAMES'],
  ['two spellings on the ESP', { 'EFI/a/x': '1', 'EFI/A/y': '2' }, { 'EFI/b/x.efi': '1' }, 'NAME_CONFLICT'],
];
for (const [what, host, payload, code] of conflicts) {
  test(`refusal - ${what} is ${code}`, async () => {
    assert.is(refusalOf(await planUnproven(factsOf(host), manifestOf(payload))).code, code);
  });
}

const manifest2 = manifestOf({ 'EFI/debian/shimx64.efi': 'shim 2', 'EFI/debian/grubx64.efi': 'grub 2' });

test('refusal - a file system other than vfat, unless allowed', async () => {
  const facts = factsOf(debian);
  facts.esp = { ...facts.esp, filesystem: 'tmpfs' };
  const refusal = refusalOf(await planUnproven(facts, manifest2));
  assert.is(refusal.code, 'NOT_VFAT');
  assert.match(refusal.detail, /--allow-any-fs/);
  assert.is((await planUnproven(facts, manifest2, { allowAnyFilesystem: true })).kind, 'plan');
});

test('refusal - a read-only ESP names the remedy', async () => {
  const facts = factsOf(debian);
  facts.esp = { ...facts.esp, readOnly: true };
  const { code, detail } = refusalOf(await planUnproven(facts, manifest2));
  assert.is(code, 'ESP_READ_ONLY');
  assert.match(detail, 'remount');
});

test('refusal - a payload that failed here is not planned again', async () => {
  const facts = factsOf(debian, {
    failedPayloads: [{ payloadId: manifest2.payloadId, code: 'AUDIT_FAILED' }],
  });
  const { code, detail } = refusalOf(await planUnproven(facts, manifest2));
  assert.is(code, 'FAILED_BEFORE');
  assert.match(detail, 'AUDIT_FAILED');
});

test('refusal - too little space says how many bytes are missing', async () => {
  const facts = factsOf(debian);
  // Four files of one cluster each, one for the stage directory.
  facts.esp = { ...facts.esp, freeBytes: 5n * 4096n };
  assert.is((await planUnproven(facts, manifest2)).kind, 'plan');
  facts.esp = { ...facts.esp, freeBytes: 5n * 4096n - 100n };
  const { code, detail } = refusalOf(await planUnproven(facts, manifest2));
  assert.is(code, 'NO_SPACE');
  assert.match(detail, /lacks 100 B: staging needs 20\.0 KiB, 19\.9 KiB available/);
  // What the host's previous trees take is freed before anything is staged.
  facts.esp = { ...facts.esp, reclaimableBytes: 100n };
  assert.is((await planUnproven(facts, manifest2)).kind, 'plan');
});

test.run();
