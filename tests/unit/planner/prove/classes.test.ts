import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { classKey } from '../../../../services/planner/prove/classes.ts';
import { createClassPlanner } from '../../../../services/planner/prove/roomy-planner.ts';
import { noSources, planUnproven } from '../../../lab/planner/plan-unproven.ts';
import { factsOf, manifestOf } from '../../../lab/planner/facts-fixture.ts';

const test = suite('planner classes');

const tree = { 'EFI/debian/shimx64.efi': 'shim 1', 'EFI/debian/grub.cfg': 'cfg' };
const manifest = manifestOf({ 'EFI/debian/shimx64.efi': 'shim 2' });

test('classes - hosts that differ in host, generation, time and space only are planned once', async () => {
  const planner = createClassPlanner(manifest, noSources, { unproven: true });
  const first = factsOf(tree, { host: 'a' });
  const second = factsOf(tree, { host: 'b', generation: 9n, observedAtMs: 77n });
  second.esp = { ...second.esp, freeBytes: 123_456_789n, mountPoint: '/efi' };
  const [one, two] = [await planner.plan(first), await planner.plan(second)];
  assert.is(planner.classCount(), 1);
  assert.is(one.kind, 'plan');
  assert.equal(one, two);
});

test('classes - every planning input of the tree separates', () => {
  const base = factsOf(tree);
  const others = [
    factsOf({ ...tree, 'EFI/debian/grub.cfg': 'other' }),
    factsOf({ ...tree, 'EFI/debian/x': '' }),
    factsOf(tree, { managedPaths: ['EFI/debian/grub.cfg'] }),
    { ...factsOf(tree), esp: { ...base.esp, clusterBytes: 512 } },
    factsOf(tree, { directories: [...base.directories, 'EFI/debian/grub.cfg.d'] }),
  ];
  const keys = new Set([base, ...others].map(classKey));
  assert.is(keys.size, 6);
});

test('classes - a host of a planned class is still refused for what is its own', async () => {
  const planner = createClassPlanner(manifest, noSources, { unproven: true });
  assert.is((await planner.plan(factsOf(tree))).kind, 'plan');
  const full = factsOf(tree);
  full.esp = { ...full.esp, freeBytes: 10n };
  const planned = await planner.plan(full);
  assert.equal(planned, await planUnproven(full, manifest));
  assert.is(planned.kind === 'refused' && planned.code, 'NO_SPACE');
});

const scopesAt = async (freeRuns: Record<string, number[]>, tried = manifest): Promise<string> => {
  const planner = createClassPlanner(tried, noSources, { unproven: true });
  const facts = factsOf(tree);
  const directoryRoom = Object.entries(freeRuns).map(([path, runs]) => ({ path, freeRuns: runs }));
  const planned = await planner.plan({ ...facts, esp: { ...facts.esp, directoryRoom } });
  if (planned.kind !== 'plan') return planned.kind === 'refused' ? planned.code : planned.kind;
  return planned.body.swaps.map(({ scope, target }) => `${scope} ${target}`).join();
};

test('classes - the narrowest scope for which no live directory has to grow', async () => {
  const file = 'file EFI/debian/shimx64.efi';
  assert.is(await scopesAt({}), file);
  assert.is(await scopesAt({ '': [], EFI: [], 'EFI/debian': [1] }), file);
  assert.is(await scopesAt({ '': [], EFI: [2], 'EFI/debian': [] }), 'directory EFI/debian');
  assert.is(await scopesAt({ '': [1], EFI: [], 'EFI/DEBIAN': [] }), 'esp EFI');
  assert.is(await scopesAt({ '': [], EFI: [], 'EFI/debian': [] }), 'DIRECTORY_FULL');
});

test('classes - a new directory takes the slots of its name, too', async () => {
  const two = manifestOf({ ...tree, 'EFI/a-new-vendor/grubx64.efi': 'grub' });
  assert.is(await scopesAt({ '': [1], EFI: [2, 1] }, two), 'directory EFI/a-new-vendor');
  assert.is(await scopesAt({ '': [1], EFI: [1, 1, 1, 1] }, two), 'esp EFI');
});

test('classes - says why the scope is wider, in a refusal, too', async () => {
  const planner = createClassPlanner(manifest, noSources, { unproven: true });
  const facts = factsOf(tree);
  const esp = { ...facts.esp, directoryRoom: [{ path: 'EFI/debian', freeRuns: [] }] };
  const planned = await planner.plan({ ...facts, esp });
  assert.match(
    planned.kind === 'plan' ? (planned.body.swaps[0]?.why ?? '') : '',
    /EFI\/debian has no free entry/,
  );
  const small = await planner.plan({ ...facts, esp: { ...esp, freeBytes: 8192n } });
  assert.is(small.kind === 'refused' && small.code, 'NO_SPACE');
  assert.match(small.kind === 'refused' ? small.detail : '', /EFI\/debian has no free entry/);
});

test.run();
