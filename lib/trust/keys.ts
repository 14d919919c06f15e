/** Ed25519 keys as node:crypto holds them, and as PEM text. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { messageOf } from '../errors.ts';
import { TrustError } from './trust-error.ts';

/** `keyId` is the SHA-256 of the public key's SubjectPublicKeyInfo, lower-case hex. */
export type SigningKey = { keyId: string; privateKey: KeyObject };
export type PublicKey = { keyId: string; key: KeyObject };

const ALGORITHM = 'ed25519';

/** SHA-256 of the key's SubjectPublicKeyInfo (DER), lower-case hex. */
export const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');

const requireEd25519 = (key: KeyObject, source: string): void => {
  if (key.asymmetricKeyType === ALGORITHM) return;
  throw new TrustError('BAD_KEY', `the key in ${source} has type ${key.asymmetricKeyType}, not ${ALGORITHM}`);
};

/** The public half of `key`. */
export const publicKeyOf = ({ keyId, privateKey }: SigningKey): PublicKey => ({
  keyId,
  key: createPublicKey(privateKey),
});

export const generateKeyPair = (): SigningKey => {
  const { publicKey, privateKey } = generateKeyPairSync(ALGORITHM);
  return { keyId: keyIdOf(publicKey), privateKey };
};

/** PKCS #8 PEM, not encrypted. */
export const privatePemOf = ({ privateKey }: SigningKey): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** SubjectPublicKeyInfo PEM. */
export const publicPemOf = ({ key }: PublicKey): string =>
  key.export({ type: 'spki', format: 'pem' }).toString();

/** @throws {TrustError} BAD_KEY; `source` says in its message where the text came from */
export const parseSigningKey = (pem: string, source: string): SigningKey => {
  const privateKey = parsed(() => createPrivateKey(pem), source);
  requireEd25519(privateKey, source);
  return { keyId: keyIdOf(createPublicKey(privateKey)), privateKey };
};

const parsed = (parse: () => KeyObject, source: string): KeyObject => {
  try {
    return parse();
  } catch (cause) {
    throw new TrustError('BAD_KEY', `cannot read a key from ${source}: ${messageOf(cause)}`, {
      cause,
    });
  }
};

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;

const parsePublicBlock = (block: RegExpExecArray, source: string): PublicKey => {
  if (block[1] !== 'PUBLIC KEY') {
    throw new TrustError('BAD_KEY', `${source} has a ${block[1]}: only public keys may be there`);
  }
  const key = parsed(() => createPublicKey(block[0]), source);
  requireEd25519(key, source);
  return { keyId: keyIdOf(key), key };
};

/** All keys of a text of PEM blocks; what stands between the blocks is comment. @throws {TrustError} BAD_KEY */
export const parsePublicKeys = (pem: string, source: string): PublicKey[] => {
  const keys = [...pem.matchAll(PEM_BLOCK)].map((block) => parsePublicBlock(block, source));
  // A truncated block must not count as a comment, which would drop a key silently.
  if (keys.length > 0 && keys.length === pem.split('-----BEGIN ').length - 1) return keys;
  throw new TrustError(
    'BAD_KEY',
    `${source} is not a complete PEM public key (BEGIN PUBLIC KEY … END PUBLIC KEY)`,
  );
};
