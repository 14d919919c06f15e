import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { streams, subjects } from '../../lib/bus/index.ts';
import { decodeDecision } from '../../lib/wire/index.ts';
import { loadPinnedKeys, openPlan } from '../../lib/trust/index.ts';
import { allIn } from '../lab/bus-streams.ts';
import { LabError } from '../lab/lab-error.ts';
import { bootLoaderFiles } from '../lab/boot-loader-files.ts';
import { skipIf } from '../lab/skip.ts';
import { EFIVARS, fixturePath } from '../lab/boot/fixtures.ts';
import { debian, debianTree } from '../lab/boot/verdict-lab.ts';
import { writeTree } from '../lab/trees.ts';
import { GRUB } from '../lab/boot/debian-paths.ts';
import { documentOf, exitsWith, host, withCli } from './cli-lab.ts';
import type { CliSite } from './cli-lab.ts';

const test = suite('proof');

const problem = await bootLoaderFiles().then(
  () => undefined,
  (error: unknown): string => {
    if (error instanceof LabError) return error.message.split('\n')[0] ?? error.code;
    throw error;
  },
);
const onPackages = skipIf(test, problem);

const firmware = ['--efivars', fixturePath(EFIVARS)];

const placesOf = ({ esp, state }: CliSite): string[] => [
  '--esp',
  esp,
  '--allow-any-fs',
  '--state-dir',
  state,
];

/** `up`, with the captured variables of a host that has Secure Boot on, and proofs. */
const upOnFirmware = (site: CliSite) =>
  site.stay(['up', ...placesOf(site), ...firmware, '--payload-dir', join(site.root, 'none')], {
    ready: '"message":"up"',
  });

const publish = (site: CliSite, payload: string) =>
  site.bootswap(['publish', payload, '--state-dir', site.state, '--wait', '--timeout', '60', '--json']);

onPackages(
  'proof - Debian’s brick is refused for a host on the bus, with the remedy; the fixed one is proved, applied and audited',
  () =>
    withCli(
      async (site) => {
        await writeTree(site.esp, await debianTree());
        const brick = await writeTree(join(site.root, 'brick'), { [GRUB]: await debian('grub4') });
        const fixed = await writeTree(join(site.root, 'fixed'), {
          [GRUB]: await debian('grub'),
          'EFI/debian/fwupdx64.efi': await debian('fwupd'),
        });
        await upOnFirmware(site);
        const before = await site.espPrint();
        exitsWith(await publish(site, brick), 1);
        assert.is(await site.espPrint(), before);
        const wire = await site.bus();
        const [decision] = (await allIn(wire, streams.decisions))
          .map(({ data }) => decodeDecision(data))
          .filter(({ refused }) => refused > 0);
        const [refusal] = decision?.refusals ?? [];
        assert.equal([refusal?.host, refusal?.code], [host, 'WOULD_NOT_BOOT']);
        assert.match(
          refusal?.detail ?? '',
          'also publish grub with SBAT generation >= 5 as EFI/debian/grubx64.efi',
        );
        const status = await site.bootswap(['status', '--state-dir', site.state]);
        assert.match(status.stdout, /^refused +WOULD_NOT_BOOT: .*Remedy: also publish grub/m);

        exitsWith(await publish(site, fixed), 0);
        const keys = await loadPinnedKeys(join(site.state, 'keys', 'planner.pub'));
        const stored = await wire.last(streams.plans, subjects.plan(host));
        const { proof } = openPlan(stored?.data ?? new Uint8Array(0), keys).plan;
        assert.equal(
          proof?.states.map(({ exchanges, verdict }) => [exchanges, verdict]),
          [[1, 'boots']],
        );
        assert.equal(proof?.rollback, { possible: true, until: '', why: '' });
        const audit = await site.bootswap(['audit', ...placesOf(site), ...firmware]);
        exitsWith(audit, 0);
        assert.match(audit.stdout, /^pass +boots/m);
      },
      { esp: {} },
    ),
);

onPackages('proof - apply and plan say the same of the same payload, and plan writes nothing', () =>
  withCli(
    async (site) => {
      await writeTree(site.esp, await debianTree());
      const brick = await writeTree(join(site.root, 'brick'), { [GRUB]: await debian('grub4') });
      const before = await site.espPrint();
      const state = join(site.root, 'no-state');
      const plan = (...args: string[]) =>
        site.bootswap(['plan', '--json', '--esp', site.esp, '--state-dir', state, ...args]);
      const refused = await plan('--payload', brick, ...firmware);
      exitsWith(refused, 1);
      const { outcome, code, detail } = documentOf(refused.stdout);
      assert.equal([outcome, code], ['refused', 'WOULD_NOT_BOOT']);
      const applied = await site.bootswap([
        'apply',
        '--json',
        ...placesOf(site),
        ...firmware,
        '--payload',
        brick,
      ]);
      exitsWith(applied, 1);
      assert.equal(
        [documentOf(applied.stdout)['code'], documentOf(applied.stdout)['detail']],
        [code, detail],
      );
      exitsWith(await plan('--payload', brick), 2);
      exitsWith(await plan('--payload', site.esp, ...firmware), 0);
      const shown = await plan('--payload', brick, '--unproven');
      exitsWith(shown, 0);
      assert.equal(
        [documentOf(shown.stdout)['outcome'], documentOf(shown.stdout)['proof']],
        ['planned', null],
      );
      assert.is(await site.espPrint(), before);
      assert.not(existsSync(state));
    },
    { esp: {} },
  ),
);

test.run();
