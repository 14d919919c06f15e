import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCertificate } from '../../../../lib/uefi/signature/certificate.ts';
import type { Certificate } from '../../../../lib/uefi/signature/certificate.ts';
import { runToolOrThrow } from '../../../lab/tools.ts';
import { der, integer, octets, oid, sequence, set } from '../../../lab/mutate/der-samples.ts';

/** A key and a certificate for it, made by openssl in `directory`. */
export type Identity = { name: string; keyPath: string; certificate: Certificate };

export type IdentityOptions = {
  directory: string;
  name: string;
  /** Without one it is self-signed. */
  issuer?: { certPath: string; keyPath: string };
  isAuthority?: boolean;
  algorithm?: readonly string[];
  subject?: string;
  /** A key made before, for cross certificates. */
  keyPath?: string;
  extensions?: readonly string[];
};

/** Quicker to make than RSA keys. */
export const ELLIPTIC_KEY = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const;

export const certPathOf = (directory: string, name: string): string => join(directory, `${name}.pem`);

export const makeIdentity = async (options: IdentityOptions): Promise<Identity> => {
  const { directory, name, issuer, isAuthority = false, algorithm = ELLIPTIC_KEY } = options;
  const keyPath = options.keyPath ?? join(directory, `${name}.key`);
  const certPath = certPathOf(directory, name);
  const newKey = ['-newkey', ...algorithm, '-nodes', '-keyout', keyPath];
  const extensions = options.extensions ?? [`basicConstraints=critical,CA:${isAuthority ? 'TRUE' : 'FALSE'}`];
  const args = ['req', '-x509', '-utf8', '-days', '1', '-subj', options.subject ?? `/CN=${name}`];
  const key = options.keyPath === undefined ? newKey : ['-key', keyPath];
  const by = issuer === undefined ? [] : ['-CA', issuer.certPath, '-CAkey', issuer.keyPath];
  const added = extensions.flatMap((extension) => ['-addext', extension]);
  const config = await emptyConfig(directory);
  await runToolOrThrow('openssl', [...args, '-out', certPath, ...key, ...by, '-config', config, ...added]);
  const pem = await readFile(certPath, 'latin1');
  const base64 = pem.replaceAll(/-----[^-]+-----/g, '');
  return { name, keyPath, certificate: parseCertificate(Buffer.from(base64, 'base64')) };
};

const emptyConfig = async (directory: string): Promise<string> => {
  const path = join(directory, 'openssl.cnf');
  await writeFile(path, '[req]\ndistinguished_name = dn\n[dn]\n');
  return path;
};

const DIGEST_OIDS: Readonly<Record<string, string>> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

export type MessageOptions = {
  digest: string;
  signers: readonly Identity[];
  algorithm?: string;
  signerAlgorithm?: string;
  hasAttributes?: boolean;
  messageDigest?: Uint8Array;
  embedded?: readonly Certificate[];
  contentType?: string;
  /** What the last step of the making may do to it. */
  change?: (message: Buffer) => Buffer;
};

const algorithmOf = (name: string): Buffer => sequence(oid(DIGEST_OIDS[name] ?? name));

const signerInfo = async (identity: Identity, content: Buffer, options: MessageOptions): Promise<Buffer> => {
  const algorithm = options.signerAlgorithm ?? 'sha256';
  const digest = options.messageDigest ?? createHash(algorithm).update(content).digest();
  const attributes = [
    sequence(oid('1.2.840.113549.1.9.3'), set(oid('1.3.6.1.4.1.311.2.1.4'))),
    sequence(oid('1.2.840.113549.1.9.4'), set(octets(digest))),
  ];
  const hasAttributes = options.hasAttributes ?? true;
  const signed = hasAttributes ? set(...attributes) : content;
  const key = createPrivateKey(await readFile(identity.keyPath, 'latin1'));
  const serial = Buffer.from(identity.certificate.serial, 'hex');
  return sequence(
    integer(1),
    sequence(
      identity.certificate.issuerDer,
      integer(...((serial[0] ?? 0) >= 0x80 ? [0, ...serial] : serial)),
    ),
    algorithmOf(algorithm),
    ...(hasAttributes ? [der(0xa0, ...attributes)] : []),
    sequence(oid('1.2.840.113549.1.1.1')),
    octets(sign(algorithm, signed, key)),
  );
};

/** An Authenticode message over the given image digest (hex), as a signing tool would make it. */
export const makeMessage = async (options: MessageOptions): Promise<Buffer> => {
  const { algorithm = 'sha256', signers } = options;
  const indirect = sequence(
    sequence(oid('1.3.6.1.4.1.311.2.1.15')),
    sequence(algorithmOf(algorithm), octets(Buffer.from(options.digest, 'hex'))),
  );
  const headLength = (indirect[1] ?? 0) < 0x80 ? 2 : 2 + ((indirect[1] ?? 0) & 0x7f);
  const content = indirect.subarray(headLength);
  const infos: Buffer[] = [];
  for (const signer of signers) infos.push(await signerInfo(signer, content, options));
  const embedded = options.embedded ?? signers.map(({ certificate }) => certificate);
  const signedData = sequence(
    integer(1),
    set(algorithmOf(algorithm)),
    sequence(oid(options.contentType ?? '1.3.6.1.4.1.311.2.1.4'), der(0xa0, indirect)),
    der(0xa0, ...embedded.map((certificate) => certificate.der)),
    set(...infos),
  );
  const message = sequence(oid('1.2.840.113549.1.7.2'), der(0xa0, signedData));
  return options.change?.(message) ?? message;
};
