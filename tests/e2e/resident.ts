/** Many command lines in one process of the built command, for tables of them: starting Node is most of a short run. */
import { join } from 'node:path';
import { start } from '../../lib/sys/index.ts';
import type { RunningProcess, RunResult } from '../../lib/sys/index.ts';
import { builtBin, sourceArgs } from '../lab/programs.ts';

export type Line = { args: readonly string[]; env: NodeJS.ProcessEnv };
export type Answer = { code: number; stdout: string; stderr: string };

export type Resident = {
  /**
   * Runs one line; the next one may come when it has ended. What `bin/bootswap` adds to it (signals, the exit status as
   * a process has it) is not there.
   * @throws if the process ends: an error that nobody caught ends it
   */
  run: (line: Line) => Promise<RunResult>;
  end: () => Promise<unknown>;
};

type Waiting = { resolve: (result: RunResult) => void; reject: (error: Error) => void };

/** `under`: program and arguments that it is run by. */
export const startResident = async (under: readonly string[], env: NodeJS.ProcessEnv): Promise<Resident> => {
  const program = sourceArgs('tests/e2e/resident-program.ts');
  const command = [...under, process.execPath, ...program, join(await builtBin(), 'main.js')];
  const file = command[0] ?? process.execPath;
  const args = command.slice(1);
  let waiting: Waiting | null = null;
  const complaints: string[] = [];
  const onLine = (line: string, stream: 'stdout' | 'stderr'): void => {
    if (stream === 'stderr') return void complaints.push(line);
    waiting?.resolve({ ...(JSON.parse(line) as Answer), signal: null });
    waiting = null;
  };
  const child: RunningProcess = start(file, args, { env, stdin: 'pipe', onLine });
  void child.exited.then(({ code, signal }) =>
    waiting?.reject(new Error(`ended in a line with ${code ?? signal}: ${complaints.join('\n')}`)),
  );
  return {
    run: (line) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        child.stdin?.write(`${JSON.stringify(line)}\n`);
      }),
    end: () => {
      child.stdin?.end();
      return child.exited;
    },
  };
};
