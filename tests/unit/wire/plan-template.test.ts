import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createPlanTemplate,
  decodePlan,
  encodePlan,
  messageBytes,
  planIdOf,
  WireError,
} from '../../../lib/wire/index.ts';
import type { OwnPlanPart, Plan, PlanTemplate, SharedPlanPart } from '../../../lib/wire/index.ts';
import { seededRandom } from '../../lab/random.ts';
import { plan } from '../../lab/wire/samples.ts';

const test = suite('wire plan-template');

const ownOf = ({ planId, host, generation, issuedAtMs, expiresAtMs, proof }: Plan): OwnPlanPart => ({
  planId,
  host,
  generation,
  issuedAtMs,
  expiresAtMs,
  proof,
});

const sharedOf = (value: Plan): SharedPlanPart => ({
  channel: value.channel,
  payloadId: value.payloadId,
  payloadEventId: value.payloadEventId,
  swaps: value.swaps,
  managedFiles: value.managedFiles,
  bytesToWrite: value.bytesToWrite,
});

const templateOf = (value: Plan): PlanTemplate => createPlanTemplate(sharedOf(value));

const problemOf = (work: () => unknown): [string, string] => {
  try {
    work();
  } catch (error) {
    if (error instanceof WireError) return [error.code, error.path];
    throw error;
  }
  return ['none', ''];
};

test('template - its plans are those that encodePlan makes, in the same number of bytes', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const value = plan(seededRandom(seed));
    const bytes = templateOf(value).encode(ownOf(value));
    assert.equal(decodePlan(bytes), value, `seed ${seed}`);
    assert.is(bytes.length, encodePlan(value).length, `seed ${seed}`);
  }
});

test('template - one serves many hosts, each with its own id', () => {
  const value = plan(seededRandom(7));
  const template = templateOf(value);
  for (const [host, generation] of [
    ['a', 1n],
    ['b', 1n],
    ['a', 2n ** 64n - 1n],
  ] as const) {
    const { proof } = value;
    const planId = template.planIdFor({ host, generation, proof });
    assert.is(planId, planIdOf({ ...value, host, generation }));
    const own = { planId, host, generation, issuedAtMs: 5n, expiresAtMs: 6n, proof };
    assert.equal(decodePlan(template.encode(own)), { ...value, ...own });
  }
});

test('template - refuses what encodePlan refuses, in the part where it is', () => {
  const value = plan(seededRandom(9));
  const wrongFile = { path: '', sizeBytes: 1n, sha256: 'aa'.repeat(32) };
  const bad: [Partial<Plan>, string][] = [
    [{ host: 'a.b' }, 'host'],
    [{ generation: 0n }, 'generation'],
    [{ planId: 'x' }, 'planId'],
    [{ expiresAtMs: value.issuedAtMs }, 'expiresAtMs'],
    [{ channel: '' }, 'channel'],
    [{ managedFiles: [wrongFile] }, 'managedFiles[0].path'],
  ];
  for (const [change, path] of bad) {
    const wrong = { ...value, ...change };
    const problem = problemOf(() => encodePlan(wrong));
    assert.is(problem[1], path);
    assert.equal(
      problemOf(() => templateOf(wrong).encode(ownOf(wrong))),
      problem,
    );
  }
});

/** A plan of this many bytes. */
const planOfSize = (byteCount: number): Plan => {
  const value = plan(seededRandom(11));
  const file = { path: 'x/f', action: 'write', beforeSha256: '', beforeSizeBytes: 0n } as const;
  const files = [{ ...file, afterSha256: 'aa'.repeat(32), afterSizeBytes: 1n }];
  const directories = Array.from({ length: 997 }, (_, index) => `x/${String(index).padStart(980, '0')}`);
  const withReason = (why: string): Plan => ({
    ...value,
    managedFiles: [],
    swaps: [{ scope: 'directory', target: 'x', why, targetExists: false, files, directories }],
  });
  const base = withReason('w'.repeat(200));
  return withReason('w'.repeat(200 + byteCount - encodePlan(base).length));
};

test('template - the whole plan keeps to the limit, not only its parts', () => {
  const fits = planOfSize(messageBytes.Plan);
  assert.is(templateOf(fits).encode(ownOf(fits)).length, messageBytes.Plan);
  const longer = ownOf({ ...fits, host: `${fits.host}x` });
  const problem = problemOf(() => templateOf(fits).encode(longer));
  assert.equal(problem, ['TOO_LARGE', '']);
});

test.run();
