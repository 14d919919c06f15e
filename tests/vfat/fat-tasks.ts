/** What the tests of lib/esp/fat and services/applier/fat have a guest do on its vfat, and how they ask for it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnosis, SwapNames } from '../../lib/esp/fat/index.ts';
import { runInGuest, whyNoGuest } from '../lab/guest/chosen.ts';
import type { GuestOptions, GuestResult } from '../lab/guest/options.ts';
import { builtBootswap, builtProgram } from '../lab/programs.ts';
import { withScratch } from '../lab/scratch.ts';

/** One after the other, in one process; paths are below the mount point. */
export type FatTask =
  | { do: 'mkdir' | 'file' | 'remove'; path: string }
  /** The code of what trying to read it throws, or 'ok'. */
  | { do: 'list'; path: string }
  | { do: 'names'; path: string }
  /** Makes the stage as `kind`; `fails` makes it throw instead. */
  | { do: 'place'; names: SwapNames; kind: 'directory' | 'file'; fails?: boolean }
  | { do: 'diagnose' | 'heal'; swaps: SwapNames[]; adopts?: boolean; isHeldOpen?: boolean }
  /** Binds the mount to a second place, for the tasks after it. */
  | { do: 'bind'; to: string }
  /** Writes the sector 0 with what it has. */
  | { do: 'write-sector'; offset: number }
  | { do: 'mounts' }
  /** A process takes the ESP off and is killed before it is back; then what mountAfterKill says. */
  | { do: 'kill-unmounted' }
  | { do: 'mount-after-kill' }
  /** The exit status of `bootswap recover` for the ESP. */
  | { do: 'recover' };

export type PrintedDiagnosis = Pick<Diagnosis, 'kind' | 'why' | 'placement'> & { heal: string | null };

export const noGuest = whyNoGuest();

export type TaskRun = { results: unknown[]; guest: GuestResult };

/** Boots a guest on the image and has it do the tasks; what each gave, in order, or `{error: code}`. */
export const runFatTasks = (
  image: string,
  tasks: readonly FatTask[],
  options: Partial<GuestOptions> = {},
): Promise<TaskRun> =>
  withScratch(async (share) => {
    await writeFile(join(share, 'tasks'), JSON.stringify(tasks));
    const program = await builtProgram('tests/vfat/fat-guest.ts');
    const child = await builtProgram('tests/vfat/unmounted-child.ts');
    const guest = await runInGuest({
      ...options,
      command: [process.execPath, program, share, child, await builtBootswap()],
      image,
      shares: [{ path: share, isWritable: true }],
    });
    if (guest.exitCode !== 0)
      throw new Error(`the guest's tasks ended with ${guest.exitCode}: ${guest.output}`);
    const results: unknown = JSON.parse(await readFile(join(share, 'results'), 'utf8'));
    return { results: Array.isArray(results) ? results : [], guest };
  });
