import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { loadScript, root, withTree } from './scripts.ts';

type Graph = ReadonlyMap<string, unknown>;
type Walls = {
  WALLS: { says: string }[];
  checkWalls: (root: string) => string[];
  findStale: (graph: Graph) => string[];
  graphOf: (root: string) => Graph;
};

const { WALLS, checkWalls, findStale, graphOf } = await loadScript<Walls>('check-walls.mjs');
const check = (files: Record<string, string>): Promise<string[]> => withTree(files, checkWalls);

const STANDS = 'every file that ships stands in a room';
const ROOMS = 'a room imports only the rooms above it';
const DOORS = 'a folder is entered by its doors';
const PACKAGES = 'packages are for the places';
const COMPUTED = 'nothing but tests and scripts imports by a computed name';
const CAPABILITIES = 'what changes a disk is for one room';
const PURE = 'what decides reads and writes nothing';
const CIRCLES = 'no file imports itself';
const SUITES = 'suites, bench and demo import nothing';
const PROGRAMS = 'only tests/lab/programs.ts names';
const CODEC = 'only lib/wire/codec.ts encodes';

/** What one file breaks by itself. */
const BROKEN: [wall: string, path: string, code: string][] = [
  [STANDS, 'lib/new/a.ts', ''],
  [STANDS, 'services/applier/swap/deeper/a.ts', ''],

  [ROOMS, 'services/planner/plan/plan-host.ts', `import { a } from '../../applier/index.ts';`],
  [ROOMS, 'services/auditor/checks.ts', `import type { A } from '../planner/index.ts';`],
  [ROOMS, 'lib/runtime/runner.ts', `import { a } from '../../services/applier/index.ts';`],
  [ROOMS, 'lib/runtime/runner.ts', `import '../../cli/main.ts';`],
  [ROOMS, 'services/applier/main.ts', `import { a } from '../../cli/places.ts';`],
  [ROOMS, 'lib/runtime/runner.ts', `import { a } from '../../tests/lab/a.ts';`],
  [ROOMS, 'lib/runtime/runner.ts', `import { a } from '#scripts/apt.mjs';`],
  [ROOMS, 'services/auditor/ledger.ts', `export const a = await import('../../bench/main.ts');`],
  [ROOMS, 'services/applier/esp/lock.ts', `import type { ApplierDeps } from '../context.ts';`],
  [ROOMS, 'services/applier/swap/steps.ts', `import { recover } from '../recovery/recover.ts';`],
  [ROOMS, 'services/applier/outlook/a.ts', `export type A = import('../swap/steps.ts').Step;`],
  [ROOMS, 'services/applier/state/journal.ts', `export { a } from '../admit/admit.ts';`],
  [ROOMS, 'lib/uefi/pe/pe.ts', `import { verdict } from '../verdict/verdict.ts';`],
  [ROOMS, 'lib/uefi/pe/pe.ts', `import { verdict } from '../index.ts';`],
  [ROOMS, 'lib/boot/facts/evidence.ts', `import { a } from '../../esp/index.ts';`],
  [ROOMS, 'lib/bus/link/link.ts', `import { a } from '../stream/publish.ts';`],
  [ROOMS, 'services/planner/prove/classes.ts', `import { a } from '../events/sign-plan.ts';`],

  [DOORS, 'cli/inspect.ts', `import { inspect } from '../lib/uefi/image/inspect.ts';`],
  [DOORS, 'lib/boot/prove/prove.ts', `import type { Verdict } from '../../uefi/verdict/verdict.ts';`],
  [DOORS, 'services/auditor/checks.ts', `import { a } from '../../lib/boot/read/read-host-boot.ts';`],
  [DOORS, 'bench/verdict.ts', `const a = await import('../lib/uefi/verdict/verdict.ts');`],
  [DOORS, 'cli/recover.ts', `import { a } from '../services/applier/recovery/recover.ts';`],
  [DOORS, 'services/applier/recovery/repair.ts', `import { a } from '../fat/heal.ts';`],

  [PACKAGES, 'services/planner/main.ts', `import { connect } from 'nats';`],
  [PACKAGES, 'lib/runtime/runner.ts', `import type { JsMsg } from 'nats';`],
  [PACKAGES, 'cli/main.ts', `const { connect } = await import('nats');`],
  [PACKAGES, 'lib/runtime/types.ts', `export type M = import('nats').JsMsg;`],
  [PACKAGES, 'lib/runtime/index.ts', `export * from 'nats';`],
  [PACKAGES, 'lib/runtime/index.ts', `export type { JsMsg } from 'nats/lib/nats-base-client/types.js';`],
  [PACKAGES, 'lib/esp/mount.ts', `import koffi from 'koffi';`],
  [PACKAGES, 'tests/unit/x.test.ts', `const koffi = require('koffi');`],
  [PACKAGES, 'lib/sys/syscalls.ts', `import { spawn } from 'node:child_process';`],
  [PACKAGES, 'tests/lab/x.ts', `import {\n  spawn,\n} from 'child_process';`],
  [PACKAGES, 'services/applier/main.ts', `import { createRequire } from 'node:module';`],
  [PACKAGES, 'lib/esp/mount.ts', `import something from 'never-heard-of';`],

  [COMPUTED, 'cli/main.ts', 'export const load = (name: string) => import(`./${name}.ts`);'],
  [COMPUTED, 'lib/trust/signer.ts', `const name = 'nats'; require(name);`],

  [CAPABILITIES, 'services/auditor/audit-host.ts', `import { exchangeNow } from '../../lib/sys/index.ts';`],
  [
    CAPABILITIES,
    'services/auditor/audit-host.ts',
    `import { exchangeNow as a } from '../../lib/sys/index.ts';`,
  ],
  [CAPABILITIES, 'cli/recover.ts', `import { openRaw } from '../lib/sys/index.ts';`],
  [CAPABILITIES, 'cli/remount.ts', `import { mount } from '../lib/sys/index.ts';`],
  [CAPABILITIES, 'cli/remount.ts', `import { unmount } from '../lib/sys/index.ts';`],
  [
    CAPABILITIES,
    'services/applier/esp/lock.ts',
    `import { renameExchange } from '../../../lib/sys/index.ts';`,
  ],

  [PURE, 'lib/uefi/pe/pe.ts', `import { readFileSync } from 'node:fs';`],
  [PURE, 'lib/uefi/verdict/verdict.ts', `export const a = await import('fs/promises');`],
  [PURE, 'services/planner/plan/swaps.ts', `import { readFile } from 'node:fs/promises';`],
  [PURE, 'services/planner/prove/classes.ts', `import { readFile } from 'node:fs/promises';`],
  [PURE, 'lib/boot/prove/prove.ts', `import { request } from 'node:http';`],
  [PURE, 'services/applier/recovery/decide-recovery.ts', `import { readdir } from 'node:fs/promises';`],

  [CIRCLES, 'lib/host/host-id.ts', `import type { A } from './host-id.ts';`],

  [SUITES, 'tests/bus/a.test.ts', `import { a } from '../e2e/cli-lab.ts';`],
  [SUITES, 'tests/vfat/a.ts', `import { a } from '../unit/applier/plans.ts';`],
  [SUITES, 'tests/unit/boot/a.ts', `import type { A } from '../uefi/b.ts';`],
  [SUITES, 'bench/cost.ts', `import { a } from '../tests/crash/states.ts';`],
  [SUITES, 'bench/one-host.ts', `import { a } from '../demo/inside.ts';`],
  [SUITES, 'demo/main.ts', `const a = await import('../tests/e2e/cli-lab.ts');`],
  [SUITES, 'tests/lab/boot/a.ts', `export { a } from '../../unit/uefi/b.ts';`],
  [SUITES, 'tests/e2e/a.test.ts', `import { a } from '../../bench/measure.ts';`],

  [PROGRAMS, 'tests/e2e/x.ts', `const bin = join(root, 'bin', 'bootswap');`],
  [PROGRAMS, 'demo/x.ts', 'const bin = `${root}/bin/bootswap`;'],
  [PROGRAMS, 'tests/x.test.ts', `new Worker('dist/bin/signing-worker.js');`],
  [PROGRAMS, 'bench/x.ts', `join(root, 'dist', 'programs', 'a.js');`],
  [CODEC, 'services/planner/main.ts', 'const bytes = bootswap.v1.Plan.encode(plan).finish();'],
  [CODEC, 'lib/wire/plan.ts', 'const plan = Plan.decode(bytes);'],
];

const SYS = {
  'lib/sys/index.ts': `export { exchangeNow } from './durable.ts';\nexport { run } from './process.ts';`,
  'lib/sys/durable.ts': `import { open } from 'node:fs/promises';\nexport const exchangeNow = (): unknown => open('/');`,
  'lib/sys/process.ts': 'export const run = (): number => 1;',
};

/** What takes several files to break: each by these complaints and no others. */
const BROKEN_TOGETHER: [
  files: Record<string, string>,
  complaints: [path: string, wall: string, why: string][],
][] = [
  // A library hands the exchange on, under another name, and the auditor takes it there.
  [
    {
      ...SYS,
      'lib/host/index.ts': `export { exchangeNow as swap } from '../sys/index.ts';`,
      'services/auditor/audit-host.ts': `import { swap } from '../../lib/host/index.ts';`,
    },
    [
      ['lib/host/index.ts', CAPABILITIES, 'services/applier/swap'],
      ['services/auditor/audit-host.ts', CAPABILITIES, 'services/applier/swap'],
    ],
  ],
  [
    {
      ...SYS,
      'lib/host/index.ts': `import { exchangeNow } from '../sys/index.ts';\nexport { exchangeNow };`,
      'services/auditor/audit-host.ts': `import * as host from '../../lib/host/index.ts';`,
    },
    [
      ['lib/host/index.ts', CAPABILITIES, 'services/applier/swap'],
      ['services/auditor/audit-host.ts', CAPABILITIES, 'services/applier/swap'],
    ],
  ],
  [
    { ...SYS, 'lib/host/index.ts': `export * from '../sys/index.ts';` },
    [['lib/host/index.ts', CAPABILITIES, 'services/applier/swap']],
  ],
  [
    { ...SYS, 'cli/recover.ts': `const sys = await import('../lib/sys/index.ts');` },
    [['cli/recover.ts', CAPABILITIES, 'services/applier/swap']],
  ],
  // Pure code that reads by way of a pure file, and by way of an index.
  [
    {
      'lib/esp/index.ts': `export { digestFile } from './digest.ts';\nexport { joinEsp } from './paths.ts';`,
      'lib/esp/digest.ts': `import { readFile } from 'node:fs/promises';\nexport const digestFile = readFile;`,
      'lib/esp/paths.ts': 'export const joinEsp = (): string => "";',
      'services/planner/plan/space.ts': `import { digestFile } from '../../../lib/esp/index.ts';\nexport const a = digestFile;`,
      'services/planner/plan/swaps.ts': `import { a } from './space.ts';\nexport const b = a;`,
      'services/planner/plan/changes.ts': `import { joinEsp } from '../../../lib/esp/index.ts';\nexport const c = joinEsp;`,
    },
    [
      ['services/planner/plan/space.ts', PURE, 'lib/esp/digest.ts > node:fs/promises'],
      [
        'services/planner/plan/swaps.ts',
        PURE,
        'services/planner/plan/space.ts > lib/esp/digest.ts > node:fs/promises',
      ],
    ],
  ],
  // A circle of types only, told once.
  [
    {
      'services/applier/admit/judge-plan.ts': `import { a } from './judge-swap.ts';\nexport type Problem = typeof a;`,
      'services/applier/admit/judge-swap.ts': `import type { Problem } from './judge-plan.ts';\nexport const a: Problem[] = [];`,
      'services/applier/admit/admit.ts': `import { a } from './judge-swap.ts';\nexport const b = a;`,
    },
    [
      [
        'services/applier/admit/judge-plan.ts',
        CIRCLES,
        'judge-plan.ts > services/applier/admit/judge-swap.ts > services/applier/admit/judge-plan.ts',
      ],
    ],
  ],
];

const ALLOWED: Record<string, string>[] = [
  { 'lib/bus/connect.ts': `import { connect } from 'nats';` },
  { 'tests/bus/oracle.test.ts': `import { connect } from 'nats';` },
  { 'lib/sys/libc.ts': `import koffi from 'koffi';\nimport { createRequire } from 'node:module';` },
  { 'lib/sys/process.ts': `import { spawn } from 'node:child_process';` },
  { 'scripts/build.mjs': `import { spawn } from 'node:child_process';\nawait import(process.argv[2]);` },
  { 'services/applier/swap/executors.ts': `import { exchangeNow } from '../../../lib/sys/index.ts';` },
  { 'services/applier/fat/unmounted.ts': `import { mount, unmount } from '../../../lib/sys/index.ts';` },
  { ...SYS, 'services/auditor/ledger.ts': `import { run } from '../../lib/sys/index.ts';` },
  { 'services/auditor/ledger.ts': `import type { mount } from '../../lib/sys/index.ts';` },
  { 'lib/uefi/signature/der.ts': `import { createHash } from 'node:crypto';` },
  { 'lib/uefi/pe/pe.ts': `import type { Stats } from 'node:fs';` },
  { 'cli/serve.ts': `import { a } from '../services/applier/index.ts';` },
  { 'tests/unit/uefi/pe/pe.test.ts': `import { a } from '../../../../lib/uefi/pe/pe.ts';` },
  { 'tests/bus/a.test.ts': `import { a } from './bus-lab.ts';\nimport { b } from '../lab/until.ts';` },
  {
    'tests/unit/esp/fat/a.ts': `import { a } from '../b.ts';\nimport { c } from '../../../lab/fat/images.ts';`,
  },
  { 'tests/lab/boot/a.ts': `import { a } from '../tools.ts';\nimport { b } from '../../../lib/errors.ts';` },
  { 'bench/cost.ts': `import { a } from '../tests/lab/tools.ts';\nimport { b } from '../cli/main.ts';` },
  { 'tests/tooling/a.test.ts': `import { a } from '../fixtures/runner/passes.js';` },
  { 'tests/lab/programs.ts': `join(repoRoot(), 'bin', 'bootswap');` },
  { 'tests/lab/x.ts': `// It runs bin/bootswap.\nconst command = await builtBootswap();` },
  { 'lib/wire/codec.ts': 'const parsed = Generated.decode(bytes);' },
  { 'cli/main.ts': `// import { a } from 'nats';\nexport const a = "import('nats')";` },
];

const walls = suite('walls');

walls('walls - each one stops what it forbids', async () => {
  for (const [wall, path, code] of BROKEN) {
    const complaints = await check({ [path]: code });
    assert.is(complaints.length, 1, `${path}: ${code}: ${complaints.join('; ')}`);
    assert.ok(complaints[0]?.startsWith(`${path}: `), complaints[0]);
    assert.ok(complaints[0]?.includes(`, but ${wall}`), `${complaints[0]} should say: ${wall}`);
  }
});

walls('walls - no way around them by way of other files', async () => {
  for (const [files, expected] of BROKEN_TOGETHER) {
    const complaints = await check(files);
    const isSaid = ([path, wall, why]: [string, string, string]): boolean =>
      complaints.some(
        (line) => line.startsWith(`${path}: `) && line.includes(`, but ${wall}`) && line.endsWith(why),
      );
    assert.is(complaints.length, expected.length, complaints.join('\n'));
    assert.equal(
      expected.filter((each) => !isSaid(each)),
      [],
      complaints.join('\n'),
    );
  }
});

walls('walls - none is without a case above', () => {
  const untested = WALLS.filter(({ says }) => !BROKEN.some(([wall]) => says.startsWith(wall)));
  assert.equal(untested, []);
});

walls('walls - let through what the design allows', async () => {
  for (const files of ALLOWED) assert.equal(await check(files), [], JSON.stringify(files));
});

walls('walls - the table stands in order, and names only what is there', async () => {
  assert.equal(findStale(graphOf(root)), []);
  await withTree({ 'lib/sys/index.ts': 'export const exchangeNow = 1;' }, (directory) => {
    const stale = findStale(graphOf(directory));
    assert.ok(stale.includes('scripts/rooms.mjs: lib/uefi/pe is not there'));
    assert.ok(stale.includes('scripts/rooms.mjs: lib/sys exports no openRaw'));
    assert.not.ok(stale.some((line) => line.includes('exchangeNow')));
  });
});

walls('walls - the command fails and names the file and the wall', async () => {
  const walk = (directory: string): ReturnType<typeof run> =>
    run(process.execPath, [join(root, 'scripts', 'check-walls.mjs'), directory]);
  await withTree({ 'cli/main.ts': `import koffi from 'koffi';` }, async (directory) => {
    const { code, stderr } = await walk(directory);
    assert.is(code, 1);
    assert.match(
      stderr,
      /^cli\/main\.ts: imports koffi, but packages are for the places that the table lists/,
    );
  });
  await withTree({ 'cli/main.ts': '' }, async (directory) => {
    assert.is((await walk(directory)).code, 0);
  });
});

walls.run();
