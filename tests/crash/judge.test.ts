import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createContentKeys } from '../lab/crash/content-key.ts';
import type { Finding } from '../lab/crash/fat-findings.ts';
import type { FatEntry, FatVolume } from '../lab/crash/fat-reader.ts';
import { createContentStore } from '../lab/crash/sector-image.ts';
import { unreadable } from '../lab/crash/fat-reader.ts';
import { keyExpectations } from './expectations.ts';
import type { Expectations } from './expectations.ts';
import { judge } from './judge.ts';
import type { Verdict } from './judge.ts';

const judging = suite('crash judge');

const store = createContentStore(Buffer.alloc(512));
const keys = createContentKeys(store);
const bytes = (text: string): Uint8Array => Buffer.from(text);
const tree = (text: string): Map<string, Uint8Array> =>
  new Map([
    ['shim.efi', bytes(`shim ${text}`)],
    ['grub/grub.efi', bytes(`grub ${text}`)],
    ['grub.cfg', bytes('config')],
  ]);

const EXPECTATIONS: Expectations = {
  units: [
    { path: 'EFI/BOOT', old: tree('old'), new: tree('new') },
    { path: 'EFI/fedora', old: tree('old'), new: tree('new') },
    { path: 'EFI/debian', old: null, new: tree('new') },
    { path: 'loader.conf', old: new Map([['', bytes('old')]]), new: new Map([['', bytes('new')]]) },
  ],
  foreign: new Map([['EFI/Microsoft/bootmgfw.efi', bytes('windows')]]),
};
const keyed = keyExpectations(EXPECTATIONS, keys);

type Which = 'old' | 'new';
type Layout = Record<string, Which>;

const file = (path: string, content: string | null): FatEntry => ({
  path,
  key: path.toUpperCase(),
  isDirectory: false,
  sizeBytes: content?.length ?? 1,
  start: 0,
  clusters: 1,
  content: content === null ? null : keys.ofBytes(bytes(content)),
  slot: 0,
});
const directory = (path: string): FatEntry => ({ ...file(path, ''), isDirectory: true, content: null });
const treeAt = (path: string, which: Which): FatEntry[] => [
  directory(path),
  file(`${path}/SHIM.EFI`, `shim ${which}`),
  directory(`${path}/grub`),
  file(`${path}/grub/grub.efi`, `grub ${which}`),
  file(`${path}/grub.cfg`, 'config'),
];

const entriesOf = ({ BOOT = 'old', fedora = 'old', debian = 'old', loader = 'old' }: Layout): FatEntry[] => [
  directory(''),
  directory('EFI'),
  ...treeAt('EFI/BOOT', BOOT),
  ...treeAt('EFI/fedora', fedora),
  ...(debian === 'new' ? treeAt('EFI/debian', 'new') : []),
  directory('EFI/Microsoft'),
  file('EFI/Microsoft/bootmgfw.efi', 'windows'),
  file('LOADER.CONF', loader),
];
const ALL_NEW: Layout = { BOOT: 'new', fedora: 'new', debian: 'new', loader: 'new' };

const judgeEntries = (entries: FatEntry[], findings: Finding[] = []): Verdict => {
  const volume: FatVolume = {
    problem: null,
    entries,
    findings,
    lostClusters: 0,
    allocatedClusters: 0,
    fatDifferences: 0,
    geometry: null,
  };
  return judge(volume, keyed);
};
const without = (entries: FatEntry[], path: string): FatEntry[] =>
  entries.filter((each) => each.path !== path);
const indexOf = (entries: FatEntry[], path: string): number =>
  entries.findIndex((each) => each.path === path);

judging('judge - complete trees are old, new or mixed', () => {
  assert.is(judgeEntries(entriesOf({})).class, 'old');
  assert.is(judgeEntries(entriesOf(ALL_NEW)).class, 'new');
  for (const name of ['BOOT', 'fedora', 'debian', 'loader']) {
    assert.is(judgeEntries(entriesOf({ [name]: 'new' })).class, 'mixed', name);
    assert.is(judgeEntries(entriesOf({ ...ALL_NEW, [name]: 'old' })).class, 'mixed', name);
  }
});

judging('judge - anything between old and new is broken', () => {
  const entries = entriesOf({});
  const replaced = entries.map((each) =>
    each.path === 'EFI/BOOT/SHIM.EFI' ? file(each.path, 'shim new') : each,
  );
  const cases: Record<string, FatEntry[]> = {
    'one file new': replaced,
    'one file missing': without(entries, 'EFI/fedora/grub/grub.efi'),
    'one file too many': [...entries, file('EFI/BOOT/more.efi', 'more')],
    'a directory too many': [...entries, directory('EFI/BOOT/more')],
    'a name twice': [...entries, file('EFI/BOOT/shim.efi', 'shim old')],
    'an unreadable file': [...without(entries, 'EFI/BOOT/grub.cfg'), file('EFI/BOOT/grub.cfg', null)],
    'half of what was not there before': [...entries, directory('EFI/debian')],
    'no unit at all': without(entries, 'LOADER.CONF'),
    'foreign changed': [
      ...without(entries, 'EFI/Microsoft/bootmgfw.efi'),
      file('EFI/Microsoft/bootmgfw.efi', '?'),
    ],
    'foreign missing': without(entries, 'EFI/Microsoft/bootmgfw.efi'),
  };
  for (const [name, broken] of Object.entries(cases)) {
    const verdict = judgeEntries(broken);
    assert.is(verdict.class, 'broken', name);
    assert.is(verdict.reasons.length, 1, `${name}: ${verdict.reasons.join('; ')}`);
  }
});

judging('judge - a stage is a leftover, and its damage is for recovery', () => {
  const entries = [...entriesOf({}), ...treeAt('EFI/.stage', 'new')];
  const verdict = judgeEntries(entries, [
    { kind: 'start-free', index: indexOf(entries, 'EFI/.stage'), other: null },
  ]);
  assert.is(verdict.class, 'old');
  assert.equal(verdict.leftovers, ['EFI/.stage']);
  assert.equal(verdict.needsRecovery, ['start-free EFI/.stage']);
});

judging('judge - a cross-link with a stage needs recovery, one between live trees is broken', () => {
  const entries = [...entriesOf({}), ...treeAt('EFI/.stage', 'old')];
  const [boot, fedora, stage] = ['EFI/BOOT', 'EFI/fedora', 'EFI/.stage'].map((path) =>
    indexOf(entries, path),
  );
  const link = (index = -1, other = -1): Verdict =>
    judgeEntries(entries, [{ kind: 'cross-link', index, other }]);
  assert.is(link(stage, boot).class, 'old');
  assert.is(link(boot, stage).class, 'old');
  assert.equal(link(boot, stage).needsRecovery, ['cross-link EFI/BOOT with EFI/.stage']);
  assert.is(link(fedora, boot).class, 'broken');
  assert.is(link(indexOf(entries, 'EFI/Microsoft/bootmgfw.efi'), boot).class, 'broken');
});

judging('judge - a live chain must be whole, also on the way to a unit', () => {
  const entries = entriesOf({});
  for (const path of ['EFI/BOOT', 'EFI', 'EFI/Microsoft', 'EFI/fedora/grub.cfg'])
    for (const kind of ['start-free', 'free-in-chain', 'loop', 'bad-in-chain', 'out-of-range'] as const)
      assert.is(
        judgeEntries(entries, [{ kind, index: indexOf(entries, path), other: null }]).class,
        'broken',
      );
  const long = judgeEntries(entries, [
    { kind: 'chain-too-long', index: indexOf(entries, 'EFI/BOOT'), other: null },
  ]);
  assert.is(long.class, 'old');
  assert.is(long.needsRecovery.length, 1);
});

judging('judge - fingerprints tell apart what recovery could', () => {
  const stage = treeAt('EFI/.stage', 'new');
  const staged = (last: FatEntry): string =>
    judgeEntries([...entriesOf({}), ...stage.slice(0, 4), last]).fingerprint;
  const whole = staged(file('EFI/.stage/grub.cfg', 'config'));
  assert.is(whole, staged(file('EFI/.stage/grub.cfg', 'config')));
  assert.is.not(whole, staged(file('EFI/.stage/grub.cfg', 'debris')));
  assert.is(staged(file('EFI/.stage/grub.cfg', 'debris')), staged(file('EFI/.stage/grub.cfg', 'others')));
  assert.is.not(whole, staged(file('EFI/.stage/grub.cfg', null)));
  assert.is.not(whole, judgeEntries(entriesOf({})).fingerprint);
});

judging('judge - a volume that cannot be read is broken', () => {
  assert.is(judge(unreadable('boot sector'), keyed).class, 'broken');
});

judging.run();
