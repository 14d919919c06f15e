import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noBootPlaces } from '../../../../lib/boot/read/boot-places.ts';
import { bootFactsOf, treesOf, treesOfFacts } from '../../../../lib/boot/facts/host-boot-facts.ts';
import type { HostBootFacts } from '../../../../lib/boot/facts/host-boot-facts.ts';
import { openEvidence } from '../../../../lib/boot/facts/evidence.ts';
import { unpackBootFile } from '../../../../lib/boot/facts/boot-file-facts.ts';
import { firmwareOf, openHostBoot } from '../../../../lib/boot/read/read-host-boot.ts';
import { unpackTrustVariables, variablesOfFacts } from '../../../../lib/boot/facts/variables-facts.ts';
import { scanTree, stageNameFor } from '../../../../lib/esp/index.ts';
import { hasCode } from '../../../../lib/errors.ts';
import { firmwareFrom } from '../../../../lib/uefi/firmware/firmware.ts';
import { verdict } from '../../../../lib/uefi/verdict/verdict.ts';
import type { EvidenceKind } from '../../../../lib/wire/types.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { EFIVARS, fixturePath, GLOBAL, TPM_LOGS } from '../../../lab/boot/fixtures.ts';
import { csv } from '../../../lab/boot/verdict-lab.ts';
import { sha256 } from '../../../lab/file-digest.ts';
import { writeTree } from '../../../lab/trees.ts';

const test = suite('read host boot');

const TREE = {
  'EFI/debian/shimx64.efi': 'no image',
  'EFI/debian/grub.cfg': 'halt',
  'EFI/debian/BOOTX64.CSV': csv('shimx64.efi,debian,,\n'),
  'loader/entries/debian.conf': 'title Debian\nlinux /vmlinuz-9\n',
  'vmlinuz-9': 'kernel on the ESP',
  [`${stageNameFor('EFI', 'directory')}/EFI/x.efi`]: 'staged',
  '.btmp.EFI/x.efi': 'of bootupd',
};

const contentOf = ({ evidence }: HostBootFacts, sha: string, kind: EvidenceKind): Uint8Array => {
  const record = evidence.find((each) => each.sha256 === sha);
  if (record === undefined) throw new Error(`no evidence ${sha}`);
  return openEvidence(record.body, { sha256: sha, kind });
};

test('read - finds variables, log, PCRs, tokens, kernels and what lies outside EFI', () =>
  withScratch(async (directory) => {
    const espRoot = await writeTree(join(directory, 'esp'), TREE);
    const boot = await writeTree(join(directory, 'boot'), { 'vmlinuz-1': 'kernel', 'initrd.img-1': 'x' });
    await symlink('vmlinuz-1', join(boot, 'vmlinuz-old'));
    const pcrs = await writeTree(join(directory, 'pcrs'), {
      4: `${'AB'.repeat(32)}\n`,
      7: 'not a PCR',
      10: '00'.repeat(32),
    });
    const luks = JSON.stringify({ tokens: { 1: { type: 'systemd-tpm2', 'tpm2-pcrs': [7] } } });
    await writeTree(directory, { 'luks.json': luks, size: '64\n' });
    const reader = await openHostBoot({
      efivars: fixturePath(EFIVARS),
      platformSize: join(directory, 'size'),
      eventLog: fixturePath(TPM_LOGS.shim16),
      pcrs,
      luksHeaders: [join(directory, 'luks.json'), join(directory, 'missing.json')],
      asksCryptsetup: false,
      kernels: boot,
    });
    const { files } = await scanTree(espRoot);
    const read = await reader.read({ espRoot, files });
    assert.is(firmwareOf(read)?.secureBoot, 'on');
    assert.is(read.eventLog?.length, (await readFile(fixturePath(TPM_LOGS.shim16))).length);
    assert.equal([...read.pcrs], [[4, 'ab'.repeat(32)]], 'PCR 10 changes while the host runs');
    assert.equal(
      read.bindings.map(({ pcrs: bound, problem }) => [bound, problem === null]),
      [
        [[7], true],
        [[], false],
      ],
    );
    const kinds = new Map(read.elsewhere.map(({ path, file }) => [path, file.kind]));
    assert.equal(
      kinds,
      new Map([
        [join(boot, 'vmlinuz-1'), 'broken'],
        ['loader/entries/debian.conf', 'loader-entry'],
        ['vmlinuz-9', 'broken'],
      ]),
    );
    assert.equal([...(await reader.readKernels()).keys()], [join(boot, 'vmlinuz-1')]);
    const trees = treesOf(read);
    assert.equal([...trees.kernels.keys()], [join(boot, 'vmlinuz-1')]);
    assert.equal(trees.files.get('EFI/debian/grub.cfg'), { kind: 'other' });
  }));

test('facts - with the evidence they name, a planner has the verdict that the host has', () =>
  withScratch(async (directory) => {
    const espRoot = await writeTree(join(directory, 'esp'), TREE);
    const kernels = await writeTree(join(directory, 'boot'), { 'vmlinuz-1': 'kernel' });
    const reader = await openHostBoot({ ...noBootPlaces, efivars: fixturePath(EFIVARS), kernels });
    const { files } = await scanTree(espRoot);
    const read = await reader.read({ espRoot, files });
    const made = bootFactsOf(read);
    assert.equal(made.problems, []);
    const { facts } = made;
    assert.ok(facts.firmware !== null);
    if (facts.firmware === null) return;
    const trust = unpackTrustVariables(contentOf(made, facts.firmware.trustSha256, 'variables'));
    const firmware = firmwareFrom(variablesOfFacts(facts.firmware, trust));
    const told = treesOfFacts({ files, kernels: facts.kernels }, (sha, kind) => {
      const named = facts.bootFiles.find((each) => each.sha256 === sha && each.reader === kind);
      return named === undefined ? null : unpackBootFile(contentOf(made, named.evidenceSha256, 'boot-file'));
    });
    assert.equal(told.missing, []);
    const real = treesOf(read);
    const own = firmwareOf(read);
    assert.ok(own !== null);
    if (own === null) return;
    assert.equal(
      verdict(told.files, firmware, { kernels: told.kernels }),
      verdict(real.files, own, { kernels: real.kernels }),
    );
    assert.equal(treesOfFacts({ files, kernels: [] }, () => null).missing, [
      'EFI/debian/BOOTX64.CSV',
      'EFI/debian/shimx64.efi',
    ]);
  }));

test('read - a file is read once for each digest, and one that changed meanwhile is told', () =>
  withScratch(async (directory) => {
    const path = 'EFI/debian/shimx64.efi';
    const espRoot = await writeTree(join(directory, 'esp'), { [path]: 'no image' });
    const reader = await openHostBoot(noBootPlaces);
    const file = { path, sizeBytes: 8n, sha256: sha256('no image') };
    assert.is(reader.known(path, file.sha256), null);
    const first = await reader.read({ espRoot, files: [file] });
    assert.equal(reader.known(path, file.sha256), first.files[0]?.file);
    await rm(join(espRoot, path));
    const second = await reader.read({ espRoot, files: [file] });
    assert.is(second.files[0]?.file, first.files[0]?.file, 'not read again');
    await writeTree(espRoot, { [path]: 'another' });
    try {
      await reader.read({ espRoot, files: [{ ...file, sha256: sha256('third') }] });
      assert.unreachable();
    } catch (error) {
      assert.ok(hasCode(error, 'CHANGED'), String(error));
    }
  }));

test('read - an ESP that cannot be listed is a coded error, which an audit survives', () =>
  withScratch(async (directory) => {
    const reader = await openHostBoot(noBootPlaces);
    try {
      await reader.read({ espRoot: join(directory, 'none'), files: [] });
      assert.unreachable();
    } catch (error) {
      assert.ok(hasCode(error, 'NOT_FOUND'), String(error));
    }
  }));

test('read - without variables it says why, and a variable that cannot be read is not absent', () =>
  withScratch(async (directory) => {
    const espRoot = await writeTree(join(directory, 'esp'), {});
    await mkdir(espRoot, { recursive: true });
    const at = async (efivars: string | null) =>
      (await openHostBoot({ ...noBootPlaces, efivars })).read({ espRoot, files: [] });
    const missing = await at(join(directory, 'none'));
    assert.is(missing.variables, null);
    assert.match(missing.whyNoVariables, 'ENOENT');
    const empty = await at(await writeTree(join(directory, 'empty'), { [`Lang-${GLOBAL}`]: 'x' }));
    assert.match(empty.whyNoVariables, 'not booted by UEFI');
    assert.is(bootFactsOf(empty).facts.firmware, null);
    const odd = await writeTree(join(directory, 'odd'), {
      [`SecureBoot-${GLOBAL}`]: new Uint8Array([6, 0, 0, 0, 1]),
    });
    await mkdir(join(odd, `BootOrder-${GLOBAL}`));
    const firmware = firmwareOf(await at(odd));
    assert.equal(
      firmware?.problems.map(({ variable }) => variable),
      ['BootOrder'],
    );
  }));

test.run();
