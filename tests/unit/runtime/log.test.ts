import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLogger } from '../../../lib/runtime/log.ts';
import type { LogOptions } from '../../../lib/runtime/log.ts';

const test = suite('log');

const collect = (options: Partial<LogOptions>) => {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  const clock = { nowMs: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678) };
  return { lines, log: createLogger({ stream, format: 'text', level: 'info', clock, ...options }) };
};

test('log - text is time, level, message, fields', () => {
  const { lines, log } = collect({});
  log
    .with({ host: 'h1' })
    .info('plan carried out', { bytes: 12n, scope: 'directory', why: 'two words', not: undefined });
  assert.equal(lines, [
    '2026-01-02T03:04:05.678Z info  plan carried out host=h1 bytes=12 scope=directory why="two words"\n',
  ]);
});

test('log - JSON is one object a line, and no field passes for time, level or message', () => {
  const { lines, log } = collect({ format: 'json' });
  log.error('it "failed"', { level: 'info', time: 'never', sequence: 18446744073709551615n });
  assert.is(lines.length, 1);
  assert.equal(JSON.parse(lines[0] ?? ''), {
    time: '2026-01-02T03:04:05.678Z',
    level: 'error',
    message: 'it "failed"',
    sequence: '18446744073709551615',
  });
});

test('log - what is below the level is not written', () => {
  const { lines, log } = collect({ level: 'warn' });
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  assert.equal(
    lines.map((line) => line.slice(25, 33)),
    ['warn  c\n', 'error d\n'],
  );
});

test('log - what comes from outside can neither end a line nor steer a terminal, nor fill the disk', () => {
  for (const format of ['text', 'json'] as const) {
    const { lines, log } = collect({ format });
    log.info('bad\nmessage\u001b[2J', { path: 'EFI/\r\nfedora\u009b31m\u2028', long: 'x'.repeat(10_000) });
    assert.is(lines.length, 1);
    const line = lines[0] ?? '';
    assert.is(line.indexOf('\n'), line.length - 1, format);
    assert.not.match(line, /[\u001b\r]/);
    if (format === 'text') assert.not.match(line, /[\u0080-\u009f\u2028]/);
    assert.ok(line.length < 3000);
  }
});

test('log - colours the level only when told', () => {
  const { lines, log } = collect({ isColoured: true });
  log.warn('careful');
  assert.is(lines[0], '2026-01-02T03:04:05.678Z \u001b[33mwarn \u001b[0m careful\n');
});

test.run();
