import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkPositionals, helpText, parseCommand, UsageError } from '../../../cli/command.ts';
import type { Command } from '../../../cli/command.ts';
import { exitCodeFor } from '../../../cli/error-exit.ts';
import { exitCodes } from '../../../cli/exit-codes.ts';
import { main } from '../../../cli/main.ts';
import { codedError } from './invocation.ts';

const test = suite('command');

const command: Command = {
  name: 'try',
  summary: 'tries',
  synopsis: 'WHAT [--from DIR]',
  details: 'Some details.',
  options: {
    from: { value: 'DIR', help: 'where from' },
    also: { value: 'NAME', help: 'what else', multiple: true },
    'dry-run': { help: 'only say it' },
  },
  positionals: { min: 1, max: 2 },
  examples: ['bootswap try it'],
  run: async () => exitCodes.ok,
};

const usage = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    assert.instance(error, UsageError);
    return (error as Error).message;
  }
  throw new Error('no usage error');
};

test('command - parses switches, values, repeated values and positionals, in any order', () => {
  const { values, positionals } = parseCommand(command, [
    'a',
    '--also',
    'x',
    '--dry-run',
    '--from=/d',
    '--also',
    'y',
    '--json',
    'b',
  ]);
  assert.equal(positionals, ['a', 'b']);
  assert.equal({ ...values }, { also: ['x', 'y'], 'dry-run': true, from: '/d', json: true });
});

test('command - after -- everything is a positional', () => {
  assert.equal(parseCommand(command, ['--', '--from']).positionals, ['--from']);
});

const wrongOptions: [string[], string][] = [
  [['--form', 'x'], 'bootswap try has no option --form'],
  [['--constructor'], 'bootswap try has no option --constructor'],
  [['-x'], 'bootswap try has no option -x'],
  [['a', '--from', '/d', '--also'], '--also needs a value: --also NAME'],
  [['--dry-run=yes'], '--dry-run takes no value'],
  [
    ['--from', '--dry-run'],
    '--from needs a value: --from DIR; if the value begins with -, write --from=--dry-run',
  ],
];
for (const [args, message] of wrongOptions)
  test(`command - ${args.join(' ')} is a usage error in our words`, () => {
    assert.is(
      usage(() => parseCommand(command, args)),
      message,
    );
  });

test('command - too few and too many arguments are usage errors that say what is right', () => {
  assert.match(
    usage(() => checkPositionals(command, [])),
    /an argument is missing; usage: bootswap try WHAT/,
  );
  assert.match(
    usage(() => checkPositionals(command, ['a', 'b', 'c'])),
    /^unexpected argument "c"$/,
  );
  const withPayload = { ...command, options: { payload: { value: 'PATH', help: 'what', multiple: true } } };
  assert.match(
    usage(() => checkPositionals(withPayload, ['a', 'b', 'c.deb'])),
    /^unexpected argument "c.deb"; give --payload before each path$/,
  );
  checkPositionals(command, ['a']);
  checkPositionals(command, ['a', 'b']);
});

test('command - help has every option, --json and --help, examples and the exit statuses', () => {
  const text = helpText(command);
  for (const part of [
    '--from DIR',
    '--also NAME',
    '(may be repeated)',
    '--dry-run',
    '--json',
    '--help',
    '  bootswap try it',
    'Exit status: 0 done',
  ])
    assert.ok(text.includes(part), part);
});

const { signal } = new AbortController();
const codes: [string, number][] = [
  ['USAGE', 2],
  ['CHANNEL', 2],
  ['HOST_ID', 2],
  ['BUSY', 4],
  ['NO_ESP', 5],
  ['NOT_MOUNTED', 5],
  ['NO_SERVER', 5],
  ['NATS_SERVER_MISSING', 5],
  ['SERVER_UNREACHABLE', 5],
  ['SERVER_TOO_OLD', 5],
  ['JETSTREAM_DISABLED', 5],
  ['AUTHENTICATION', 5],
  ['TOOL_MISSING', 5],
  ['NEEDS_RECOVERY', 6],
  ['SYMLINK', 1],
  ['EACCES', 1],
];
for (const [code, status] of codes)
  test(`command - an error ${code} ends with ${status}`, () => {
    assert.is(exitCodeFor(codedError(code), signal), status);
  });

test('command - whatever is thrown ends with 1, and with 130 once it was told to stop', () => {
  const stopped = new AbortController();
  stopped.abort();
  for (const error of [
    new Error('x'),
    'text',
    null,
    undefined,
    7,
    { code: 7 },
    { code: 'constructor' },
    { code: 'toString' },
  ]) {
    assert.is(exitCodeFor(error, signal), 1);
    assert.is(exitCodeFor(error, stopped.signal), 130);
  }
});

test('command - main throws nothing: it returns a status and writes one line to stderr', async () => {
  for (const args of [
    ['nothing'],
    ['constructor'],
    ['__proto__'],
    ['apply', '--nope'],
    ['keys', 'constructor'],
    ['topology', 'toString'],
    ['keys'],
  ]) {
    const written = { out: '', err: '' };
    const status = await main(args, {
      env: {},
      stdout: { write: (text) => (written.out += text) },
      stderr: { write: (text) => (written.err += text) },
      signal,
    });
    assert.is(status, 2, args.join(' '));
    assert.is(written.out, '');
    assert.match(written.err, /^bootswap: .+\nTry: bootswap (\w+ )?--help/);
  }
});

test.run();
