import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isStageName } from '../../lib/esp/index.ts';
import type { BootPackage } from '../lab/debian-packages.ts';
import type { GuestResult } from '../lab/guest/options.ts';
import { fsckImage, listImage, listImageDirectories } from '../lab/image-oracle.ts';
import type { OlderTree } from '../lab/older-tree.ts';
import { arm64Packages, copyPackages, withArm64, writeVariables } from './arm64-lab.ts';
import type { Arm64Site } from './arm64-lab.ts';

const arm64 = suite('arm64');
const ESP = '/run/esp';
/** 128 + SIGKILL. */
const KILLED = 137;

type Digests = Readonly<Record<string, string>>;

const exitsWith = ({ exitCode, output, kernelLog }: GuestResult, expected: number): void =>
  assert.is(exitCode, expected, `${output}\n${kernelLog.slice(-2000)}`);

const beforeOf = ({ files }: OlderTree): Digests =>
  Object.fromEntries([...files].map(([path, { sha256 }]) => [path, sha256]));

/** Where Debian's grub-install and shim put the files of the packages: written down here, not asked of our code. */
const placesOf = (name: string): string[] => {
  if (name === 'shimaa64.efi') return ['EFI/debian/shimaa64.efi', 'EFI/BOOT/BOOTAA64.EFI'];
  if (name === 'mmaa64.efi' || name === 'fbaa64.efi') return [`EFI/debian/${name}`, `EFI/BOOT/${name}`];
  return [`EFI/debian/${name}`];
};

/** What no package brings stays. */
const afterOf = (older: OlderTree, packages: readonly BootPackage[]): Digests => ({
  ...beforeOf(older),
  ...Object.fromEntries(
    packages.flatMap(({ files }) =>
      files.flatMap(({ name, sha256 }) => placesOf(name).map((path) => [path, sha256])),
    ),
  ),
});

const isStaged = (path: string): boolean => path.split('/').some(isStageName);

/** The image by mtools; nothing of ours reads it. */
const liveOn = async ({ image }: Arm64Site): Promise<Digests> =>
  Object.fromEntries(
    [...(await listImage(image))]
      .filter(([path]) => !isStaged(path))
      .map(([path, { sha256 }]) => [path, sha256]),
  );

const below = (digests: Digests, directory: string): Digests =>
  Object.fromEntries(
    Object.entries(digests)
      .filter(([path]) => path.startsWith(`${directory}/`))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

const TARGETS = ['EFI/BOOT', 'EFI/debian'];

/** For each directory that the update changes: whether all of it is as before, or as after. */
const sidesOf = (live: Digests, { before, after }: { before: Digests; after: Digests }): string[] =>
  TARGETS.map((directory) => {
    const found = JSON.stringify(below(live, directory));
    if (found === JSON.stringify(below(before, directory))) return 'old';
    return found === JSON.stringify(below(after, directory)) ? 'new' : `a mixture: ${found}`;
  });

const assertClean = async ({ image }: Arm64Site): Promise<void> => {
  const { isClean, output } = await fsckImage(image);
  assert.ok(isClean, output);
  const paths = [...(await listImage(image)).keys(), ...(await listImageDirectories(image))];
  assert.equal(
    paths.filter((path) => isStaged(path) || /FSCK\d+\.REC$/i.test(path)),
    [],
  );
};

type Update = {
  site: Arm64Site;
  before: Digests;
  after: Digests;
  apply: (failPoint?: string) => Promise<GuestResult>;
  recover: () => Promise<GuestResult>;
};

/** Today's packages for a machine that is behind; its firmware has Secure Boot on, and each plan is proven by it. */
const withUpdate = (use: (update: Update) => Promise<void>): Promise<void> =>
  withArm64(async (site, older) => {
    const where = ['--esp', ESP, '--state-dir', join(site.directory, 'state')];
    const payload = (await copyPackages(site)).flatMap((deb) => ['--payload', deb]);
    const what = ['--efivars', await writeVariables(site), ...payload, '--retain', 'none'];
    await use({
      site,
      before: beforeOf(older),
      after: afterOf(older, (await arm64Packages()).current),
      apply: (failPoint = '') =>
        site.bootswap(['apply', ...where, ...what], { BOOTSWAP_FAILPOINT: failPoint }),
      recover: () => site.bootswap(['recover', ...where]),
    });
  });

arm64(
  'arm64 - killed while staging it is recovered to the old files, and the next apply brings the new',
  () =>
    withUpdate(async ({ site, before, after, apply, recover }) => {
      exitsWith(await apply('build-stage@2:kill'), KILLED);
      assert.equal(await liveOn(site), before);
      exitsWith(await recover(), 0);
      assert.equal(await liveOn(site), before);
      await assertClean(site);
      const applied = await apply();
      exitsWith(applied, 0);
      assert.match(applied.output, /^ +proven +after 2 of 2: Boot0004 ok, removable ok$/m);
      assert.match(applied.output, /^audited .*pass.* boots pass/m);
      assert.match(applied.output, /^exchanged$/m);
      assert.equal(await liveOn(site), after);
      await assertClean(site);
    }),
);

arm64(
  'arm64 - killed between two exchanges it is recovered to one side, and the next apply ends on the new',
  () =>
    withUpdate(async ({ site, before, after, apply, recover }) => {
      exitsWith(await apply('exchange@2:kill'), KILLED);
      assert.equal(sidesOf(await liveOn(site), { before, after }).toSorted(), ['new', 'old']);
      exitsWith(await recover(), 0);
      const [side, ...others] = new Set(sidesOf(await liveOn(site), { before, after }));
      assert.ok((side === 'old' || side === 'new') && others.length === 0, side);
      exitsWith(await apply(), 0);
      assert.equal(await liveOn(site), after);
      await assertClean(site);
    }),
);

arm64.run();
