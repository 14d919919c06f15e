/** A command: one function, and its options as data, so that parsing and help cannot disagree. */
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { CodedError, messageOf } from '../lib/errors.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Stream, Terminal } from './terminal.ts';

/**
 * What the user typed is wrong.
 * @errors command line
 */
export type UsageErrorCode =
  /**
   * The command line is wrong: an unknown command or option, a missing value, or one argument too many.
   * @remedy Read `bootswap COMMAND --help`.
   */
  'USAGE';

export class UsageError extends CodedError<UsageErrorCode> {
  constructor(message: string, options?: ErrorOptions) {
    super('USAGE', message, options);
  }
}

export type OptionSpec = {
  /** The name of the value in the help, `DIR`; absent for a switch. */
  value?: string;
  help: string;
  /** May be given several times. */
  multiple?: boolean;
};
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export type Invocation = {
  positionals: string[];
  /** The option's value, or undefined. */
  text: (name: string) => string | undefined;
  texts: (name: string) => string[];
  has: (name: string) => boolean;
  env: NodeJS.ProcessEnv;
  /** Aborts on the first SIGINT or SIGTERM. */
  signal: AbortSignal;
  terminal: Terminal;
  /** For logs. */
  stderr: Stream;
};

export type Command = {
  name: string;
  summary: string;
  /** After `bootswap <name>`. */
  synopsis: string;
  details: string;
  options: OptionSpecs;
  positionals: { min: number; max: number };
  examples: readonly string[];
  run: (invocation: Invocation) => Promise<ExitCode>;
};

const commonOptions: OptionSpecs = {
  json: { help: 'print one JSON document on stdout; progress stays on stderr' },
  help: { help: 'show this help' },
};

const parseConfig = (specs: OptionSpecs): NonNullable<ParseArgsConfig['options']> =>
  Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      {
        type: spec.value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: spec.multiple ?? false,
      },
    ]),
  );

export type ParsedArguments = {
  positionals: string[];
  values: Record<string, string | boolean | (string | boolean)[] | undefined>;
};

const isOptionLike = (value: string): boolean => value.length > 1 && value.startsWith('-');

/** What is wrong with the options, in our words. Node's messages suggest positional arguments, which few commands take. */
const describeWrongOption = (command: Command, args: readonly string[]): string | null => {
  const specs: OptionSpecs = { ...command.options, ...commonOptions };
  const config = { args: [...args], options: parseConfig(specs), allowPositionals: true, strict: false };
  for (const token of parseArgs({ ...config, tokens: true }).tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined || !rawName.startsWith('--'))
      return `bootswap ${command.name} has no option ${rawName}`;
    if (spec.value === undefined && value !== undefined) return `${rawName} takes no value`;
    if (spec.value === undefined) continue;
    if (value === undefined) return `${rawName} needs a value: ${rawName} ${spec.value}`;
    if (inlineValue !== true && isOptionLike(value))
      return `${rawName} needs a value: ${rawName} ${spec.value}; if the value begins with -, write ${rawName}=${value}`;
  }
  return null;
};

/** Parses a command's arguments. Throws UsageError with what is wrong. */
export const parseCommand = (command: Command, args: readonly string[]): ParsedArguments => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: parseConfig({ ...command.options, ...commonOptions }),
      allowPositionals: true,
      strict: true,
    });
    return { values, positionals };
  } catch (error) {
    throw new UsageError(describeWrongOption(command, args) ?? messageOf(error), { cause: error });
  }
};

/** Throws UsageError if there are too few or too many positional arguments. */
export const checkPositionals = (command: Command, positionals: readonly string[]): void => {
  const { min, max } = command.positionals;
  if (positionals.length < min)
    throw new UsageError(`an argument is missing; usage: bootswap ${command.name} ${command.synopsis}`);
  if (positionals.length <= max) return;
  // A shell expands `--payload *.deb` to one option and many arguments.
  const hint = 'payload' in command.options ? '; give --payload before each path' : '';
  throw new UsageError(`unexpected argument ${JSON.stringify(positionals[max])}${hint}`);
};

const optionLines = (specs: OptionSpecs): string[] => {
  const entries = Object.entries({ ...specs, ...commonOptions });
  const heads = entries.map(([name, { value }]) => `  --${name}${value === undefined ? '' : ` ${value}`}`);
  const width = Math.max(...heads.map(({ length }) => length)) + 2;
  return entries.map(([, spec], index) => {
    const more = spec.multiple === true ? ' (may be repeated)' : '';
    return `${(heads[index] ?? '').padEnd(width)}${spec.help}${more}`;
  });
};

/** The text of `bootswap <command> --help`. */
export const helpText = (command: Command): string =>
  [
    `bootswap ${command.name}: ${command.summary}`,
    '',
    `Usage: bootswap ${command.name} ${command.synopsis}`.trimEnd(),
    '',
    command.details,
    '',
    'Options:',
    ...optionLines(command.options),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    '',
    'Exit status: 0 done, 1 failed or refused, 2 wrong usage, 3 audit failed, 4 busy, 5 something required is missing, 6 stuck, 130 interrupted (docs/cli.md)',
  ].join('\n');
