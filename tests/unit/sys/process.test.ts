import { getEventListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findExecutable, ProcessError, run, runOrThrow, start } from '../../../lib/sys/index.ts';
import { inlineArgs, sourceUrl } from '../../lab/programs.ts';
import { skipIf } from '../../lab/skip.ts';
import { withScratch } from '../../lab/scratch.ts';
import { failureOf } from '../../lab/errors.ts';
import { hasEnded } from '../../lab/processes.ts';

const test = suite('process');
const withSetpriv = skipIf(test, existsSync('/usr/bin/setpriv') ? undefined : 'no setpriv');

const sys = sourceUrl('lib/sys/index.ts');

test('run - collects both outputs, and a non-zero exit resolves', async () => {
  const result = await run('sh', ['-c', 'cat; echo oops >&2; exit 3'], { input: 'hé' });
  assert.equal(result, { code: 3, signal: null, stdout: 'hé', stderr: 'oops\n' });
});

test('run - no shell ever sees the arguments', async () => {
  const odd = ['$(touch x)', '; exit 1', '*', ''];
  const { stdout } = await run('printf', ['[%s]', ...odd]);
  assert.is(stdout, '[$(touch x)][; exit 1][*][]');
});

test('run - environment and working directory are the ones given', () =>
  withScratch(async (cwd) => {
    const { stdout } = await run('/bin/sh', ['-c', 'echo "$ONE,$HOME"; pwd'], { cwd, env: { ONE: '1' } });
    assert.is(stdout, `1,\n${cwd}\n`);
  }));

test('run - a program that is not there is NOT_FOUND, by name and by path', async () => {
  for (const file of ['bootswap-no-such-program', '/no/such/program', '', 'a\0b', '/etc/passwd', '/']) {
    const error = await failureOf(() => run(file));
    assert.instance(error, ProcessError);
    assert.is(error.code, 'NOT_FOUND', file);
  }
});

test('run - a missing working directory is SPAWN_FAILED', async () => {
  const error = await failureOf(() => run('true', [], { cwd: '/no/such/directory' }));
  assert.is(error.code, 'SPAWN_FAILED');
  assert.is((await failureOf(() => run('true', ['a\0b']))).code, 'SPAWN_FAILED');
});

test('run - a timeout kills the whole process group', () =>
  withScratch(async (directory) => {
    const pidFile = join(directory, 'pid');
    const script = `sleep 60 & echo $! > "$1"; wait`;
    const error = await failureOf(() => run('sh', ['-c', script, 'sh', pidFile], { timeoutMs: 700 }));
    assert.is(error.code, 'TIMEOUT');
    assert.ok(await hasEnded(Number(await readFile(pidFile, 'utf8'))), 'the grandchild has ended');
  }));

test('run - an abort kills, and carries its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const running = run('sleep', ['60'], { signal: controller.signal });
  controller.abort(reason);
  const error = await failureOf(() => running);
  assert.is(error.code, 'ABORTED');
  assert.is(error.cause, reason);
  const late = await failureOf(() => run('true', [], { signal: controller.signal }));
  assert.is(late.code, 'ABORTED');
});

test('run - endless output is OUTPUT_TOO_LARGE', async () => {
  const error = await failureOf(() => run('yes', [], { maxOutputBytes: 1000 }));
  assert.is(error.code, 'OUTPUT_TOO_LARGE');
  const { stdout } = await run('head', ['-c', '1000', '/dev/zero'], { maxOutputBytes: 1000 });
  assert.is(stdout.length, 1000);
});

test('run - a program that does not read its input is no error', async () => {
  const { code } = await run('true', [], { input: Buffer.alloc(4 * 1024 * 1024) });
  assert.is(code, 0);
});

test('run - leaves no listener behind', async () => {
  const controller = new AbortController();
  const before = process.listenerCount('exit');
  await Promise.all([1, 2, 3].map(() => run('true', [], { signal: controller.signal })));
  assert.is(process.listenerCount('exit'), before);
  assert.equal(getEventListeners(controller.signal, 'abort'), []);
});

test('runOrThrow - the message says how it ended and what it complained of', async () => {
  const error = await failureOf(() => runOrThrow('sh', ['-c', 'echo no space left >&2; exit 28']));
  assert.is(error.code, 'EXIT_STATUS');
  assert.match(error.message, /exit status 28: no space left$/);
  const killed = await failureOf(() => runOrThrow('sh', ['-c', 'kill -9 $$']));
  assert.match(killed.message, /signal SIGKILL/);
  assert.is((await runOrThrow('echo', ['fine'])).stdout, 'fine\n');
});

test('start - hands on lines of both streams, the last without its newline too', async () => {
  const lines: string[] = [];
  const script = 'printf "a\\r\\nb\\n\\303"; printf "\\251\\nlast"; echo err >&2';
  const child = start('sh', ['-c', script], { onLine: (line, stream) => lines.push(`${stream} ${line}`) });
  assert.equal(await child.exited, { code: 0, signal: null });
  assert.equal(
    lines.filter((line) => line.startsWith('stdout')),
    ['stdout a', 'stdout b', 'stdout é', 'stdout last'],
  );
  assert.equal(
    lines.filter((line) => line.startsWith('stderr')),
    ['stderr err'],
  );
});

test('start - a line without end comes in bounded pieces', async () => {
  const lengths: number[] = [];
  const options = { onLine: (line: string) => lengths.push(line.length) };
  await start('head', ['-c', '1000000', '/dev/zero'], options).exited;
  assert.is(
    lengths.reduce((sum, length) => sum + length, 0),
    1_000_000,
  );
  assert.ok(Math.max(...lengths) < 300_000, String(Math.max(...lengths)));
});

test('start - kill ends the child and its children, and is harmless afterwards', async () => {
  const pids: number[] = [];
  const child = start('sh', ['-c', 'sleep 60 & echo $!; wait'], {
    onLine: (line) => {
      pids.push(Number(line));
      child.kill();
    },
  });
  assert.equal(await child.exited, { code: null, signal: 'SIGTERM' });
  assert.ok(await hasEnded(pids[0] ?? 0));
  child.kill('SIGKILL');
});

test('start - input goes through stdin if asked for', async () => {
  const lines: string[] = [];
  const child = start('cat', [], { stdin: 'pipe', onLine: (line) => lines.push(line) });
  child.stdin?.end('one\ntwo\n');
  await child.exited;
  assert.equal(lines, ['one', 'two']);
  assert.is(start('true').stdin, null);
});

test('start - throws at once where nothing can be started', async () => {
  assert.is((await failureOf(() => start('bootswap-no-such-program'))).code, 'NOT_FOUND');
  assert.is((await failureOf(() => start('true', [], { cwd: '/no/such/directory' }))).code, 'SPAWN_FAILED');
});

/** A process that starts `sleep`, prints its id and then does `then`. Resolves to the sleeper's id once that has happened. */
const orphanOf = async (then: string, options = '{}'): Promise<number> => {
  const code = `import { start } from ${JSON.stringify(sys)};
    process.stdout.write(String(start('sleep', ['60'], ${options}).pid) + '\\n', () => { ${then} });`;
  const pids: number[] = [];
  const parent = start(process.execPath, inlineArgs(code), {
    onLine: (line) => pids.push(Number(line)),
  });
  await parent.exited;
  return pids[0] ?? 0;
};

test('start - the child goes when its parent exits', async () => {
  assert.ok(await hasEnded(await orphanOf('process.exit(0)')));
});

test('run - what still runs goes when we exit', () =>
  withScratch(async (directory) => {
    const pidFile = join(directory, 'pid');
    const code = `import { existsSync } from 'node:fs';
      import { run } from ${JSON.stringify(sys)};
      void run('sh', ['-c', 'echo $$ > "$1.new"; mv "$1.new" "$1"; exec sleep 60', 'sh', ${JSON.stringify(pidFile)}]);
      setInterval(() => existsSync(${JSON.stringify(pidFile)}) && process.exit(0), 10);`;
    await runOrThrow(process.execPath, inlineArgs(code));
    assert.ok(await hasEnded(Number(await readFile(pidFile, 'utf8'))));
  }));

withSetpriv('start - the child goes when its parent is killed with SIGKILL', async () => {
  assert.ok(await hasEnded(await orphanOf("process.kill(process.pid, 'SIGKILL')")));
});

test('start - a detached child stays, and does not keep its parent', async () => {
  const pid = await orphanOf('', '{ detached: true }');
  process.kill(pid, 0);
  process.kill(pid, 'SIGKILL');
  assert.ok(await hasEnded(pid));
});

test('findExecutable - looks in PATH, skips what cannot be executed', () =>
  withScratch(async (directory) => {
    assert.is(findExecutable('sh', { env: { PATH: `${directory}:/bin` } }), '/bin/sh');
    assert.is(findExecutable('sh', { env: { PATH: directory } }), null);
    assert.is(findExecutable('sh', { env: {} }), null);
    assert.is(findExecutable('./sh', { cwd: '/bin' }), '/bin/sh');
  }));

test.run();
