import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { builtBin } from '../../lab/programs.ts';

const test = suite('loaded');

const bin = await builtBin();
const STATIC_IMPORT = /^(?:import|\}) ?(?:.* ?from )?"\.\/([^"]+\.js)";$/gm;

/** The built file and all that it imports before it runs, by name: their text. */
const loadedBy = (name: string, seen = new Map<string, string>()): Map<string, string> => {
  if (seen.has(name)) return seen;
  const code = readFileSync(join(bin, name), 'utf8');
  seen.set(name, code);
  for (const [, imported = ''] of code.matchAll(STATIC_IMPORT)) loadedBy(imported, seen);
  return seen;
};

const fileOf = (command: string): string =>
  readdirSync(bin).find((name) => name.startsWith(`${command}-`) && name.endsWith('.js')) ?? '';

const holdsNats = (code: string): boolean => code.includes('node_modules/nats/');
const allBuilt = readdirSync(bin).filter((name) => name.endsWith('.js'));

test('loaded - what speaks to a server is built in, and loaded by no command before it connects', () => {
  const holders = allBuilt.filter((name) => holdsNats(readFileSync(join(bin, name), 'utf8')));
  assert.is(holders.length, 1, holders.join());
  for (const command of [
    'apply',
    'recover',
    'audit',
    'plan',
    'verdict',
    'inspect',
    'keys',
    'publish',
    'up',
  ]) {
    const loaded = loadedBy(fileOf(command));
    assert.ok(loaded.size > 5, `${command} loads ${[...loaded.keys()].join()}`);
    const culprit = [...loaded].find(([, code]) => holdsNats(code))?.[0];
    assert.is(culprit, undefined, `${command} loads nats with ${culprit}`);
  }
});

test.run();
