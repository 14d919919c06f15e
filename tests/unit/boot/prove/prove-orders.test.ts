import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { prove } from '../../../../lib/boot/prove/prove.ts';
import { SHIM } from '../../../lab/boot/debian-paths.ts';
import {
  bootFilesOf,
  candidateOf,
  hostOf,
  olderFirmware,
  olderTree,
  proofFor,
  proved,
  refusedAs,
  targetsOf,
} from '../../../lab/boot/prove-lab.ts';
import { CFG, debian, debianTree, LEVEL_2024 } from '../../../lab/boot/verdict-lab.ts';

const test = suite('boot proof of orders');

test('prove - where the new tree itself does not boot no other order or scope is tried', async () => {
  const before = { ...(await olderTree()), 'EFI/a/a.txt': CFG };
  const after = { ...before, [SHIM]: await debian('shim'), 'EFI/a/a.txt': new Uint8Array([1]) };
  const candidates = [
    candidateOf([SHIM, 'EFI/a'], before, after),
    candidateOf(['EFI/a', SHIM], before, after),
    candidateOf(['EFI'], before, after),
  ];
  let asked = 0;
  function* counted() {
    for (const candidate of candidates) {
      asked += 1;
      yield candidate;
    }
  }
  const host = hostOf(before, await olderFirmware());
  const result = prove(host, counted(), { bootFileOf: bootFilesOf(after) });
  assert.match(refusedAs(result, 'WOULD_NOT_BOOT').detail, /^EFI\/debian\/shimx64.efi and EFI\/a new: /);
  assert.is(asked, 1);
});

test('prove - each state is judged once, however many orders it is part of', async () => {
  const before = { ...(await olderTree()), 'EFI/a/a.txt': CFG, 'EFI/b/b.txt': CFG };
  const after = {
    ...(await debianTree()),
    'EFI/a/a.txt': new Uint8Array([1]),
    'EFI/b/b.txt': new Uint8Array([1]),
  };
  const orders = [
    ['EFI/debian', 'EFI/a', 'EFI/b'],
    ['EFI/debian', 'EFI/b', 'EFI/a'],
    ['EFI/a', 'EFI/debian', 'EFI/b'],
    ['EFI/a', 'EFI/b', 'EFI/debian'],
  ];
  let verdicts = 0;
  const firmware = await olderFirmware({ SbatLevelRT: LEVEL_2024 });
  const result = proofFor({ before, after, firmware, orders }, { onVerdict: () => (verdicts += 1) });
  assert.equal(targetsOf(proved(result)), orders[3]);
  // Eight sets of exchanges, each now and at most at two levels that may be left.
  assert.ok(verdicts <= 24, `${verdicts}`);
});

test.run();
