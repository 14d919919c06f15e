import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openHostService, systemClock } from '../../../lib/runtime/index.ts';
import type { OpenedHostService, ServiceName } from '../../../lib/runtime/index.ts';
import { hasCode } from '../../../lib/errors.ts';
import { runOrThrow } from '../../../lib/sys/index.ts';
import { inlineArgs, sourceUrl } from '../../lab/programs.ts';
import { withScratch } from '../../lab/scratch.ts';
import { quiet } from '../../lab/quiet-log.ts';

const test = suite('runtime/host-service');

const clock = systemClock();
const openAs = (service: ServiceName, stateRoot: string): Promise<OpenedHostService> =>
  openHostService({ service, host: 'h1', stateRoot, clock, log: quiet });

test('host service - a second of the same kind on one state directory is refused, another kind is not', () =>
  withScratch(async (stateRoot) => {
    await openAs('applier', stateRoot);
    const refused = await openAs('applier', stateRoot).catch((error: unknown) => error);
    assert.ok(hasCode(refused, 'BUSY'), String(refused));
    await openAs('auditor', stateRoot);
  }));

test('host service - the place of a process that is gone is free', () =>
  withScratch(async (stateRoot) => {
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
