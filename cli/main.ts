/** Finds the command, parses its arguments, and turns errors into one line and an exit status. */
import { hasCode, messageOf } from '../lib/errors.ts';
import { checkPositionals, helpText, parseCommand, UsageError } from './command.ts';
import type { Command, Invocation, ParsedArguments } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { exitCodeFor } from './error-exit.ts';
import { explainNoAccess } from './places.ts';
import { openTerminal } from './terminal.ts';
import type { Stream, Terminal } from './terminal.ts';

/** Each command is loaded only when it is used: `serve applier` must not load what only `publish` needs. */
const loaders = {
  up: async () => (await import('./up.ts')).command,
  serve: async () => (await import('./serve.ts')).command,
  publish: async () => (await import('./publish.ts')).command,
  apply: async () => (await import('./apply.ts')).command,
  recover: async () => (await import('./recover.ts')).command,
  audit: async () => (await import('./audit.ts')).command,
  inspect: async () => (await import('./inspect.ts')).command,
  verdict: async () => (await import('./verdict.ts')).command,
  plan: async () => (await import('./plan.ts')).command,
  status: async () => (await import('./status.ts')).command,
  keys: async () => (await import('./keys.ts')).command,
  topology: async () => (await import('./topology.ts')).command,
} satisfies Record<string, () => Promise<Command>>;

const isCommandName = (name: string | undefined): name is keyof typeof loaders =>
  name !== undefined && Object.hasOwn(loaders, name);

/** All commands, in the order of the help. */
export const commands = (): Promise<Command[]> => Promise.all(Object.values(loaders).map((load) => load()));

const overview = async (): Promise<string> => {
  const all = await commands();
  const width = Math.max(...all.map(({ name }) => name.length)) + 2;
  return [
    'bootswap: boot loader updates on the EFI System Partition (ESP) that survive power loss, for one Linux host or a fleet',
    '',
    'Usage: bootswap COMMAND [OPTION]...',
    '',
    'Commands:',
    ...all.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    'Example:',
    '  bootswap apply --esp /boot/efi --payload /usr/lib/efi --state-dir /var/lib/bootswap',
    '',
    'Run bootswap COMMAND --help for details. docs/cli.md lists the exit statuses and JSON documents.',
  ].join('\n');
};

export type Process = {
  env: NodeJS.ProcessEnv;
  stdout: Stream;
  stderr: Stream;
  signal: AbortSignal;
};

const list = (value: ParsedArguments['values'][string]): string[] => {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
};

const invocationOf = (
  { values, positionals }: ParsedArguments,
  { process, terminal }: { process: Process; terminal: Terminal },
): Invocation => ({
  positionals,
  text: (name) => list(values[name]).at(-1),
  texts: (name) => list(values[name]),
  has: (name) => values[name] === true,
  env: process.env,
  signal: process.signal,
  terminal,
  stderr: process.stderr,
});

const runCommand = async (command: Command, args: readonly string[], process: Process): Promise<number> => {
  const parsed = parseCommand(command, args);
  if (parsed.values['help'] === true) {
    process.stdout.write(`${helpText(command)}\n`);
    return exitCodes.ok;
  }
  checkPositionals(command, parsed.positionals);
  const json = parsed.values['json'] === true;
  const terminal = openTerminal({ ...process, json });
  const invocation = invocationOf(parsed, { process, terminal });
  try {
    return await command.run(invocation);
  } catch (error) {
    throw explainNoAccess(error, invocation);
  }
};

/**
 * Of an error that has no code.
 * @errors command line
 */
export type UncodedErrorCode =
  /**
   * Something failed that bootswap has no code for.
   * @remedy Run the command again with `BOOTSWAP_DEBUG=1` and report it as a bug, with the stack trace.
   */
  'UNEXPECTED';

const uncoded: UncodedErrorCode = 'UNEXPECTED';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : uncoded;

const complain = (error: unknown, args: readonly string[], process: Process): void => {
  const [name] = args;
  process.stderr.write(`bootswap: ${messageOf(error)}\n`);
  if (hasCode(error, 'USAGE')) {
    process.stderr.write(`Try: bootswap ${isCommandName(name) ? `${name} ` : ''}--help\n`);
  }
  // Even if the arguments could not be parsed: a program that reads stdout always gets one document.
  if (args.includes('--json')) {
    const error_ = { code: codeOf(error), message: messageOf(error) };
    openTerminal({ ...process, json: true }).document({ error: error_ });
  }
  const debug = (process.env['BOOTSWAP_DEBUG'] ?? '') !== '';
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
};

/** Runs `bootswap` with these arguments and returns its exit status. Throws nothing. */
export const main = async (args: readonly string[], process: Process): Promise<number> => {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      const help = isCommandName(rest[0]) ? helpText(await loaders[rest[0]]()) : await overview();
      process.stdout.write(`${help}\n`);
      return name === undefined ? exitCodes.usage : exitCodes.ok;
    }
    if (name === '--version') {
      process.stdout.write(`bootswap ${(await import('./version.ts')).version()}\n`);
      return exitCodes.ok;
    }
    if (!isCommandName(name)) throw new UsageError(`unknown command ${JSON.stringify(name)}`);
    return await runCommand(await loaders[name](), rest, process);
  } catch (error) {
    complain(error, args, process);
    return exitCodeFor(error, process.signal);
  }
};
