import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runOrThrow } from '../../../lib/sys/index.ts';
import {
  createKeyFiles,
  generateKeyPair,
  loadOrCreateSigningKey,
  loadPinnedKeys,
  loadSigningKey,
  publicKeyOf,
  publicPemOf,
} from '../../../lib/trust/index.ts';
import { inlineArgs, sourceUrl } from '../../lab/programs.ts';
import { withScratch } from '../../lab/scratch.ts';
import { assertDistrust } from './distrust.ts';

const test = suite('trust key files');
const newPublicPem = (): string => publicPemOf(publicKeyOf(generateKeyPair()));
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

test('create - writes a private key that only its owner reads, and its public half', () =>
  withScratch(async (directory) => {
    const keys = join(directory, 'new', 'keys');
    const { key, privatePath, publicPath } = await createKeyFiles(keys, 'planner');
    assert.is(await modeOf(privatePath), 0o600);
    assert.is(await modeOf(keys), 0o700);
    assert.is((await loadSigningKey(privatePath)).keyId, key.keyId);
    assert.equal(
      (await loadPinnedKeys(publicPath)).map(({ keyId }) => keyId),
      [key.keyId],
    );
    assert.equal((await readdir(keys)).sort(), ['planner.key', 'planner.pub']);
  }));

test('create - leaves a key that is there as it is', () =>
  withScratch(async (directory) => {
    const { privatePath, publicPath } = await createKeyFiles(directory, 'planner');
    const before = [await readFile(privatePath, 'utf8'), await readFile(publicPath, 'utf8')];
    await assertDistrust(() => createKeyFiles(directory, 'planner'), 'KEY_EXISTS');
    assert.equal([await readFile(privatePath, 'utf8'), await readFile(publicPath, 'utf8')], before);
    assert.equal((await readdir(directory)).sort(), ['planner.key', 'planner.pub']);
  }));

test('load or create - many at once agree on one key', () =>
  withScratch(async (directory) => {
    const keys = await Promise.all(
      Array.from({ length: 24 }, () => loadOrCreateSigningKey(directory, 'host')),
    );
    assert.is(new Set(keys.map(({ keyId }) => keyId)).size, 1);
    assert.equal((await readdir(directory)).sort(), ['host.key', 'host.pub']);
  }));

test('load or create - processes that start at once agree on one key', () =>
  withScratch(async (directory) => {
    const library = sourceUrl('lib/trust/index.ts');
    const script = `import { loadOrCreateSigningKey } from ${JSON.stringify(library)};
      process.stdout.write((await loadOrCreateSigningKey(process.argv[1], 'host')).keyId);`;
    const args = [...inlineArgs(script), directory];
    const results = await Promise.all(Array.from({ length: 4 }, () => runOrThrow(process.execPath, args)));
    const ids = new Set(results.map(({ stdout }) => stdout));
    assert.is(ids.size, 1);
    assert.ok(ids.has((await loadSigningKey(join(directory, 'host.key'))).keyId));
  }));

test('load or create - puts back a public half that a crash left out', () =>
  withScratch(async (directory) => {
    const { key, publicPath } = await createKeyFiles(directory, 'host');
    await rm(publicPath);
    assert.is((await loadOrCreateSigningKey(directory, 'host')).keyId, key.keyId);
    assert.equal(
      (await loadPinnedKeys(publicPath)).map(({ keyId }) => keyId),
      [key.keyId],
    );
  }));

test('load or create - never replaces a key that cannot be used', () =>
  withScratch(async (directory) => {
    const path = join(directory, 'host.key');
    await writeFile(path, 'not a key', { mode: 0o600 });
    await assertDistrust(() => loadOrCreateSigningKey(directory, 'host'), 'BAD_KEY');
    assert.is(await readFile(path, 'utf8'), 'not a key');
  }));

test('load - a private key that others can read is refused, as by ssh', () =>
  withScratch(async (directory) => {
    const { privatePath } = await createKeyFiles(directory, 'planner');
    for (const mode of [0o640, 0o604, 0o620, 0o601, 0o644]) {
      await chmod(privatePath, mode);
      const { message } = await assertDistrust(() => loadSigningKey(privatePath), 'KEY_PERMISSIONS');
      assert.match(message, privatePath);
    }
    await chmod(privatePath, 0o400);
    await loadSigningKey(privatePath);
  }));

test('load - what is no Ed25519 private key is BAD_KEY', () =>
  withScratch(async (directory) => {
    const path = join(directory, 'k.key');
    const encrypted = generateKeyPairSync('ed25519').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'secret',
    });
    const rsaPem = rsa().privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const content of ['', 'garbage', newPublicPem(), rsaPem, encrypted, 'x'.repeat(2 ** 20 + 1)]) {
      await writeFile(path, content, { mode: 0o600 });
      await assertDistrust(() => loadSigningKey(path), 'BAD_KEY');
    }
  }));

test('load - no file is NO_KEY; a directory or a pipe is BAD_KEY and is not waited for', () =>
  withScratch(async (directory) => {
    await assertDistrust(() => loadSigningKey(join(directory, 'none.key')), 'NO_KEY');
    await assertDistrust(() => loadSigningKey(directory), 'BAD_KEY');
    const pipe = join(directory, 'pipe');
    await runOrThrow('mkfifo', ['-m', '600', pipe]);
    await assertDistrust(() => loadSigningKey(pipe), 'BAD_KEY');
  }));

test('pinned - every .pub of a directory, every block of a file, each key once', () =>
  withScratch(async (directory) => {
    const [a, b, c] = [newPublicPem(), newPublicPem(), newPublicPem()];
    await writeFile(join(directory, 'a.pub'), a);
    await writeFile(join(directory, 'more.pub'), `# the old planner\n${b}\nand the new one\n${c}${a}`);
    await writeFile(join(directory, 'README'), 'not a key');
    const pems = (await loadPinnedKeys(directory)).map(publicPemOf);
    assert.equal(pems.sort(), [a, b, c].sort());
    assert.equal((await loadPinnedKeys(join(directory, 'more.pub'))).length, 3);
  }));

test('pinned - none at all is NO_PINNED_KEYS', () =>
  withScratch(async (directory) => {
    await assertDistrust(() => loadPinnedKeys(directory), 'NO_PINNED_KEYS');
    await assertDistrust(() => loadPinnedKeys(join(directory, 'missing')), 'NO_PINNED_KEYS');
  }));

test('pinned - one bad file makes all fail', () =>
  withScratch(async (directory) => {
    await writeFile(join(directory, 'a.pub'), newPublicPem());
    const good = newPublicPem();
    const bad: (string | Buffer)[] = [
      '',
      'garbage',
      rsa().publicKey.export({ type: 'spki', format: 'pem' }),
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
      good.replace('MCow', 'MCox'),
      good + good.slice(0, 60),
      good.slice(0, -20),
    ];
    for (const content of bad) {
      await writeFile(join(directory, 'b.pub'), content);
      const { message } = await assertDistrust(() => loadPinnedKeys(directory), 'BAD_KEY');
      assert.match(message, 'b.pub');
    }
    await rm(join(directory, 'b.pub'));
    await mkdir(join(directory, 'b.pub'));
    await assertDistrust(() => loadPinnedKeys(directory), 'BAD_KEY');
  }));

test('pinned - what everyone may write is not trusted', () =>
  withScratch(async (directory) => {
    const path = join(directory, 'a.pub');
    await writeFile(path, newPublicPem());
    await chmod(path, 0o666);
    await assertDistrust(() => loadPinnedKeys(directory), 'KEY_PERMISSIONS');
    await chmod(path, 0o644);
    await chmod(directory, 0o777);
    await assertDistrust(() => loadPinnedKeys(directory), 'KEY_PERMISSIONS');
    await chmod(directory, 0o755);
    await loadPinnedKeys(directory);
  }));

test.run();
