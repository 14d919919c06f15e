import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withArm64 } from './arm64-lab.ts';

const calls = suite('arm64 system calls');

calls(
  'arm64 system calls - each is the right one, with its structures and flags as this kernel has them',
  () =>
    withArm64(async (site) => {
      const { exitCode, output } = await site.program('tests/arm64/system-calls-guest.ts');
      assert.is(exitCode, 0, output);
      assert.equal(JSON.parse(output), {
        arch: 'arm64',
        // By glibc's function, and by its number in the kernel's table.
        rename: { byFunction: ['was-stage'], rc: 0, byNumber: ['was-live'], missing: 'ENOENT' },
        lock: { held: 'EAGAIN', freed: 'nothing was refused' },
        names: ['EFI 0', 'live 1', 'stage 1', 'note 1'],
        raw: { whileMounted: 'EBUSY', isDirect: true, signature: '55aa', again: 'written before' },
        nowReadOnly: 'EROFS',
      });
    }),
);

calls.run();
