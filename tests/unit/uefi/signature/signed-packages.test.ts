import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findTrustPath } from '../../../../lib/uefi/signature/chain.ts';
import { inspect } from '../../../../lib/uefi/image/inspect.ts';
import { readKernel } from '../../../lab/kernel-image.ts';
import { offeredBootImages } from '../../../lab/signed-packages.ts';
import type { PackagedImage } from '../../../lab/signed-packages.ts';
import { skipIf, lacking } from '../../../lab/skip.ts';
import { assertOraclesAgree, opensslIsIssued } from '../../../lab/boot/signature-oracles.ts';

const test = suite('signed packages');
const { images, missing } = await offeredBootImages();
const withOracles = skipIf(test, lacking('pesign') ?? lacking('openssl'));
const withAll = skipIf(
  test,
  missing.length === 0 ? undefined : `apt cannot fetch ${missing.join(', ')}; try apt-get update`,
);

const named = ({ package: name, version, file }: PackagedImage): string => `${name} ${version}: ${file}`;

for (const name of new Set(images.map((image) => `${image.package} ${image.version}`))) {
  withOracles(`signed packages - pesign, openssl and pkijs say what we say of ${name}`, async () => {
    const own = images.filter((image) => `${image.package} ${image.version}` === name);
    for (const image of own) {
      const signatures = await assertOraclesAgree(image.bytes, named(image));
      assert.is(signatures > 0, image.file.includes('.signed'), named(image));
    }
  });
}

// One kernel here; one of each flavour in `npm run test:firmware` (70 MB each), with BOOTSWAP_KERNELS=all every one.
withOracles('signed packages - pesign, openssl and pkijs say what we say of a kernel', async () => {
  assert.is(await assertOraclesAgree(await readKernel(), 'vmlinuz'), 1);
});

withOracles(
  'signed packages - what the distribution signed leads to the certificate in its own shim',
  async () => {
    const shims = images.filter(({ file }) => /\/shimx64\.efi/.test(file)).map(({ bytes }) => inspect(bytes));
    const anchors = shims.flatMap(({ vendorTrust }) => vendorTrust?.authorized.certificates ?? []);
    const others = images.filter(
      ({ package: name, file }) => name !== 'shim-signed' && file.includes('.signed'),
    );
    for (const image of others) {
      const [signature] = inspect(image.bytes).signatures;
      const { signer, embedded = [] } = signature ?? {};
      const path = signer ? findTrustPath({ signer, embedded }, anchors) : null;
      const [leaf, anchor] = path ?? [];
      assert.ok(leaf && anchor && (await opensslIsIssued(leaf, anchor)), named(image));
    }
    assert.ok(shims.length > 0 && others.length > 0);
  },
);

withAll('signed packages - apt could fetch every package that it offers', () => {
  assert.ok(images.length >= 8, `${images.length} images`);
});

test.run();
