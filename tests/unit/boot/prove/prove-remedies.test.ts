import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { remedies, remedyFor } from '../../../../lib/boot/prove/prove-remedies.ts';
import type { RemedyContext } from '../../../../lib/boot/prove/prove-remedies.ts';
import { readBootFile } from '../../../../lib/uefi/loader/boot-tree.ts';
import { reason } from '../../../../lib/uefi/verdict/verdict-reason.ts';
import type { ReasonCode } from '../../../../lib/uefi/verdict/verdict-reason.ts';
import { repoRoot } from '../../../lab/tools.ts';
import { debian } from '../../../lab/boot/verdict-lab.ts';

const test = suite('remedies of a refused update');

const contextOf = (code: ReasonCode, path: string, bytes?: Uint8Array): RemedyContext => ({
  reason: reason(code, 'refusal', { path, detail: '' }),
  file: bytes === undefined ? null : readBootFile(path, bytes),
  sbatLevel: 'sbat,1,2025021800\nshim,9\ngrub,5\n',
  machine: 0x8664,
});

test('remedies - docs/verdict.md has every code, and every one that can stand in the way has a remedy', () => {
  const text = readFileSync(join(repoRoot(), 'docs', 'verdict.md'), 'utf8');
  const codes = Object.keys(remedies) as ReasonCode[];
  assert.equal(
    codes.filter((code) => !text.includes(`\`${code}\``)),
    [],
  );
  const refusing = [
    ...readFileSync(join(repoRoot(), 'lib', 'boot', 'prove', 'prove-remedies.ts'), 'utf8').matchAll(
      /^ {2}([A-Z_]+): nothing/gm,
    ),
  ];
  assert.equal(refusing.map(([, code]) => code ?? '').toSorted(), [
    'CSV_SEVERAL',
    'FALLBACK_ENTRY_FAILS',
    'FALLBACK_RESETS',
    'IGNORED_BY_SHIM',
    'LEVEL_RAISED',
    'MOK_MANAGER_MISSING',
    'MOK_REQUEST_PENDING',
    'NX_MIXED',
    'REVOCATIONS_ADDED',
    'TRUST_ADDED',
  ]);
  for (const code of codes) assert.type(remedyFor(contextOf(code, 'EFI/a/b.efi')), 'string', code);
});

test('remedies - they name component, generation, authority and file', async () => {
  const [shim, grub4] = [await debian('shim'), await debian('grub4')];
  assert.is(
    remedyFor(contextOf('SBAT_REVOKED', 'EFI/debian/grubx64.efi', grub4)),
    'also publish grub with SBAT generation >= 5 as EFI/debian/grubx64.efi',
  );
  assert.is(
    remedyFor(contextOf('SHIM_SELF_REVOKED', 'EFI/debian/shimx64.efi', shim)),
    'publish a shim with SBAT generation shim >= 9',
  );
  assert.match(
    remedyFor(contextOf('FIRMWARE_NOT_TRUSTED', 'EFI/debian/shimx64.efi', shim)),
    /^enrol .*Microsoft.* UEFI CA 20\d\d.* in db, or publish EFI\/debian\/shimx64\.efi signed by an authority in db$/,
  );
  assert.is(
    remedyFor(contextOf('SECOND_STAGE_MISSING', 'EFI/debian/shimx64.efi')),
    'also publish grubx64.efi into EFI/debian',
  );
  assert.match(
    remedyFor(contextOf('SHIM_NOT_TRUSTED', 'EFI/debian/grubx64.efi', grub4)),
    /\(mokutil --import\)$/,
  );
  assert.match(remedyFor(contextOf('KERNEL_REFUSED', 'k/vmlinuz', grub4)), /^sign or remove k\/vmlinuz/);
  assert.match(remedyFor(contextOf('KERNEL_REFUSED', 'k/vmlinuz')), /^restore k\/vmlinuz,/);
  assert.match(remedyFor(contextOf('VARIABLE_UNREADABLE', 'SbatLevelRT')), /^make SbatLevelRT readable/);
  assert.match(
    remedyFor(contextOf('VARIABLE_UNREADABLE', 'EFI/debian/shimx64.efi')),
    /^make db, dbx and the MOK lists readable/,
  );
});

test.run();
