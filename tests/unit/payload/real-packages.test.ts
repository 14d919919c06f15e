import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { messageOf } from '../../../lib/errors.ts';
import { debPathsOf, fetchBootPackages } from '../../lab/debian-packages.ts';
import type { BootPackages } from '../../lab/debian-packages.ts';
import { findTool } from '../../lab/tools.ts';
import { skipIf } from '../../lab/skip.ts';
import { refusal, withPayload } from './read.ts';

const uvuSuite = suite('payload real packages');

const fetched: BootPackages | string = findTool('dpkg-deb')
  ? await fetchBootPackages().catch((error: unknown) => messageOf(error).replaceAll('\n', ' '))
  : 'dpkg-deb is not installed';
const packages = typeof fetched === 'string' ? null : fetched;
const test = skipIf(uvuSuite, typeof fetched === 'string' ? fetched : undefined);

test('real packages - every signed boot file of the distribution is placed, byte for byte', () =>
  withPayload(debPathsOf(packages?.current ?? []), (payload) => {
    const found = new Map(payload.files.map(({ path, sha256 }) => [path, sha256]));
    const vendor = found.has('EFI/debian/shimx64.efi') ? 'debian' : 'ubuntu';
    for (const name of ['shimx64.efi', 'grubx64.efi', 'mmx64.efi', 'fwupdx64.efi']) {
      const file = packages?.current.flatMap(({ files }) => files).find((each) => each.name === name);
      assert.is(found.get(`EFI/${vendor}/${name}`), file?.sha256, name);
    }
    assert.is(found.get('EFI/BOOT/BOOTX64.EFI'), found.get(`EFI/${vendor}/shimx64.efi`));
    assert.is(found.get('EFI/BOOT/fbx64.efi'), found.get(`EFI/${vendor}/fbx64.efi`));
    assert.equal(
      payload.sources,
      packages?.current.map(({ name, version }) => ({ name, version })),
    );
  }));

const older = packages?.older[0];
const testOlder = skipIf(uvuSuite, older === undefined ? 'apt offers no older version' : undefined);

testOlder('real packages - two versions of one package are refused', async () => {
  const newer = packages?.current.find(({ name }) => name === older?.name);
  await refusal([older?.debPath ?? '', newer?.debPath ?? ''], 'CONTENT_CONFLICT');
});

uvuSuite.run();
