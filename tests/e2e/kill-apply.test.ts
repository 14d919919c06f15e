import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { repoRoot } from '../lab/tools.ts';
import { writeTree } from '../lab/trees.ts';
import { exitsWith, fingerprint, liveSums, newPayload, oldEsp, sha256sums, withCli } from './cli-lab.ts';
import type { CliSite, Files } from './cli-lab.ts';

const test = suite('kill-apply');

/** The first update brings everything; the second rewrites, adds and deletes, in the directories and below EFI/ itself. */
const first: Files = {
  ...newPayload,
  'EFI/tool.efi': 'tool',
  'EFI/gone.efi': 'gone',
  'EFI/debian/gone.efi': 'gone',
};
const second: Files = {
  'EFI/debian/shimx64.efi': 'newest shim',
  'EFI/debian/grubx64.efi': 'newest grub',
  'EFI/debian/fbx64.efi': 'fallback',
  'EFI/debian/BOOTX64.CSV': 'shimx64.efi,debian',
  'EFI/BOOT/BOOTX64.EFI': 'newest shim',
  'EFI/tool.efi': 'newest tool',
  'EFI/new/boot.efi': 'a directory that is not there yet',
};
const { 'EFI/debian/mine.cfg': mine = '', 'EFI/Microsoft/Boot/bootmgfw.efi': windows = '' } = oldEsp;
const kept: Files = { 'EFI/debian/mine.cfg': mine, 'EFI/Microsoft/Boot/bootmgfw.efi': windows };
const targets = ['EFI/debian/', 'EFI/BOOT/', 'EFI/new/', 'EFI/tool.efi', 'EFI/gone.efi'];

/** Every kind of step that there is in the source: a new one is killed at, too. */
const stepKinds = async (): Promise<string[]> => {
  const source = await readFile(join(repoRoot(), 'services/applier/swap/steps.ts'), 'utf8');
  const type = source.slice(source.indexOf('export type Step ='), source.indexOf('export type StepKind'));
  return [...new Set([...type.matchAll(/kind: '([a-z-]+)'/g)].map((match) => match[1] ?? ''))];
};

const host = ({ esp, state }: CliSite): string[] => ['--esp', esp, '--allow-any-fs', '--state-dir', state];
const lineOf = (site: CliSite): string[] => ['apply', ...host(site), '--unproven', '--payload', site.payload];
const apply = (site: CliSite, failPoint = '') =>
  site.bootswap(lineOf(site), { env: { BOOTSWAP_FAILPOINT: failPoint } });

const below = (sums: Record<string, string>, target: string): string =>
  JSON.stringify(Object.entries(sums).filter(([path]) => `${path}/`.startsWith(target)));

type Sides = { old: Record<string, string>; new: Record<string, string> };

const sidesIn = async (site: CliSite): Promise<Sides> => {
  const [oldRoot, newRoot] = [join(site.root, 'old'), join(site.root, 'new')];
  await writeTree(oldRoot, { ...kept, ...first });
  await writeTree(newRoot, { ...kept, ...second });
  return { old: await sha256sums(oldRoot), new: await sha256sums(newRoot) };
};

const assertNoHalves = (live: Record<string, string>, sides: Sides): void => {
  for (const target of targets) {
    const found = below(live, target);
    assert.ok([below(sides.old, target), below(sides.new, target)].includes(found), `${target}: ${found}`);
  }
};

test('kill apply - killed at every kind of step there is, then recovered: all old or all new, and it can go on', async () => {
  await withCli(
    async (site) => {
      exitsWith(await apply(site), 0);
      const sides = await sidesIn(site);
      await cp(site.esp, join(site.root, 'saved/esp'), { recursive: true });
      await cp(site.state, join(site.root, 'saved/state'), { recursive: true });
      await rm(site.payload, { recursive: true });
      await writeTree(site.payload, second);
      const kinds = await stepKinds();
      assert.ok(kinds.length > 15, kinds.join());
      for (const kind of kinds) {
        const killed = await apply(site, `${kind}:kill`);
        assert.is(killed.signal, 'SIGKILL', `${kind} is not reached: ${killed.stdout}`);
        const live = await liveSums(site);
        assertNoHalves(live, sides);
        exitsWith(await site.resident(['recover', ...host(site)]), 0);
        const recovered = JSON.stringify(await liveSums(site));
        assert.ok(
          [JSON.stringify(sides.old), JSON.stringify(sides.new)].includes(recovered),
          `${kind}: ${recovered}`,
        );
        if (recovered === JSON.stringify(sides.old)) exitsWith(await site.resident(lineOf(site)), 0);
        assert.equal(await liveSums(site), sides.new, kind);
        for (const part of ['esp', 'state']) {
          await rm(join(site.root, part), { recursive: true });
          await cp(join(site.root, 'saved', part), join(site.root, part), { recursive: true });
        }
      }
    },
    { payload: first },
  );
});

test('kill apply - without its state directory, too: the digests on the ESP are left as they are, and nothing is lost', async () => {
  await withCli(async (site) => {
    const killed = await apply(site, 'exchange@2:kill');
    assert.is(killed.signal, 'SIGKILL');
    await rm(site.state, { recursive: true });
    const before = await fingerprint(site.esp);
    const recovered = await site.bootswap(['recover', ...host(site)]);
    exitsWith(recovered, 6);
    assert.match(recovered.stdout, /^leave +EFI\//m);
    assert.is(await fingerprint(site.esp), before);
    await writeFile(join(site.payload, 'EFI/debian/grubx64.efi'), 'another');
    const applied = await apply(site);
    assert.ok(
      applied.code === 1 || applied.code === 3,
      `${applied.code} ${applied.stdout} ${applied.stderr}`,
    );
  });
});

test.run();
