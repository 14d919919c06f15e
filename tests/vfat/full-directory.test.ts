/** Directories without a free entry: the command line, planner and applier in it, on a real vfat. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { makeEspImage, putTree } from '../lab/esp-image.ts';
import { fsckImage } from '../lab/image-oracle.ts';
import { runInGuest, whyNoGuest } from '../lab/guest/chosen.ts';
import { builtBootswap } from '../lab/programs.ts';
import { skipIf } from '../lab/skip.ts';
import { withScratch } from '../lab/scratch.ts';
import { writeTree } from '../lab/trees.ts';

const suiteOf = suite('vfat full directory');
const test = skipIf(suiteOf, whyNoGuest());

const ESP = '/run/esp';
const STATE = '/run/state';
/** More than a guest under load needs. */
const TIMEOUT_MS = 300_000;

type Tree = Readonly<Record<string, string>>;

const tree: Tree = {
  'EFI/BOOT/BOOTX64.EFI': 'first shim',
  'EFI/DEBIAN/SHIM.EFI': 'first shim',
  'EFI/DEBIAN/GRUB.EFI': 'grub',
};

/**
 * A directory that has just grown by a cluster of one sector has 15 free slots of 16. In Perl, because each process that
 * starts in a guest costs more than all of it.
 */
const FILL = `fill() { perl -e '
  my ($path, $n) = ($ARGV[0], 0);
  sub one { 1 while -e "$path/P" . ++$n; open my $file, ">", "$path/P$n" or die "P$n: $!" }
  my $before = -s $path;
  one() while -s $path == $before;
  one() for 2 .. 16;
' "$1"; }`;

const bootswap = await builtBootswap();
const apply = (payload: string): string =>
  `${process.execPath} ${bootswap} apply --esp ${ESP} --state-dir ${STATE} --unproven ` +
  `--payload ${payload} --retain none --min-free 0`;

/** Each payload changes one file; before each one more directory is filled. What \`apply\` says, and whether any grew. */
const scriptFor = (share: string, full: readonly string[]): string => {
  const rounds = full.map((directories, at) =>
    [
      ...directories.split(' ').map((directory) => `fill ${ESP}/${directory}`),
      'sizes > /run/before',
      `${apply(join(share, String(at)))}; echo "exit $?"`,
      'sizes | diff /run/before - > /dev/null && echo same || echo grown',
    ].join('\n'),
  );
  const sizes = `sizes() { stat -c '%n %s' ${ESP} ${ESP}/EFI ${ESP}/EFI/DEBIAN; }`;
  return [`exec > ${share}/said 2>&1`, FILL, sizes, ...rounds].join('\n');
};

test('full directory - a wider scope is taken, then none, and no live directory grows', () =>
  withScratch(async (share) => {
    const image = join(share, 'esp.img');
    await writeTree(join(share, 'tree'), tree);
    await makeEspImage({ path: image, sizeMiB: 40, fat: 32, sectorsPerCluster: 1 });
    await putTree(image, { directory: join(share, 'tree') });
    for (const at of [0, 1, 2])
      await writeTree(join(share, String(at)), { ...tree, 'EFI/DEBIAN/SHIM.EFI': `shim ${at}` });
    // EFI is made anew by the second update, so that the third finds all three of them full again.
    const full = ['EFI/DEBIAN', 'EFI', '. EFI EFI/DEBIAN'];
    const guest = await runInGuest({
      command: ['/bin/sh', '-c', scriptFor(share, full)],
      image,
      shares: [{ path: share, isWritable: true }],
      timeoutMs: TIMEOUT_MS,
    });
    const said = await readFile(join(share, 'said'), 'utf8');
    assert.is(guest.exitCode, 0, guest.output);
    const rounds = said.split(/^(?:same|grown)$/m);
    const ends = said.match(/^(?:exit \d+|same|grown)$/gm);
    assert.equal(ends, ['exit 0', 'same', 'exit 0', 'same', 'exit 1', 'same'], said);
    assert.match(rounds[0] ?? '', /^exchanged .* EFI\/DEBIAN;/m);
    assert.match(rounds[1] ?? '', /^exchanged .* EFI;/m);
    assert.match(rounds[2] ?? '', /DIRECTORY_FULL/);
    assert.ok((await fsckImage(image)).isClean);
  }));

suiteOf.run();
