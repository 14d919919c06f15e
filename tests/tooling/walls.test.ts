import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { loadScript, root, withTree } from './scripts.ts';

type Walls = {
  WALLS: { says: string }[];
  TEXT_WALLS: { says: string }[];
  checkWalls: (root: string) => string[];
};

const { WALLS, TEXT_WALLS, checkWalls } = await loadScript<Walls>('check-walls.mjs');
const check = (path: string, code: string): Promise<string[]> => withTree({ [path]: code }, checkWalls);

/** Each breaks exactly the wall whose text begins so. */
const BROKEN: [wall: string, path: string, code: string][] = [
  ['only lib/bus imports nats', 'services/planner/handler.ts', `import { connect } from 'nats';`],
  ['only lib/bus imports nats', 'lib/runtime/run.ts', `import type { JsMsg } from 'nats';`],
  ['only lib/bus imports nats', 'cli/main.ts', `const { connect } = await import('nats');`],
  ['only lib/bus imports nats', 'lib/runtime/types.ts', `export type M = import('nats').JsMsg;`],
  ['only lib/bus imports nats', 'lib/runtime/index.ts', `export * from 'nats';`],
  ['only lib/sys imports koffi', 'lib/esp/mount.ts', `import koffi from 'koffi';`],
  ['only lib/sys imports koffi', 'tests/unit/x.test.ts', `const koffi = require('koffi');`],
  ['only lib/sys/process.ts', 'lib/sys/syscalls.ts', `import { spawn } from 'node:child_process';`],
  ['only lib/sys/process.ts', 'tests/lab/x.ts', `import {\n  spawn,\n} from 'child_process';`],
  [
    'services never import each other',
    'services/planner/plan/plan-host.ts',
    `import { a } from '../applier/a.ts';`,
  ],
  ['lib imports neither', 'lib/runtime/run.ts', `import { a } from '../../services/applier/a.ts';`],
  ['lib imports neither', 'lib/runtime/run.ts', `import '../../cli/main.ts';`],
  ['services do not import cli', 'services/applier/main.ts', `import { a } from '../../cli/a.ts';`],
  ['what ships does not import', 'lib/runtime/run.ts', `import { a } from '../../tests/lab/a.ts';`],
  ['suites, bench and demo', 'tests/bus/a.test.ts', `import { a } from '../e2e/cli-lab.ts';`],
  ['suites, bench and demo', 'tests/vfat/a.ts', `import { a } from '../unit/applier/plans.ts';`],
  ['suites, bench and demo', 'tests/unit/boot/a.ts', `import type { A } from '../uefi/b.ts';`],
  ['suites, bench and demo', 'bench/cost.ts', `import { a } from '../tests/crash/states.ts';`],
  ['suites, bench and demo', 'bench/one-host.ts', `import { a } from '../demo/inside.ts';`],
  ['suites, bench and demo', 'demo/main.ts', `const a = await import('../tests/e2e/cli-lab.ts');`],
  ['suites, bench and demo', 'tests/lab/boot/a.ts', `export { a } from '../../unit/uefi/b.ts';`],
  ['suites, bench and demo', 'tests/e2e/a.test.ts', `import { a } from '../../bench/measure.ts';`],
  ['what ships does not import', 'lib/runtime/run.ts', `import { a } from '#scripts/apt.mjs';`],
  ['what decides is pure', 'lib/uefi/pe/pe.ts', `import { readFileSync } from 'node:fs';`],
  ['what decides is pure', 'services/planner/plan.ts', `import { readFile } from 'node:fs/promises';`],
  [
    'what decides is pure',
    'services/auditor/decide-verdict.ts',
    `import { a } from '../../lib/bus/index.ts';`,
  ],
  [
    'only services/applier',
    'services/auditor/handler.ts',
    `import { renameExchange } from '../../lib/sys/index.ts';`,
  ],
  ['only services/applier', 'cli/recover.ts', `const sys = await import('../lib/sys/index.ts');`],
  ['only services/applier', 'lib/esp/tree.ts', `import * as sys from '../sys/index.ts';`],
];

const NAMED: typeof BROKEN = [
  ['only tests/lab/programs.ts', 'tests/e2e/x.ts', `const bin = join(root, 'bin', 'bootswap');`],
  ['only tests/lab/programs.ts', 'demo/x.ts', 'const bin = `${root}/bin/bootswap`;'],
  ['only tests/lab/programs.ts', 'tests/x.test.ts', `new Worker('dist/bin/signing-worker.js');`],
  ['only tests/lab/programs.ts', 'bench/x.ts', `join(root, 'dist', 'programs', 'a.js');`],
  [
    'only lib/wire/codec.ts',
    'services/planner/x.ts',
    'const bytes = bootswap.v1.Plan.encode(plan).finish();',
  ],
  ['only lib/wire/codec.ts', 'lib/wire/plan.ts', 'const plan = Plan.decode(bytes);'],
];

const ALLOWED: [path: string, code: string][] = [
  ['lib/bus/connect.ts', `import { connect } from 'nats';`],
  ['tests/bus/oracle.test.ts', `import { connect } from 'nats';`],
  ['lib/sys/libc.ts', `import koffi from 'koffi';`],
  ['lib/sys/process.ts', `import { spawn } from 'node:child_process';`],
  ['scripts/build.mjs', `import { spawn } from 'node:child_process';`],
  [
    'services/planner/handler.ts',
    `import { a } from './plan.ts';\nimport { b } from '../../lib/bus/index.ts';`,
  ],
  ['services/applier/exchange.ts', `import { renameExchange } from '../../lib/sys/index.ts';`],
  ['services/auditor/handler.ts', `import { run } from '../../lib/sys/index.ts';`],
  ['lib/uefi/pe/pe.ts', `import { createHash } from 'node:crypto';`],
  ['tests/lab/programs.ts', `join(repoRoot(), 'bin', 'bootswap');`],
  ['tests/lab/x.ts', `// It runs bin/bootswap.\nconst command = await builtBootswap();`],
  ['lib/wire/codec.ts', 'const parsed = Generated.decode(bytes);'],
  ['tests/bus/a.test.ts', `import { a } from './bus-lab.ts';\nimport { b } from '../lab/until.ts';`],
  [
    'tests/unit/esp/fat/a.ts',
    `import { a } from '../b.ts';\nimport { c } from '../../../lab/fat/images.ts';`,
  ],
  ['tests/lab/boot/a.ts', `import { a } from '../tools.ts';\nimport { b } from '../../../lib/errors.ts';`],
  ['bench/cost.ts', `import { a } from '../tests/lab/tools.ts';\nimport { b } from '../cli/main.ts';`],
  ['tests/tooling/a.test.ts', `import { a } from '../fixtures/runner/passes.js';`],
  ['cli/serve.ts', `import { a } from '../services/applier/index.ts';`],
];

const walls = suite('walls');

walls('walls - each one stops what it forbids', async () => {
  for (const [wall, path, code] of [...BROKEN, ...NAMED]) {
    const complaints = await check(path, code);
    assert.is(complaints.length, 1, `${path}: ${code}: ${complaints.join('; ')}`);
    assert.ok(complaints[0]?.includes(`, but ${wall}`), `${complaints[0]} should say: ${wall}`);
  }
});

walls('walls - no wall is without a case above', () => {
  const cases = [...BROKEN, ...NAMED];
  const untested = [...WALLS, ...TEXT_WALLS].filter(
    ({ says }) => !cases.some(([wall]) => says.startsWith(wall)),
  );
  assert.equal(untested, []);
});

walls('walls - let through what the design allows', async () => {
  for (const [path, code] of ALLOWED) assert.equal(await check(path, code), [], path);
});

walls('walls - the command fails and names the file and the wall', async () => {
  const walk = (directory: string): ReturnType<typeof run> =>
    run(process.execPath, [join(root, 'scripts', 'check-walls.mjs'), directory]);
  await withTree({ 'cli/main.ts': `import koffi from 'koffi';` }, async (directory) => {
    const { code, stderr } = await walk(directory);
    assert.is(code, 1);
    assert.match(stderr, /^cli\/main\.ts: imports koffi, but only lib\/sys imports koffi/);
  });
  await withTree({ 'cli/main.ts': '' }, async (directory) => {
    assert.is((await walk(directory)).code, 0);
  });
});

walls.run();
