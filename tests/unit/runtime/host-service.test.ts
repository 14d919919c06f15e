import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLogger, openHostService, systemClock } from '../../../lib/runtime/index.ts';
import type { OpenedHostService, ServiceName } from '../../../lib/runtime/index.ts';
import { hasCode } from '../../../lib/errors.ts';
import { runOrThrow } from '../../../lib/sys/index.ts';
import { inlineArgs, sourceUrl } from '../../lab/programs.ts';

const test = suite('runtime/host-service');

const clock = systemClock();
const log = createLogger({ stream: { write: () => true }, format: 'json', level: 'error', clock });

const inState = async (use: (stateRoot: string) => Promise<void>): Promise<void> => {
  const stateRoot = await mkdtemp(join(tmpdir(), 'bootswap-host-service-'));
  try {
    await use(stateRoot);
  } finally {
    await rm(stateRoot, { recursive: true, force: true });
  }
};

const openAs = (service: ServiceName, stateRoot: string): Promise<OpenedHostService> =>
  openHostService({ service, host: 'h1', stateRoot, clock, log });

test('host service - a second of the same kind on one state directory is refused, another kind is not', () =>
  inState(async (stateRoot) => {
    await openAs('applier', stateRoot);
    const refused = await openAs('applier', stateRoot).catch((error: unknown) => error);
    assert.ok(hasCode(refused, 'BUSY'), String(refused));
    await openAs('auditor', stateRoot);
  }));

test('host service - the place of a process that is gone is free', () =>
  inState(async (stateRoot) => {
    const index = sourceUrl('lib/runtime/index.ts');
    const program = `
      const { createLogger, openHostService, systemClock } = await import(${JSON.stringify(index)});
      const clock = systemClock();
      const log = createLogger({ stream: { write: () => true }, format: 'json', level: 'error', clock });
      await openHostService({ service: 'applier', host: 'h1', stateRoot: ${JSON.stringify(stateRoot)}, clock, log });
      process.exit(0);`;
    await runOrThrow(process.execPath, inlineArgs(program));
    await openAs('applier', stateRoot);
  }));

test.run();
