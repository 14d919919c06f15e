import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { digestImage, hashImage } from '../../../../lib/uefi/signature/authenticode.ts';
import type { DigestAlgorithm } from '../../../../lib/uefi/signature/authenticode.ts';
import { parsePe } from '../../../../lib/uefi/pe/pe.ts';
import { verifySignature } from '../../../../lib/uefi/signature/pkcs7.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { blobsOf, readBootFiles } from '../../../lab/boot/boot-files.ts';
import { withLongLength } from '../../../lab/mutate/der-samples.ts';
import { seededRandom } from '../../../lab/random.ts';
import { asOpenssl, opensslCertificates, pkijsVerifies } from '../../../lab/boot/signature-oracles.ts';
import { ELLIPTIC_KEY, makeIdentity, makeMessage } from './test-authority.ts';
import type { Identity, MessageOptions } from './test-authority.ts';

const test = suite('pkcs7');

const digestOf = (algorithm: DigestAlgorithm): string =>
  createHash(algorithm).update('an image').digest('hex');
const digest = digestOf('sha256');

const codesOf = async (options: MessageOptions): Promise<string[]> => {
  const { isValid, findings } = verifySignature(digestOf, await makeMessage(options));
  assert.is(
    isValid,
    findings.every(({ code }) => ['DER_NOT_CANONICAL', 'SEVERAL_SIGNERS'].includes(code)),
  );
  return findings.map(({ code }) => code);
};

const withSigner = (work: (signer: Identity, directory: string) => Promise<void>): Promise<void> =>
  withScratch(async (directory) =>
    work(await makeIdentity({ directory, name: 'signer', algorithm: ['rsa:2048'] }), directory),
  );

test('pkcs7 - all signatures of the real boot files are valid, and their names are those of openssl', async () => {
  for (const { name, bytes } of await readBootFiles()) {
    const image = parsePe(bytes);
    for (const blob of blobsOf(bytes)) {
      const check = verifySignature((algorithm) => digestImage(image, algorithm), blob);
      assert.equal(check.findings, [], name);
      assert.ok(check.isValid, name);
      assert.is(check.digest, hashImage(image).sha256);
      assert.equal(check.embedded.map(asOpenssl), await opensslCertificates(blob), name);
      assert.ok(check.signer && check.embedded.includes(check.signer));
    }
  }
});

/** Where the first OCTET STRING of 256 bytes has its contents: an RSA-2048 signature. */
const signatureAt = (blob: Buffer): number => blob.indexOf(Buffer.from([0x04, 0x82, 0x01, 0x00])) + 4;

const flipped = (blob: Buffer, at: number): Buffer => {
  const copy = Buffer.from(blob);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

test('pkcs7 - pkijs comes to the same answers, also for messages that were tampered with', async () => {
  for (const { name, bytes } of await readBootFiles()) {
    const image = parsePe(bytes);
    const ours = (blob: Buffer): boolean =>
      verifySignature((algorithm) => digestImage(image, algorithm), blob).isValid;
    for (const blob of blobsOf(bytes)) {
      const inDigest = flipped(blob, blob.indexOf(digestImage(image, 'sha256'), 0, 'hex'));
      const inSignature = flipped(blob, signatureAt(blob) + 77);
      for (const [message, isValid] of [
        [blob, true],
        [inDigest, false],
        [inSignature, false],
      ] as const) {
        assert.is(ours(message), isValid, name);
        assert.is(await pkijsVerifies(message), isValid, name);
      }
    }
  }
});

test('pkcs7 - one flipped byte anywhere in the hashed part makes every signature invalid', async () => {
  const random = seededRandom(7);
  const [file] = (await readBootFiles()).filter(({ name }) => name === 'fwupdx64.efi');
  assert.ok(file);
  const [blob] = blobsOf(file.bytes);
  assert.ok(blob);
  const { checksumOffset, certificateTable, sections } = parsePe(file.bytes);
  assert.ok(certificateTable);
  const firstSection = Math.min(...sections.map(({ rawOffset }) => rawOffset));
  for (let run = 0; run < 200; run += 1) {
    const at = firstSection + Math.floor(random() * (certificateTable.offset - firstSection));
    const bytes = Buffer.from(file.bytes);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    const check = verifySignature((algorithm) => digestImage(parsePe(bytes), algorithm), blob);
    assert.equal(
      check.findings.map(({ code }) => code),
      ['DIGEST_MISMATCH'],
      `byte ${at}`,
    );
    assert.is(check.isValid, false);
  }
  const bytes = Buffer.from(file.bytes);
  bytes[checksumOffset] = (bytes[checksumOffset] ?? 0) ^ 1;
  assert.ok(verifySignature((algorithm) => digestImage(parsePe(bytes), algorithm), blob).isValid);
});

test('pkcs7 - digests from SHA-1 to SHA-512, RSA and elliptic keys, with and without attributes', () =>
  withSigner(async (signer, directory) => {
    for (const algorithm of ['sha1', 'sha256', 'sha384', 'sha512'] as const) {
      const options = {
        digest: digestOf(algorithm),
        signers: [signer],
        algorithm,
        signerAlgorithm: algorithm,
      };
      assert.equal(await codesOf(options), [], algorithm);
    }
    assert.equal(await codesOf({ digest, signers: [signer], hasAttributes: false }), []);
    const elliptic = await makeIdentity({ directory, name: 'elliptic', algorithm: ELLIPTIC_KEY });
    assert.equal(await codesOf({ digest, signers: [elliptic] }), []);
  }));

test('pkcs7 - each broken link is named', () =>
  withSigner(async (signer, directory) => {
    const other = await makeIdentity({ directory, name: 'other' });
    const signers = [signer];
    assert.equal(await codesOf({ digest: digestOf('sha256').replace(/^../, '00'), signers }), [
      'DIGEST_MISMATCH',
    ]);
    assert.equal(await codesOf({ digest, signers, algorithm: 'md5' }), ['DIGEST_ALGORITHM_UNSUPPORTED']);
    assert.equal(await codesOf({ digest, signers, messageDigest: Buffer.alloc(32) }), [
      'MESSAGE_DIGEST_MISMATCH',
    ]);
    assert.equal(await codesOf({ digest, signers, embedded: [other.certificate] }), ['SIGNER_NOT_FOUND']);
    const forged = { ...signer, keyPath: other.keyPath };
    assert.equal(await codesOf({ digest, signers: [forged] }), ['SIGNATURE_MISMATCH']);
    assert.equal(await codesOf({ digest, signers, contentType: '1.2.840.113549.1.7.1' }), [
      'SIGNATURE_MALFORMED',
    ]);
  }));

test('pkcs7 - of several signers each must have signed', () =>
  withSigner(async (signer, directory) => {
    const other = await makeIdentity({ directory, name: 'other' });
    assert.equal(await codesOf({ digest, signers: [signer, other] }), ['SEVERAL_SIGNERS']);
    const forged = { ...other, keyPath: signer.keyPath };
    assert.equal(await codesOf({ digest, signers: [signer, forged] }), [
      'SIGNATURE_MISMATCH',
      'SEVERAL_SIGNERS',
    ]);
    const many = await codesOf({ digest, signers: Array.from({ length: 9 }, () => signer) });
    assert.equal(many, ['SIGNATURE_MALFORMED']);
  }));

test('pkcs7 - a message that is not canonical DER is verified, and reported', () =>
  withSigner(async (signer) => {
    assert.equal(await codesOf({ digest, signers: [signer], change: withLongLength }), ['DER_NOT_CANONICAL']);
  }));

test('pkcs7 - every truncated message is invalid, and nothing is thrown', () =>
  withSigner(async (signer) => {
    const blob = await makeMessage({ digest, signers: [signer] });
    for (let length = 0; length < blob.length; length += 1) {
      const check = verifySignature(digestOf, blob.subarray(0, length));
      assert.equal(
        check.findings.map(({ code }) => code),
        ['SIGNATURE_MALFORMED'],
        `${length} bytes`,
      );
      assert.is(check.isValid, false);
    }
    assert.ok(verifySignature(digestOf, blob).isValid);
    assert.is(verifySignature(digestOf, Buffer.alloc(1024 ** 2 + 1)).isValid, false);
  }));

test.run();
