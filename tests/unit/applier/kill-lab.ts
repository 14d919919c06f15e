/** Kills the applier where a test wants it, in a process of its own, and recovers from it in this one. */
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { run } from '../../../lib/sys/index.ts';
import { recover } from '../../../services/applier/index.ts';
import { writeKeyFile } from '../../lab/key-file.ts';
import { builtProgram } from '../../lab/programs.ts';
import type { Site } from '../../lab/applier/site.ts';

export const keyFileOf = (site: Site): Promise<string> => writeKeyFile(join(site.root, 'key.pem'), site.key);

/** Runs a task in a child that is killed with SIGKILL at the fail point. */
export const killAt = async (site: Site, task: string, point: string): Promise<void> => {
  const result = await run(process.execPath, [
    await builtProgram('tests/unit/applier/applier-child.ts'),
    site.root,
    await keyFileOf(site),
    task,
    `${point}:kill`,
  ]);
  assert.is(result.signal, 'SIGKILL', `${point} was not reached: ${result.stdout}${result.stderr}`);
};

/** Recovers, and finds nothing more to do. */
export const recoverClean = async (site: Site): Promise<void> => {
  const result = await recover(site.deps);
  assert.ok(result.clean, JSON.stringify(result.actions));
  assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
};
