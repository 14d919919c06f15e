import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { debPathsOf, fetchBootPackages } from '../lab/debian-packages.ts';
import type { BootPackages } from '../lab/debian-packages.ts';
import { LabError } from '../lab/lab-error.ts';
import { makeOlderTree } from '../lab/older-tree.ts';
import { skipIf } from '../lab/skip.ts';
import { documentOf, exitsWith, liveSums, withCli } from './cli-lab.ts';

const test = suite('real packages');

const fetched = await fetchBootPackages().catch((error: unknown): string => {
  if (error instanceof LabError) return error.message.split('\n')[0] ?? error.code;
  throw error;
});
const onPackages = skipIf(test, typeof fetched === 'string' ? fetched : undefined);

onPackages(
  'real packages - published as .deb files they are on the ESP as sha256sum sees them in the packages',
  async () => {
    const packages = fetched as BootPackages;
    await withCli(
      async (site) => {
        await rm(site.esp, { recursive: true });
        const older = await makeOlderTree({ directory: site.esp, packages });
        await site.up(['--payload-dir', join(site.root, 'none')]);
        const publish = () =>
          site.bootswap([
            'publish',
            ...debPathsOf(packages.current),
            '--vendor',
            'debian',
            '--state-dir',
            site.state,
            '--wait',
            '--json',
          ]);
        const first = await publish();
        exitsWith(first, 0);
        const sums = await liveSums(site);
        for (const { name, sha256 } of packages.current.flatMap(({ files }) => files))
          assert.is(sums[`EFI/debian/${name}`], sha256, name);
        for (const path of older.foreign) assert.is(sums[path], older.files.get(path)?.sha256, path);
        const esp = await site.espPrint();
        const second = await publish();
        exitsWith(second, 0);
        assert.equal(
          [documentOf(second.stdout)['blobsStored'], documentOf(second.stdout)['conclusion']],
          [0, 'passed'],
        );
        assert.is(await site.espPrint(), esp);
        exitsWith(
          await site.bootswap(['audit', '--esp', site.esp, '--allow-any-fs', '--state-dir', site.state]),
          0,
        );
      },
      { esp: {} },
    );
  },
);

test.run();
