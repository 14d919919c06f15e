import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { skipIf } from '../lab/skip.ts';
import { documentOf, exitsWith, mounting, reasonWithoutMounts, withCli } from './cli-lab.ts';
import type { CliSite, RunOptions } from './cli-lab.ts';

const test = suite('bad esp');
const mounted = skipIf(test, await reasonWithoutMounts());

const apply = (site: CliSite, more: string[] = [], options: RunOptions = {}) =>
  site.bootswap(
    [
      'apply',
      '--json',
      '--unproven',
      '--esp',
      site.esp,
      '--state-dir',
      site.state,
      '--payload',
      site.payload,
      ...more,
    ],
    options,
  );

const run = 'mount -t tmpfs none /run';

test('bad esp - a plain directory is refused unless any file system is allowed', async () => {
  await withCli(async (site) => {
    const before = await site.espPrint();
    const refused = await apply(site);
    exitsWith(refused, 1);
    const { outcome, code, detail } = documentOf(refused.stdout) as Record<string, string>;
    assert.equal([outcome, code], ['refused', 'NOT_VFAT']);
    assert.match(detail ?? '', /vfat/);
    assert.is(await site.espPrint(), before);
    const audit = await site.bootswap(['audit', '--esp', site.esp, '--state-dir', site.state]);
    exitsWith(audit, 3);
    assert.match(audit.stdout, /^fail +esp-mounted .*is not a mount point/m);
    exitsWith(await apply(site, ['--allow-any-fs']), 0);
  });
});

mounted('bad esp - a read-only one is refused with 1 and says so', async () => {
  await withCli(async (site) => {
    const before = await site.espPrint();
    const under = mounting(
      `${run}; mount --bind ${site.esp} ${site.esp}; mount -o remount,bind,ro ${site.esp}`,
    );
    const refused = await apply(site, ['--allow-any-fs'], { under });
    exitsWith(refused, 1);
    const { code, detail } = documentOf(refused.stdout) as Record<string, string>;
    assert.is(code, 'ESP_READ_ONLY');
    assert.match(detail ?? '', /read-only/);
    assert.is(await site.espPrint(), before);
  });
});

mounted(
  'bad esp - a full one is refused with 1, names the bytes that are missing, and is as it was',
  async () => {
    await withCli(
      async (site) => {
        const copy = `${site.root}/copy`;
        const fill = [
          run,
          `cp -a ${site.esp} ${copy}`,
          `mount -t tmpfs -o size=48k none ${site.esp}`,
          `cp -a ${copy}/. ${site.esp}/`,
          // What the ESP holds afterwards is shown by find and sha256sum in the same mount.
          `show() { (cd ${site.esp} && find . -type f -exec sha256sum {} + | sort && find . | sort); }`,
          `show > ${site.root}/before`,
          `code=0; "$@" || code=$?`,
          `show > ${site.root}/after`,
          `cmp ${site.root}/before ${site.root}/after || exit 99`,
          `exit $code`,
        ].join('\n');
        const refused = await apply(site, ['--allow-any-fs', '--min-free', '0'], { under: mounting(fill) });
        exitsWith(refused, 1);
        const { code, detail } = documentOf(refused.stdout) as Record<string, string>;
        assert.is(code, 'NO_SPACE');
        assert.match(detail ?? '', /lacks [\d.]+ [KM]iB/);
      },
      { payload: { 'EFI/debian/shimx64.efi': 'shim'.repeat(20_000) } },
    );
  },
);

mounted('bad esp - one that fills up while staging is 1, and is as it was', async () => {
  await withCli(async (site) => {
    const before = await site.espPrint();
    const failed = await apply(site, ['--allow-any-fs'], {
      env: { BOOTSWAP_FAILPOINT: 'verify-stage:enospc' },
    });
    exitsWith(failed, 1);
    assert.is(documentOf(failed.stdout)['code'], 'NO_SPACE');
    assert.is(await site.espPrint(), before);
  });
});

test.run();
