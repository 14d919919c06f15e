import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { firmwareFrom } from '../../../../lib/uefi/firmware/firmware.ts';
import type { BootProof } from '../../../../lib/wire/types.ts';
import { judgeProof } from '../../../../services/applier/admit/judge-proof.ts';
import { sha256 } from '../../../lab/file-digest.ts';
import { firstPlan } from '../../../lab/applier/plans.ts';
import { variablesWith } from '../../../lab/boot/verdict-lab.ts';
import { proofOf } from '../real-trees.ts';

const test = suite('judge-proof');

const mine = sha256('my firmware');
const own = { sha256: mine, firmware: firmwareFrom(variablesWith()) };
const proof = proofOf(firstPlan.swaps.length, mine);
const judged = (of: BootProof | null, context: { isUnproven?: boolean; isBlind?: boolean } = {}) =>
  judgeProof(
    { ...firstPlan, proof: of },
    { own: context.isBlind === true ? null : own, isUnproven: context.isUnproven ?? false },
  );
const codeOf = (...args: Parameters<typeof judged>): string => judged(...args)?.code ?? '';

test('judge-proof - a proof of this firmware with a state for each exchange is taken', () => {
  assert.is(judged(proof), null);
});

test('judge-proof - no proof is taken only by who asked for that', () => {
  assert.is(codeOf(null), 'UNPROVEN');
  assert.is(codeOf(null, { isUnproven: true }), '');
});

test('judge-proof - a proof that says anything but boots of any state is refused, --unproven or not', () => {
  for (const verdict of ['refuses', 'unknown'] as const) {
    for (const at of proof.states.keys()) {
      const states = proof.states.map((state, index) => (index === at ? { ...state, verdict } : state));
      assert.is(codeOf({ ...proof, states }), 'PROOF_INVALID');
      assert.is(codeOf({ ...proof, states }, { isUnproven: true }), 'PROOF_INVALID');
    }
  }
});

test('judge-proof - a proof with more or fewer states than exchanges is refused', () => {
  for (const count of [0, firstPlan.swaps.length - 1, firstPlan.swaps.length + 1])
    assert.is(codeOf(proofOf(count, mine)), 'PROOF_INVALID');
});

test('judge-proof - another firmware is refused, and what is known of ours is said', () => {
  const problem = judged({ ...proof, firmwareSha256: sha256('another') });
  assert.is(problem?.code, 'FIRMWARE_CHANGED');
  assert.match(problem?.detail ?? '', 'Secure Boot is on, SbatLevelRT is 2025021800, BootOrder is 0');
  assert.match(problem?.detail ?? '', 'a new plan');
  assert.is(
    codeOf({ ...proof, firmwareSha256: sha256('another') }, { isUnproven: true }),
    'FIRMWARE_CHANGED',
  );
});

test('judge-proof - a level newer than any the proof reckons with is named as what has changed', () => {
  const states = proof.states.map((state) => ({ ...state, sbatLevelAfter: 'sbat,1,2024010900\nshim,4\n' }));
  const problem = judged({ ...proof, states, firmwareSha256: sha256('another') });
  assert.match(
    problem?.detail ?? '',
    'SbatLevelRT has changed: it is 2025021800, but the proof used 2024010900',
  );
});

test('judge-proof - where no variable can be read no proof holds, but for who does not want one', () => {
  const problem = judged(proof, { isBlind: true });
  assert.is(problem?.code, 'FIRMWARE_CHANGED');
  assert.match(problem?.detail ?? '', 'cannot be read');
  assert.is(judged(proof, { isBlind: true, isUnproven: true }), null);
});

test.run();
