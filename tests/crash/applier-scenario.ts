import { join } from 'node:path';
import { builtProgram } from '../lab/programs.ts';
import { repoRoot } from '../lab/tools.ts';
import { PERL } from '../lab/guest/options.ts';
import { ESP_POINT } from './guest-driver.ts';
import { applyCommand, makeMatrixEsp, PLACES, recoverCommand } from './matrix-esp.ts';
import { nameOf } from './matrix.ts';
import type { MatrixRow } from './matrix.ts';
import { targetsOf } from './row-files.ts';
import type { Scenario } from './scenario.ts';

const CRASH = join(repoRoot(), 'tests', 'crash');
const RUN_TIMEOUT_MS = 300_000;

const neighboursOf = (row: MatrixRow): string[][] => {
  if (row.neighbour === 'quiet') return [];
  const [target = ''] = targetsOf(row);
  return [[PERL, join(CRASH, 'controls', 'neighbour.pl'), row.neighbour, join(ESP_POINT, target)]];
};

/**
 * The real `bootswap apply` on a row's ESP, and the real `bootswap recover` on what cuts leave of it.
 * @throws {CrashError} {LabError} as `makeMatrixEsp`
 */
export const applierScenario = async (row: MatrixRow, directory: string): Promise<Scenario> => {
  const { disk, payload, expectations, mountOptions } = await makeMatrixEsp(row, directory);
  const server = [process.execPath, await builtProgram('tests/crash/recover-server.ts')];
  return {
    name: nameOf(row),
    espImage: disk,
    hasStateDir: true,
    workload: {
      command: applyCommand(row, payload),
      mountOptions,
      neighbours: neighboursOf(row),
      shares: [{ path: directory }],
      commandTimeoutMs: RUN_TIMEOUT_MS,
    },
    expectations,
    // One process for most recoveries, the command itself for some.
    recovery: { command: [...server, 'recover', ...PLACES], isServer: true },
    otherRecovery: { command: recoverCommand },
  };
};
