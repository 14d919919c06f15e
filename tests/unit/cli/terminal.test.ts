import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openTerminal, paintFor, table, toJson } from '../../../cli/terminal.ts';

const test = suite('terminal');

const stream = (isTTY?: boolean) => {
  const written: string[] = [];
  return { written, write: (text: string) => written.push(text), ...(isTTY !== undefined && { isTTY }) };
};

test('terminal - results go to stdout and progress to stderr; --json leaves stdout to the one document', () => {
  for (const json of [false, true]) {
    const [stdout, stderr] = [stream(), stream()];
    const terminal = openTerminal({ stdout, stderr, env: {}, json });
    terminal.say('working');
    terminal.print('done');
    terminal.document({ a: 1 });
    terminal.document({ error: 'later' });
    assert.equal(stderr.written, ['working\n']);
    assert.equal(stdout.written, json ? ['{\n  "a": 1\n}\n'] : ['done\n']);
  }
});

test('terminal - JSON of bigint is a number while that is exact, else text; bytes are hex', () => {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  const value = {
    zero: 0n,
    most,
    more: most + 1n,
    less: -1n,
    bytes: new Uint8Array([0, 255]),
    none: null,
    gone: undefined,
  };
  assert.equal(JSON.parse(toJson(value)), {
    zero: 0,
    most: Number.MAX_SAFE_INTEGER,
    more: '9007199254740992',
    less: '-1',
    bytes: '00ff',
    none: null,
  });
});

test('terminal - a table pads to the widest cell and leaves no space at the end of a line', () => {
  assert.equal(table([]), []);
  assert.equal(table([['a', 'bb', ''], ['ccc', 'd', 'e'], ['f']]), ['a    bb', 'ccc  d   e', 'f']);
});

const colours: [string, boolean | undefined, NodeJS.ProcessEnv, boolean][] = [
  ['a terminal', true, {}, true],
  ['an empty NO_COLOR, which counts as none', true, { NO_COLOR: '' }, true],
  ['NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ['a pipe', undefined, {}, false],
];
for (const [what, isTTY, env, on] of colours)
  test(`terminal - ${what}: ${on ? 'colours' : 'no colours'}`, () => {
    assert.is(paintFor(stream(isTTY), env).green('x'), on ? '\u001b[32mx\u001b[0m' : 'x');
  });

test.run();
