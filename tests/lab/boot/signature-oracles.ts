import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import * as pkijs from 'pkijs';
import * as assert from 'uvu/assert';
import { digestImage } from '../../../lib/uefi/signature/authenticode.ts';
import type { Certificate } from '../../../lib/uefi/signature/certificate.ts';
import { inspect } from '../../../lib/uefi/image/inspect.ts';
import type { PeImage } from '../../../lib/uefi/pe/pe.ts';
import { verifySignature } from '../../../lib/uefi/signature/pkcs7.ts';
import { runTool } from '../tools.ts';
import { withScratch } from '../scratch.ts';
import { blobsOf, outputOf } from './boot-files.ts';

/** A digest of the image by `pesign -h`; of unsigned files the padded one. */
export const pesignDigest = async (
  bytes: Uint8Array,
  ...args: readonly string[]
): Promise<string | undefined> =>
  (await outputOf('pesign', ['-i', '{}', '-h', ...args], bytes))
    .trim()
    .split(/\s+/)
    .find((word) => /^[0-9a-f]{40,}$/.test(word));

const NAMES = [
  '-serial',
  '-subject',
  '-issuer',
  '-fingerprint',
  '-sha256',
  '-nameopt',
  'rfc2253,-esc_msb,utf8',
];

/** Serial, subject, issuer and fingerprint of each certificate of a message, by openssl. */
export const opensslCertificates = async (blob: Uint8Array): Promise<string[]> => {
  const pem = await outputOf('openssl', ['pkcs7', '-inform', 'DER', '-in', '{}', '-print_certs'], blob);
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g) ?? [];
  return Promise.all(
    blocks.map((block) => outputOf('openssl', ['x509', '-noout', '-in', '{}', ...NAMES], Buffer.from(block))),
  );
};

/** The same four lines of a certificate as we read it. */
export const asOpenssl = ({ serial, subject, issuer, sha256 }: Certificate): string =>
  `serial=${serial}\nsubject=${subject}\nissuer=${issuer}\n` +
  `sha256 Fingerprint=${sha256.toUpperCase().match(/../g)?.join(':') ?? ''}\n`;

/** Serial numbers, in hex, of those who signed a message, by openssl. Small ones it prints in decimal first. */
export const opensslSigners = async (blob: Uint8Array): Promise<string[]> => {
  const text = await outputOf('openssl', ['pkcs7', '-inform', 'DER', '-in', '{}', '-print', '-noout'], blob);
  const [, infos = ''] = text.split(/^\s*signer_info:/m);
  return [...infos.matchAll(/^\s*serial: (?:0x([0-9A-F]+)|(\d+))$/gm)].map(
    ([, hex, decimal]) =>
      hex ??
      BigInt(decimal ?? 0)
        .toString(16)
        .toUpperCase(),
  );
};

const pemOf = ({ der }: Certificate): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;

/** Whether openssl finds `issuer`'s signature on `subject`; times are not looked at, as in firmware. */
export const opensslIsIssued = (subject: Certificate, issuer: Certificate): Promise<boolean> =>
  withScratch(async (directory) => {
    const [subjectPath, issuerPath] = [join(directory, 'subject.pem'), join(directory, 'issuer.pem')];
    await writeFile(subjectPath, pemOf(subject));
    await writeFile(issuerPath, pemOf(issuer));
    // Any purpose: these are certificates for code, and openssl's default is TLS.
    const args = [
      'verify',
      '-no_check_time',
      '-partial_chain',
      '-purpose',
      'any',
      '-CAfile',
      issuerPath,
      subjectPath,
    ];
    return (await runTool('openssl', args)).code === 0;
  });

/** Whether pkijs, the second implementation of PKCS#7, finds the message's signature right. */
export const pkijsVerifies = async (blob: Uint8Array): Promise<boolean> => {
  const info = pkijs.ContentInfo.fromBER(new Uint8Array(blob));
  const signedData = new pkijs.SignedData({ schema: info.content });
  const result = await signedData
    .verify({ signer: 0, checkChain: false, extendedMode: true })
    .catch((error: unknown) => {
      if (error instanceof pkijs.SignedDataVerifyError) return error;
      throw error;
    });
  return result.signatureVerified === true;
};

const assertMessageAgrees = async (
  blob: Buffer,
  { image, what }: { image: PeImage; what: string },
): Promise<void> => {
  const check = verifySignature((algorithm) => digestImage(image, algorithm), blob);
  assert.equal(check.findings, [], what);
  assert.ok(check.isValid, what);
  assert.ok(await pkijsVerifies(blob), `${what}: pkijs`);
  assert.equal(check.embedded.map(asOpenssl), await opensslCertificates(blob), `${what}: certificates`);
  assert.equal([check.signer?.serial], await opensslSigners(blob), `${what}: signer`);
  for (const [index, issuer] of check.chain.slice(1).entries()) {
    const subject = check.chain[index];
    assert.ok(subject && (await opensslIsIssued(subject, issuer)), `${what}: ${issuer.subject}`);
  }
};

/**
 * Asserts that pesign, openssl and pkijs say of an image what we do: both digests, and of each signature its validity,
 * certificates, signer and chain. Returns how many signatures there were. sbverify is not asked: bookworm's answers OK
 * to any certificate for Microsoft's signatures; nor osslsigncode, which cannot read two.
 */
export const assertOraclesAgree = async (bytes: Buffer, what: string): Promise<number> => {
  const { image, digests, findings } = inspect(bytes);
  assert.equal(findings, [], what);
  assert.is(digests.paddedSha256 ?? digests.sha256, await pesignDigest(bytes, '-P'), `${what}: SHA-256`);
  assert.is(
    digests.paddedSha1 ?? digests.sha1,
    await pesignDigest(bytes, '-P', '-d', 'sha1'),
    `${what}: SHA-1`,
  );
  const blobs = blobsOf(bytes);
  for (const blob of blobs) await assertMessageAgrees(blob, { image, what });
  return blobs.length;
};
