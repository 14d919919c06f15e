/** OpenSSL's command line as a second opinion on keys and signatures. */
import { createHash } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run, runOrThrow } from '../../../lib/sys/index.ts';
import {
  createKeyFiles,
  loadPinnedKeys,
  loadSigningKey,
  payloadTypes,
  preAuthEncoding,
  signEnvelope,
  verifyEnvelope,
} from '../../../lib/trust/index.ts';
import { withScratch } from '../../lab/scratch.ts';

const test = suite('trust openssl');
const payloadType = payloadTypes.manifest;
const payload = new Uint8Array(Buffer.from('payload €'));

/** Of the files `signed` and `sig` in `directory`. */
const opensslVerify = (directory: string, publicPath: string): string[] => {
  const key = ['-pubin', '-inkey', publicPath];
  const files = ['-in', join(directory, 'signed'), '-sigfile', join(directory, 'sig')];
  return ['pkeyutl', '-verify', '-rawin', ...key, ...files];
};

test('openssl - accepts our signature over the encoding, and refuses another byte', () =>
  withScratch(async (directory) => {
    const { key, publicPath } = await createKeyFiles(directory, 'planner');
    const { signatures } = signEnvelope(payload, { payloadType, key });
    await writeFile(join(directory, 'sig'), signatures[0]?.sig ?? '');
    await writeFile(join(directory, 'signed'), `DSSEv1 45 ${payloadType} 11 payload €`);
    await runOrThrow('openssl', opensslVerify(directory, publicPath));
    await writeFile(join(directory, 'signed'), `DSSEv1 45 ${payloadType} 11 payload $$$`);
    assert.is((await run('openssl', opensslVerify(directory, publicPath))).code, 1);
  }));

test('openssl - a key and a signature that it made are good for us', () =>
  withScratch(async (directory) => {
    const [privatePath, publicPath] = [join(directory, 'o.key'), join(directory, 'o.pub')];
    const [signedPath, sigPath] = [join(directory, 'signed'), join(directory, 'sig')];
    await runOrThrow('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', privatePath]);
    await runOrThrow('openssl', ['pkey', '-in', privatePath, '-pubout', '-out', publicPath]);
    await writeFile(signedPath, preAuthEncoding(payloadType, payload));
    const signing = ['pkeyutl', '-sign', '-rawin', '-inkey', privatePath, '-in', signedPath, '-out', sigPath];
    await runOrThrow('openssl', signing);
    const sig = new Uint8Array(await readFile(sigPath));
    const pinned = await loadPinnedKeys(publicPath);
    const envelope = { payload, payloadType, signatures: [{ sig, keyid: '' }] };
    assert.equal(verifyEnvelope(envelope, { payloadType, pinned }), payload);
    await chmod(privatePath, 0o600);
    assert.is((await loadSigningKey(privatePath)).keyId, pinned[0]?.keyId);
  }));

test('openssl - agrees on the id of a key', () =>
  withScratch(async (directory) => {
    const { key, publicPath } = await createKeyFiles(directory, 'planner');
    const derPath = join(directory, 'der');
    await runOrThrow('openssl', ['pkey', '-pubin', '-in', publicPath, '-outform', 'DER', '-out', derPath]);
    assert.is(
      createHash('sha256')
        .update(await readFile(derPath))
        .digest('hex'),
      key.keyId,
    );
  }));

test.run();
