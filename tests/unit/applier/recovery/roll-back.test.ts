import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { firmwareDigest } from '../../../../lib/boot/firmware-variables.ts';
import { readHostRecord } from '../../../../lib/host/index.ts';
import { applyPlan, failPointFrom, recover } from '../../../../services/applier/index.ts';
import type { Plan } from '../../../../lib/wire/types.ts';
import { inspect } from '../../../../lib/uefi/image/inspect.ts';
import { fixture } from '../../../lab/boot/fixtures.ts';
import { DEBIAN_CSV, encoded, fromHex, variablesWith } from '../../../lab/boot/verdict-lab.ts';
import type { TestTree } from '../../../lab/trees.ts';
import { audit, bareShim, makeRealPlan, proofOf, withRealSite } from '../real-trees.ts';
import type { RealSite, RealSiteOptions } from '../real-trees.ts';

const test = suite('roll-back');

const debian: TestTree = {
  'EFI/debian/shimx64.efi': 'shim',
  'EFI/debian/grubx64.efi': 'grub',
  'EFI/debian/mmx64.efi': 'mm',
  'EFI/debian/grub.cfg': 'halt\n',
};
const fresh: TestTree = { ...debian, 'EFI/debian/new.txt': 'new' };
const belowLevel: TestTree = { ...debian, 'EFI/debian/grubx64.efi': 'grub4' };
const { 'EFI/debian/grub.cfg': _config, ...withoutConfig } = debian;

const secureBootOff = { SecureBoot: new Uint8Array([0]) };

type Applied = RealSite & { plan: Plan };

const withApplied = (
  { targets = ['EFI/debian'], ...options }: RealSiteOptions & { targets?: string[] },
  use: (site: Applied) => Promise<void>,
): Promise<void> =>
  withRealSite(options, async (site) => {
    const firmwareSha256 = firmwareDigest(site.firmware.variables ?? new Map());
    const proof = proofOf(targets.length, firmwareSha256);
    const plan = await makeRealPlan({ before: options.before, after: options.after, targets }, proof);
    const { outcome, detail } = await applyPlan(site.seal(plan), site.deps);
    assert.is(outcome, 'exchanged', detail);
    await use({ ...site, plan });
  });

const failed = ({ plan, deps }: Applied) => audit(plan, { name: 'files-present', result: 'fail' }, deps);
const isNew = ({ espRoot }: Applied): boolean => existsSync(join(espRoot, 'EFI/debian/new.txt'));

test('roll-back - a previous tree that boots comes back', () =>
  withApplied({ before: debian, after: fresh }, async (site) => {
    assert.is((await failed(site)).outcome, 'rolled-back');
    assert.is(isNew(site), false);
  }));

test('roll-back - that the host would not boot fails the audit that is waited for', () =>
  withApplied({ before: debian, after: fresh }, async (site) => {
    const conclusion = await audit(site.plan, { name: 'boots', result: 'fail' }, site.deps);
    assert.is(conclusion.outcome, 'rolled-back');
  }));

for (const { title, before, code } of [
  { title: 'below the level', before: belowLevel, code: 'ROLLBACK_WOULD_NOT_BOOT' },
  { title: 'of which nobody knows', before: withoutConfig, code: 'ROLLBACK_UNKNOWN' },
]) {
  test(`roll-back - a previous tree ${title} stays where it is, and that is said and kept`, () =>
    withApplied({ before, after: fresh }, async (site) => {
      const esp = await site.esp();
      const conclusion = await failed(site);
      assert.is(conclusion.outcome, 'nothing-to-roll-back');
      assert.is(conclusion.code, code);
      assert.equal(await site.esp(), esp);
      assert.is(site.reported.at(-1), `stuck ${code}`);
      assert.match(site.reports.at(-1)?.detail ?? '', 'the new tree stays live');
      const { record } = await readHostRecord(site.deps.state);
      assert.is(record.live?.side, 'after');
      assert.is(record.awaitingAudit, false);
      assert.equal(record.failedPayloads, [{ payloadId: site.plan.payloadId, code }]);
      assert.is((await failed(site)).outcome, 'ignored');
      assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
    }));
}

test('roll-back - with --unproven what nobody knows comes back, what would not boot does not', async () => {
  const overrides = { isUnproven: true };
  await withApplied({ before: withoutConfig, after: fresh, overrides }, async (site) => {
    assert.is((await failed(site)).outcome, 'rolled-back');
  });
  await withApplied({ before: belowLevel, after: fresh, overrides }, async (site) => {
    assert.is((await failed(site)).code, 'ROLLBACK_WOULD_NOT_BOOT');
  });
});

test('roll-back - variables that cannot be read any more are no permission', () =>
  withApplied({ before: debian, after: fresh }, async (site) => {
    site.firmware.variables = null;
    assert.is((await failed(site)).code, 'ROLLBACK_UNKNOWN');
    assert.is(isNew(site), true);
  }));

test('roll-back - a previous tree is judged with the CSV that is hidden while it is kept', async () => {
  const removable = {
    'EFI/BOOT/BOOTX64.EFI': 'shim',
    'EFI/BOOT/fbx64.efi': 'fb',
    'EFI/debian/BOOTX64.CSV': Buffer.from(DEBIAN_CSV).toString('latin1'),
  };
  const before = { ...debian, ...removable };
  const after = { ...fresh, ...removable };
  // No entry leads to the ESP: fallback makes one, by the CSV.
  const variables = variablesWith({ BootOrder: new Uint8Array(0) });
  await withApplied({ before, after, variables }, async (site) => {
    assert.ok('EFI/DEBIAN.BSW/BOOTX64.BSV' in (await site.esp()));
    const { outcome, detail } = await failed(site);
    assert.is(outcome, 'rolled-back', detail);
  });
});

test('roll-back - what the new shim mirrors into variables is no trust that the old one has', async () => {
  const before = { ...debian, 'EFI/debian/shimx64.efi': 'bare shim' };
  const digest = fromHex(inspect(await bareShim()).digests.sha256);
  const variables = variablesWith({
    db: encoded({ type: 'sha256', data: digest }),
    MokListRT: encoded({ type: 'x509', data: new Uint8Array(fixture('debvendor.0.der')) }),
  });
  await withApplied({ before, after: fresh, variables }, async (site) => {
    const { code, detail } = await failed(site);
    assert.is(code, 'ROLLBACK_WOULD_NOT_BOOT');
    assert.match(detail, 'SHIM_NOT_TRUSTED');
  });
});

const twoTargets = {
  before: { ...belowLevel, 'EFI/BOOT/notes.txt': 'old' },
  after: { ...fresh, 'EFI/BOOT/notes.txt': 'new' },
  targets: ['EFI/debian', 'EFI/BOOT'],
  variables: variablesWith(secureBootOff),
};

test('roll-back - one cut short is completed while the previous trees boot', () =>
  withApplied(twoTargets, async (site) => {
    const failPoint = failPointFrom('exchange-back@2:eio');
    assert.is((await failed({ ...site, deps: { ...site.deps, failPoint } })).outcome, 'stuck');
    const { actions, clean } = await recover(site.deps);
    assert.is(clean, true);
    assert.is(actions[0]?.kind, 'roll-back');
    assert.is(isNew(site), false);
  }));

test('roll-back - one cut short goes forward again if the previous trees would not boot any more', () =>
  withApplied(twoTargets, async (site) => {
    const failPoint = failPointFrom('exchange-back@2:eio');
    await failed({ ...site, deps: { ...site.deps, failPoint } });
    assert.is((await site.esp())['EFI/BOOT/notes.txt'], 'old');
    site.firmware.variables = variablesWith();
    const { actions, clean } = await recover(site.deps);
    assert.is(clean, true);
    assert.is(actions[0]?.kind, 'finish');
    const esp = await site.esp();
    assert.is(esp['EFI/BOOT/notes.txt'], 'new');
    assert.is(isNew(site), true);
    assert.is((await failed(site)).code, 'ROLLBACK_WOULD_NOT_BOOT');
    assert.equal(await site.esp(), esp);
  }));

test('roll-back - one cut short is completed, too, where nothing can be told: between two trees nothing stays', () =>
  withApplied(twoTargets, async (site) => {
    const failPoint = failPointFrom('exchange-back@2:eio');
    await failed({ ...site, deps: { ...site.deps, failPoint } });
    site.firmware.variables = null;
    assert.is((await recover(site.deps)).actions[0]?.kind, 'roll-back');
    assert.is(isNew(site), false);
  }));

test('roll-back - one cut short before its first exchange asks again, and hides what it has shown', async () => {
  const csv = { 'EFI/debian/BOOTX64.CSV': 'a csv' };
  const { before, after } = twoTargets;
  const options = { ...twoTargets, before: { ...before, ...csv }, after: { ...after, ...csv } };
  await withApplied(options, async (site) => {
    const kept = await site.esp();
    const failPoint = failPointFrom('exchange-back:eio');
    await failed({ ...site, deps: { ...site.deps, failPoint } });
    assert.ok('EFI/DEBIAN.BSW/BOOTX64.CSV' in (await site.esp()));
    site.firmware.variables = variablesWith();
    assert.is((await recover(site.deps)).clean, true);
    assert.equal(await site.esp(), kept);
    assert.is(site.reported.at(-1), 'stuck ROLLBACK_WOULD_NOT_BOOT');
  });
});

test.run();
