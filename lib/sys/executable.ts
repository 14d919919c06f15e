import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

export type FindOptions = { cwd?: string | undefined; env?: NodeJS.ProcessEnv | undefined };

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/**
 * The absolute path of the program that `file` names, as execvp(3) would find it: a name with a slash is a path,
 * anything else is looked for in PATH. Null if there is none. Never throws.
 */
export const findExecutable = (file: string, options: FindOptions = {}): string | null => {
  if (file === '' || file.includes('\0')) return null;
  const base = options.cwd ?? process.cwd();
  if (file.includes('/')) {
    const path = resolve(base, file);
    return isExecutable(path) ? path : null;
  }
  const directories = ((options.env ?? process.env)['PATH'] ?? '').split(delimiter);
  return directories.map((directory) => join(resolve(base, directory), file)).find(isExecutable) ?? null;
};

const SETPRIV = '/usr/bin/setpriv';

/** BusyBox has a `setpriv` too, as a link to itself, and that one knows no --pdeathsig. */
const hasSetpriv = (): boolean => {
  try {
    return realpathSync(SETPRIV) === SETPRIV && isExecutable(SETPRIV);
  } catch {
    return false;
  }
};

export type CommandLine = { file: string; args: readonly string[] };

/**
 * Puts util-linux's `setpriv --pdeathsig TERM` in front, where there is one: the kernel then sends SIGTERM to the
 * program when the thread that started it dies, SIGKILL of the parent included (prctl(2), PR_SET_PDEATHSIG).
 * setpriv execs the program, so that the process id stays the same.
 */
export const withDeathSignal = (command: CommandLine): CommandLine =>
  hasSetpriv()
    ? { file: SETPRIV, args: ['--pdeathsig', 'TERM', '--', command.file, ...command.args] }
    : command;
