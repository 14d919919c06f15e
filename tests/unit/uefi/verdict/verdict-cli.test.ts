import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../../cli/main.ts';
import type { Verdict } from '../../../../lib/uefi/verdict/verdict.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { EFIVARS, fixturePath } from '../../../lab/boot/fixtures.ts';
import { CFG, debian, debianTree } from '../../../lab/boot/verdict-lab.ts';
import { writeTree } from '../../../lab/trees.ts';
import { GRUB } from '../../../lab/boot/debian-paths.ts';

const test = suite('verdict and inspect, as commands');

type Ran = { status: number; stdout: string; stderr: string };

const bootswap = async (...args: string[]): Promise<Ran> => {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string): void => {
      written[name] += text;
    },
  });
  const status = await main(args, {
    env: { PATH: process.env['PATH'] },
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    signal: new AbortController().signal,
  });
  return { status, ...written };
};

const EFIVARS_PATH = fixturePath(EFIVARS);

test('verdict command - exits 0, 1 and 2 for boots, refuses and unknown', () =>
  withScratch(async (directory) => {
    const esp = await writeTree(join(directory, 'esp'), await debianTree());
    const payload = await writeTree(join(directory, 'payload'), { [GRUB]: await debian('grub4') });
    const efivars = ['--efivars', EFIVARS_PATH];
    const boots = await bootswap('verdict', '--esp', esp, ...efivars);
    assert.is(boots.status, 0, boots.stdout);
    assert.match(boots.stdout, 'boots (ok)');
    const refuses = await bootswap('verdict', '--esp', esp, '--payload', payload, ...efivars, '--json');
    assert.is(refuses.status, 1, refuses.stdout);
    const result = JSON.parse(refuses.stdout) as Verdict;
    assert.is(result.class, 'hang');
    assert.equal(result.rollback, { possible: true });
    const unknown = await bootswap('verdict', '--esp', esp);
    assert.is(unknown.status, 2, unknown.stdout);
    assert.match(unknown.stdout, 'FIRMWARE_UNKNOWN');
  }));

test('verdict command - wrong usage exits 2 with nothing on stdout', async () => {
  const ran = await bootswap('verdict', '--alone');
  assert.is(ran.status, 2);
  assert.is(ran.stdout, '');
  assert.match(ran.stderr, 'nothing to judge');
});

test('verdict command - a partition that cannot be one is wrong usage, not another answer', () =>
  withScratch(async (directory) => {
    const esp = await writeTree(join(directory, 'esp'), await debianTree());
    const on = (command: string, uuid: string): Promise<Ran> =>
      bootswap(command, '--esp', esp, '--payload', esp, '--efivars', EFIVARS_PATH, '--partuuid', uuid);
    for (const command of ['verdict', 'plan']) {
      const ran = await on(command, '/dev/sda1');
      assert.is(ran.status, 2, ran.stdout);
      assert.match(ran.stderr, 'lsblk -o PARTUUID');
    }
    assert.is((await on('verdict', 'ABCDEF01-02')).status, 1, 'of an MBR; no entry is on it');
  }));

test('verdict command - a log or a header that cannot be parsed is named', () =>
  withScratch(async (directory) => {
    const esp = await writeTree(join(directory, 'esp'), { ...(await debianTree()), 'odd.txt': CFG });
    const odd = join(esp, 'odd.txt');
    for (const option of ['--event-log', '--luks-header']) {
      const ran = await bootswap('verdict', '--esp', esp, '--efivars', EFIVARS_PATH, option, odd);
      assert.is(ran.status, 1, ran.stdout);
      assert.match(ran.stderr, `cannot read ${odd}: `);
    }
    const planned = await bootswap('plan', '--payload', esp, '--esp', esp, '--event-log', odd);
    assert.is(planned.status, 1, planned.stdout);
    assert.match(planned.stderr, `cannot read ${odd}: `);
  }));

test('verdict command - a payload covers files whose names differ in case only', () =>
  withScratch(async (directory) => {
    const esp = await writeTree(join(directory, 'esp'), await debianTree({ [GRUB]: await debian('grub4') }));
    const payload = await writeTree(join(directory, 'payload'), {
      'EFI/DEBIAN/GRUBX64.EFI': await debian('grub'),
    });
    const ran = await bootswap('verdict', '--esp', esp, '--payload', payload, '--efivars', EFIVARS_PATH);
    assert.is(ran.status, 0, ran.stdout);
  }));

test('inspect command - shows signers and levels, and exits 1 for what is no image', () =>
  withScratch(async (directory) => {
    const root = await writeTree(directory, { 'a/shim.efi': await debian('shim'), 'a/notes.txt': CFG });
    const shown = await bootswap('inspect', join(root, 'a'), '--json');
    assert.is(shown.status, 0, shown.stderr);
    const { files } = JSON.parse(shown.stdout) as {
      files: { path: string; shimVersion: string; sha256: string }[];
    };
    assert.is(files.length, 1, 'what does not begin like an image is left out');
    assert.match(files[0]?.sha256 ?? '', /^[0-9a-f]{64}$/);
    assert.is(files[0]?.path, join(root, 'a', 'shim.efi'));
    const text = await bootswap('inspect', join(root, 'a', 'notes.txt'));
    assert.is(text.status, 1);
    assert.match(text.stdout, 'not readable');
    assert.is((await bootswap('inspect', join(root, 'gone'))).status, 5);
    const device = await bootswap('inspect', '/dev/null');
    assert.is(device.status, 1);
    assert.match(device.stderr, '/dev/null is neither a regular file nor a directory');
  }));

test.run();
