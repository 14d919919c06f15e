import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../lib/errors.ts';
import { createKeyFiles } from '../../../lib/trust/index.ts';
import { openApplier } from '../../../services/applier/main.ts';
import { hostId, newTree, oldTree } from '../../lab/applier/plans.ts';
import { quiet } from '../../lab/quiet-log.ts';
import { noVariables, withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';

const test = suite('main');

/** Opens a service on the site; what it warned of. */
const warningsOf = async ({ root, espRoot, deps }: Site): Promise<string[]> => {
  const { publicPath } = await createKeyFiles(join(root, 'pinned'), 'planner');
  const warnings: string[] = [];
  const log = { ...quiet, warn: (message: string) => void warnings.push(message), with: () => log };
  const config = {
    host: hostId,
    espRoot,
    stateRoot: deps.state.root,
    plannerKeysPath: publicPath,
    allowAnyFilesystem: true,
    retain: 'previous',
    pollMs: 1000,
    hostBoot: noVariables,
    isUnproven: true,
    failPoint: undefined,
  } as const;
  const opened = await openApplier(config, { clock: deps.clock, log });
  assert.type(opened.start, 'function');
  return warnings;
};

test('main - an ESP that is not there yet keeps no service from starting', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await rm(site.espRoot, { recursive: true });
    assert.equal(await warningsOf(site), ['recovery is not possible yet']);
  });
});

test('main - a damaged state directory does', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await mkdir(site.deps.state.hostRecordPath);
    const error: unknown = await warningsOf(site).catch((thrown: unknown) => thrown);
    assert.ok(hasCode(error, 'STATE_DIRECTORY'), String(error));
  });
});

test.run();
