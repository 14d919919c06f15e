import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { foldFatName } from '../../../../lib/esp/index.ts';
import { planUnproven } from '../../../lab/planner/plan-unproven.ts';
import { planScopes } from '../../../../services/planner/index.ts';
import type { PlanBody } from '../../../../services/planner/plan/plan-host.ts';
import type { HostFacts, PayloadManifest } from '../../../../lib/wire/types.ts';
import { sha256 } from '../../../lab/file-digest.ts';
import { factsOf, manifestOf } from '../../../lab/planner/facts-fixture.ts';
import { below, seededRandom } from '../../../lab/random.ts';

const test = suite('planner properties');

type Contents = Record<string, string>;
type Random = (limit: number) => number;

const seeded = (seed: number): Random => {
  const random = seededRandom(seed);
  return (limit) => below(random, limit);
};

const directories = ['EFI', 'EFI/BOOT', 'EFI/debian', 'EFI/debian/fw', 'EFI/Ubuntu', 'EFI/systemd'];
const names = ['shimx64.efi', 'grubx64.efi', 'BOOTX64.EFI', 'grub.cfg', 'a.efi'];

/** Another spelling of the same FAT name, sometimes; the first segment stays. */
const respell = (path: string, random: Random): string =>
  random(3) === 0 ? `EFI${path.slice(3).toUpperCase()}` : path;

const randomTree = (random: Random, recased: boolean): Contents => {
  const spelling = new Map<string, string>();
  const tree: Contents = {};
  for (let count = random(12); count > 0; count -= 1) {
    const directory = directories[random(directories.length)] ?? 'EFI';
    const whole = `${directory}/${names[random(names.length)]}`;
    const path = (recased ? respell(whole, random) : whole).split('/').reduce((parent, segment) => {
      const next = `${parent}/${segment}`.replace(/^\//, '');
      return spelling.get(foldFatName(next)) ?? next;
    }, '');
    path.split('/').forEach((_, index, all) => {
      const prefix = all.slice(0, index + 1).join('/');
      spelling.set(foldFatName(prefix), prefix);
    });
    tree[path] = `content ${random(3)}`;
  }
  return tree;
};

const byFold = (contents: Contents): Map<string, string> =>
  new Map(Object.entries(contents).map(([path, text]) => [foldFatName(path), text]));

/** Carries the plan out on digests alone, checking each step's expectation as the applier does. */
const applyPlan = (facts: HostFacts, body: PlanBody): Map<string, string> => {
  const tree = new Map(facts.files.map(({ path, sha256: digest }) => [path, digest]));
  for (const swap of body.swaps) {
    if (swap.scope !== 'file') {
      const below = [...tree.keys()].filter((path) => path.startsWith(`${swap.target}/`));
      const listed = swap.files.filter(({ beforeSha256 }) => beforeSha256 !== '').map(({ path }) => path);
      assert.equal(listed.sort(), below.sort(), `${swap.target}: every file of the target is in the plan`);
    }
    for (const { path, beforeSha256, afterSha256 } of swap.files) {
      assert.is(tree.get(path) ?? '', beforeSha256, path);
      if (afterSha256 === '') tree.delete(path);
      else tree.set(path, afterSha256);
    }
  }
  return tree;
};

/** What the host must have in the end, by definition: payload, and all that was not brought by the last payload. */
const expected = (host: Contents, managed: string[], payload: Contents): Map<string, string> => {
  const gone = new Set(managed.map(foldFatName));
  const kept = [...byFold(host)].filter(([path]) => !gone.has(path));
  return new Map([...kept, ...byFold(payload)].map(([path, text]) => [path, sha256(text)]));
};

const sorted = (tree: Map<string, string>): [string, string][] =>
  [...tree].sort(([a], [b]) => (a < b ? -1 : 1));

const withFiles = (facts: HostFacts, tree: Map<string, string>, managedPaths: string[]): HostFacts => {
  const files = [...tree]
    .map(([path, digest]) => ({ path, sizeBytes: BigInt('content 0'.length), sha256: digest }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  return { ...facts, files, managedPaths };
};

const checkOne = async (seed: number): Promise<'plan' | 'unchanged'> => {
  const random = seeded(seed);
  const host = randomTree(random, false);
  const payload = randomTree(random, true);
  const managed = Object.keys(host).filter(() => random(3) === 0);
  const facts = factsOf(host, { managedPaths: managed });
  const manifest: PayloadManifest = manifestOf(payload);
  const scope = planScopes[random(planScopes.length)] ?? 'auto';
  const planned = await planUnproven(facts, manifest, { scope });
  if (planned.kind === 'refused') throw new Error(`seed ${seed}: ${planned.code} ${planned.detail}`);
  const after = planned.kind === 'plan' ? applyPlan(facts, planned.body) : applyPlan(facts, emptyBody);
  const folded = new Map([...after].map(([path, digest]) => [foldFatName(path), digest]));
  assert.is(folded.size, after.size, `seed ${seed}: no two names of one fold`);
  assert.equal(sorted(folded), sorted(expected(host, managed, payload)), `seed ${seed}`);
  const managedAfter = planned.kind === 'plan' ? planned.body.managedFiles.map(({ path }) => path) : managed;
  assert.is(
    (await planUnproven(withFiles(facts, after, managedAfter), manifest)).kind,
    'unchanged',
    `seed ${seed}: again`,
  );
  return planned.kind;
};

const emptyBody: PlanBody = {
  channel: 'stable',
  payloadId: '',
  swaps: [],
  managedFiles: [],
  bytesToWrite: 0n,
};

test('properties - a plan leads to the payload and what it did not bring, and then there is nothing to do', async () => {
  const kinds: string[] = [];
  for (let seed = 1; seed <= 800; seed += 1) kinds.push(await checkOne(seed));
  assert.ok(kinds.filter((kind) => kind === 'plan').length > 400);
  assert.ok(kinds.includes('unchanged'));
});

test.run();
