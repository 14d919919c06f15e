import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { payloadIdOf, planIdOf } from '../../../lib/wire/index.ts';
import type { BootProof, Plan } from '../../../lib/wire/index.ts';
import { seededRandom } from '../../lab/random.ts';
import { payloadManifest, plan } from '../../lab/wire/samples.ts';
import { sha256 } from '../../lab/file-digest.ts';

const test = suite('wire ids');
const A = 'aa'.repeat(32);
const B = 'bb'.repeat(32);

const smallPlan: Pick<Plan, 'host' | 'generation' | 'payloadId' | 'swaps' | 'proof'> = {
  host: 'h1',
  generation: 7n,
  payloadId: A,
  proof: null,
  swaps: [
    {
      scope: 'directory',
      target: 'EFI/é',
      why: '',
      targetExists: true,
      directories: ['EFI/é/fw'],
      files: [
        {
          path: 'a',
          action: 'write',
          beforeSha256: '',
          beforeSizeBytes: 0n,
          afterSha256: B,
          afterSizeBytes: 12n,
        },
      ],
    },
  ],
};

test('payload id - is the SHA-256 of the documented netstrings', () => {
  const files = [
    { path: 'EFI/é/b', sizeBytes: 2n, sha256: B },
    { path: 'EFI/BOOT/a', sizeBytes: 10n, sha256: A },
  ];
  const hashed = `19:bootswap.v1.payload,1:2,10:EFI/BOOT/a,2:10,64:${A},8:EFI/é/b,1:2,64:${B},`;
  assert.is(payloadIdOf(files), sha256(hashed));
});

test('payload id - does not depend on the order of the files', () => {
  const { files, payloadId } = payloadManifest(seededRandom(21));
  assert.is(payloadIdOf(files.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))), payloadId);
  assert.is(payloadIdOf(files.toReversed()), payloadId);
});

test('plan id - is the SHA-256 of the documented netstrings', () => {
  const swap = `9:directory,6:EFI/é,4:true,1:1,1:a,5:write,0:,1:0,64:${B},2:12,1:1,9:EFI/é/fw,`;
  assert.is(planIdOf(smallPlan), sha256(`16:bootswap.v1.plan,64:${A},1:1,${swap}2:h1,1:7,`));
});

test('plan id - times, reasons and what only describes do not count', () => {
  const value = plan(seededRandom(23));
  const later = {
    ...value,
    issuedAtMs: value.issuedAtMs + 5n,
    expiresAtMs: value.expiresAtMs + 5n,
    payloadEventId: 'another',
    swaps: value.swaps.map((swap) => ({ ...swap, why: 'another reason' })),
  };
  assert.is(planIdOf(later), value.planId);
});

/** Of this firmware; what else it says does not count. */
const proofFor = (firmwareSha256: string, why = ''): BootProof => ({
  firmwareSha256,
  states: [],
  rollback: { possible: false, until: '', why },
  measurements: { pcr4: '', pcr7: '', pcr4Changed: false, pcr7Changed: false, breaks: [] },
});

test('plan id - names the firmware that the proof holds for, and nothing else of the proof', () => {
  const proven = planIdOf({ ...smallPlan, proof: proofFor(A) });
  const swap = `9:directory,6:EFI/é,4:true,1:1,1:a,5:write,0:,1:0,64:${B},2:12,1:1,9:EFI/é/fw,`;
  assert.is(proven, sha256(`16:bootswap.v1.plan,64:${A},1:1,${swap}2:h1,1:7,64:${A},`));
  assert.is(planIdOf({ ...smallPlan, proof: proofFor(A, 'another reason') }), proven);
});

test('plan id - everything that the plan does counts', () => {
  const swap = smallPlan.swaps[0];
  const file = swap?.files[0];
  if (swap === undefined || file === undefined) throw new Error('the sample has no swap');
  const withFile = (change: Partial<typeof file>) => ({
    ...smallPlan,
    swaps: [{ ...swap, files: [{ ...file, ...change }] }],
  });
  const withSwap = (change: Partial<typeof swap>) => ({ ...smallPlan, swaps: [{ ...swap, ...change }] });
  const variants = [
    smallPlan,
    { ...smallPlan, proof: proofFor(A) },
    { ...smallPlan, proof: proofFor(B) },
    { ...smallPlan, host: 'h2' },
    { ...smallPlan, generation: 8n },
    { ...smallPlan, payloadId: B },
    { ...smallPlan, swaps: [] },
    withSwap({ scope: 'esp' }),
    withSwap({ target: 'EFI/e' }),
    withSwap({ targetExists: false }),
    withSwap({ directories: [] }),
    withSwap({ files: [] }),
    withFile({ path: 'b' }),
    withFile({ action: 'keep' }),
    withFile({ beforeSha256: A }),
    withFile({ beforeSizeBytes: 1n }),
    withFile({ afterSha256: A }),
    withFile({ afterSizeBytes: 1n }),
  ];
  assert.is(new Set(variants.map(planIdOf)).size, variants.length);
});

test.run();
