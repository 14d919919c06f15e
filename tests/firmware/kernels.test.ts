import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { kernelImages, offeredKernelPackages } from '../lab/signed-packages.ts';
import { skipIf, lacking } from '../lab/skip.ts';
import { assertOraclesAgree } from '../lab/boot/signature-oracles.ts';

const test = suite('signed kernels');
const which = process.env['BOOTSWAP_KERNELS'] === 'all' ? 'all' : 'current';
const packages = await offeredKernelPackages(which);
const withOracles = skipIf(
  test,
  lacking('pesign') ?? (packages.length === 0 ? 'apt knows no kernels; try apt-get update' : undefined),
);

/** One of each flavour, 70 MB to fetch; with BOOTSWAP_KERNELS=all every version on offer, some 2 GB. */
for (const wanted of packages) {
  const title = `${wanted.name} ${wanted.version}`;
  withOracles(`signed kernels - pesign, openssl and pkijs say what we say of ${title}`, async () => {
    const { images, missing } = await kernelImages(wanted);
    assert.equal(missing, [], 'apt can fetch it');
    const kernels = images.filter(({ file }) => file.startsWith('boot/vmlinuz-'));
    assert.is(kernels.length, 1);
    for (const { bytes } of kernels) assert.is(await assertOraclesAgree(bytes, title), 1);
  });
}

if (packages.length === 0)
  withOracles('signed kernels - pesign, openssl and pkijs say what we say of each', () => {});

test.run();
