import type { Invocation } from '../../../cli/command.ts';
import { openTerminal } from '../../../cli/terminal.ts';

const nowhere = { write: (): void => undefined };

/** What a command is called with, for these options and this environment. */
export const invocationOf = (
  options: Record<string, string | true>,
  env: NodeJS.ProcessEnv = {},
): Invocation => {
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    positionals: [],
    text,
    texts: (name) => [text(name)].filter((value) => value !== undefined),
    has: (name) => options[name] === true,
    env,
    signal: new AbortController().signal,
    terminal: openTerminal({ stdout: nowhere, stderr: nowhere, env: {}, json: false }),
    stderr: nowhere,
  };
};

export const codedError = (code: string): Error => Object.assign(new Error(code), { code });
