import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BootFile } from '../../../../lib/uefi/loader/boot-tree.ts';
import { objectionTo, outlookOf } from '../../../../services/applier/outlook/decide-outlook.ts';
import {
  CFG,
  debian,
  debianTree,
  filesOf,
  firmwareWith,
  LEVEL_2024,
  SECURE_BOOT_OFF,
  without,
} from '../../../lab/boot/verdict-lab.ts';
import type { Content } from '../../../lab/boot/verdict-lab.ts';
import { SHIM, GRUB } from '../../../lab/boot/debian-paths.ts';

const test = suite('decide-outlook');

const move = (target: string, content: Content) => ({ target, files: filesOf(content) });

/** As a shim of before 15.3: it raises no level. */
const withoutLevels = (file: BootFile | undefined): BootFile => {
  if (file?.kind !== 'image' || file.image.shim === null) throw new RangeError('no shim');
  return { kind: 'image', image: { ...file.image, shim: { ...file.image.shim, levels: null } } };
};

test('decide-outlook - a tree that boots is fit to go back to, one below the level is not', async () => {
  const live = filesOf(await debianTree());
  const firmware = firmwareWith();
  const good = move('EFI/debian', await debianTree({ 'EFI/debian/extra.efi': CFG }));
  assert.equal(outlookOf(live, [good], { firmware }), { answer: 'boots', detail: '' });
  const brick = move('EFI/debian', await debianTree({ [GRUB]: await debian('grub4') }));
  const { answer, detail } = outlookOf(live, [brick], { firmware });
  assert.is(answer, 'refuses');
  assert.match(detail, `after exchanging EFI/debian: SBAT_REVOKED ${GRUB}`);
});

test('decide-outlook - what cannot be told is no boot', async () => {
  const live = filesOf(await debianTree());
  const files = without(await debianTree(), 'EFI/debian/grub.cfg');
  const { answer, detail } = outlookOf(live, [move('EFI/debian', files)], { firmware: firmwareWith() });
  assert.is(answer, 'unknown');
  assert.match(detail, 'GRUB_CONFIG_MISSING');
});

test('decide-outlook - each state between two exchanges counts', async () => {
  // Before: GRUB itself as the entry's loader, which only firmware without Secure Boot starts.
  const live = filesOf(await debianTree());
  const firmware = firmwareWith(SECURE_BOOT_OFF);
  const noGrub = move(GRUB, {});
  const grubAsShim = move(SHIM, { [SHIM]: await debian('grub') });
  assert.is(outlookOf(live, [grubAsShim, noGrub], { firmware }).answer, 'boots');
  const { answer, detail } = outlookOf(live, [noGrub, grubAsShim], { firmware });
  assert.is(answer, 'refuses');
  assert.match(detail, `after exchanging ${GRUB}`);
});

test('decide-outlook - a target is replaced whatever the case of its name is', async () => {
  const live = filesOf(await debianTree());
  const renamed = { target: 'EFI/DEBIAN', files: filesOf(without(await debianTree(), GRUB)) };
  assert.is(outlookOf(live, [renamed], { firmware: firmwareWith() }).answer, 'refuses');
});

test('decide-outlook - a level that a state on the way raises holds for all that follow', async () => {
  const live = filesOf(await debianTree());
  const firmware = firmwareWith({ SbatLevelRT: LEVEL_2024 });
  const oldFiles = filesOf(await debianTree({ [GRUB]: await debian('grub4') }));
  const old = new Map([...oldFiles, [SHIM, withoutLevels(oldFiles.get(SHIM))] as const]);
  const back = { target: 'EFI/debian', files: old };
  assert.is(outlookOf(live, [back], { firmware }).answer, 'boots');
  const elsewhere = move('EFI/vendor', { 'EFI/vendor/drv.txt': CFG });
  const { answer, detail } = outlookOf(live, [elsewhere, back], { firmware });
  assert.is(answer, 'refuses');
  assert.match(detail, 'grub,4 is below grub,5');
});

test('decide-outlook - only boots is no objection; unknown is none for who asked for that', () => {
  const code = (answer: 'boots' | 'refuses' | 'unknown', isUnproven: boolean): string =>
    objectionTo({ answer, detail: '' }, { isUnproven })?.code ?? '';
  assert.equal(
    [code('boots', false), code('unknown', false), code('unknown', true)],
    ['', 'ROLLBACK_UNKNOWN', ''],
  );
  assert.is(code('refuses', false), 'ROLLBACK_WOULD_NOT_BOOT');
  assert.is(code('refuses', true), 'ROLLBACK_WOULD_NOT_BOOT');
});

test.run();
