import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inspect } from '../../lib/uefi/image/inspect.ts';
import type { Check } from '../../lib/wire/types.ts';
import { LabError } from '../lab/lab-error.ts';
import { skipIf } from '../lab/skip.ts';
import { EFIVARS, fixturePath, GLOBAL, SECURITY, SHIM } from '../lab/boot/fixtures.ts';
import { debian, debianTree, encoded, fromHex } from '../lab/boot/verdict-lab.ts';
import { writeTree } from '../lab/trees.ts';
import { documentOf, exitsWith, withCli } from './cli-lab.ts';
import type { CliSite } from './cli-lab.ts';

const test = suite('audit: will it boot');

const shim = await debian('shim').catch((error: unknown): string => {
  if (error instanceof LabError) return error.message.split('\n')[0] ?? error.code;
  throw error;
});
const onPackages = skipIf(test, typeof shim === 'string' ? shim : undefined);
const shimOf = () => inspect(shim as Buffer);

/** A host with today's Debian on its ESP and its firmware's variables captured, some changed. */
const onHost = (
  changes: Record<string, Uint8Array | null>,
  body: (
    audit: (...args: string[]) => Promise<{ code: number | null; boots: Check }>,
    site: CliSite,
  ) => Promise<void>,
): Promise<void> =>
  withCli(async (site) => {
    const efivars = join(site.root, 'efivars');
    await cp(fixturePath(EFIVARS), efivars, { recursive: true });
    for (const [name, data] of Object.entries(changes)) {
      const path = join(efivars, name);
      if (data === null) await rm(path);
      else await writeFile(path, new Uint8Array([7, 0, 0, 0, ...data]));
    }
    await writeTree(site.esp, await debianTree());
    const command = ['audit', '--esp', site.esp, '--state-dir', site.state, '--allow-any-fs', '--json'];
    await body(async (...args) => {
      const ran = await site.bootswap([...command, '--efivars', efivars, ...args]);
      const { checks } = documentOf(ran.stdout) as { checks: Check[] };
      const boots = checks.find(({ name }) => name === 'boots');
      assert.ok(boots !== undefined, ran.stdout);
      return { code: ran.code, boots: boots ?? { name: '', result: 'unknown', detail: '' } };
    }, site);
  });

/** A failed `boots` that names this code. */
const assertDoomed = ({ code, boots }: { code: number | null; boots: Check }, reason: string): void => {
  assert.is(boots.result, 'fail', boots.detail);
  assert.match(boots.detail, reason);
  assert.is(code, 3);
};

onPackages('audit - a Debian that boots passes, and says by which entry', () =>
  onHost({}, async (audit) => {
    const { code, boots } = await audit();
    assert.is(boots.result, 'pass', boots.detail);
    assert.match(boots.detail, 'Boot0004, EFI/debian/shimx64.efi');
    assert.is(code, 0);
  }),
);

onPackages('audit - a raised SbatLevel dooms the next boot: fails, with what would help', () => {
  const level = Buffer.from('sbat,1,2030010100\nshim,4\ngrub,99\n');
  return onHost({ [`SbatLevelRT-${SHIM}`]: level }, async (audit) => {
    const found = await audit();
    assertDoomed(found, 'SBAT_REVOKED EFI/debian/grubx64.efi');
    assert.match(found.boots.detail, 'SBAT generation >= 99');
  });
});

onPackages('audit - a shim whose digest is in dbx fails', () => {
  const revoked = encoded({ type: 'sha256', data: fromHex(shimOf().digests.sha256) });
  return onHost({ [`dbx-${SECURITY}`]: revoked }, async (audit) =>
    assertDoomed(await audit(), 'FIRMWARE_HASH_REVOKED EFI/debian/shimx64.efi'),
  );
});

onPackages("audit - a shim whose signers' certificates are in dbx fails", () => {
  const signers = shimOf().signatures.flatMap(({ signer }) => signer ?? []);
  const revoked = encoded(
    ...signers.map(({ der }) => ({ type: 'x509' as const, data: new Uint8Array(der) })),
  );
  return onHost({ [`dbx-${SECURITY}`]: revoked }, async (audit) =>
    assertDoomed(await audit(), 'FIRMWARE_CERTIFICATE_REVOKED EFI/debian/shimx64.efi'),
  );
});

onPackages('audit - what is not known fails nothing', () =>
  onHost(
    { [`SecureBoot-${GLOBAL}`]: null, [`SetupMode-${GLOBAL}`]: new Uint8Array([7, 7]) },
    async (audit, site) => {
      const { code, boots } = await audit();
      assert.is(boots.result, 'unknown', boots.detail);
      assert.match(boots.detail, 'FIRMWARE_UNKNOWN');
      assert.is(code, 0);
      const alone = ['audit', '--esp', site.esp, '--state-dir', site.state, '--allow-any-fs'];
      const ran = await site.bootswap(alone);
      exitsWith(ran, 0);
      assert.match(ran.stdout, /boots\s+.*pass --efivars to check whether it boots/);
    },
  ),
);

onPackages('audit - variables that are not there where they were said to be are no audit', () =>
  onHost({}, async (_audit, site) => {
    const missing = join(site.root, 'none');
    const ran = await site.bootswap(['audit', '--esp', site.esp, '--allow-any-fs', '--efivars', missing]);
    exitsWith(ran, 5);
    assert.match(ran.stderr, missing);
  }),
);

test.run();
