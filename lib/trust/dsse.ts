/** DSSE v1, https://github.com/secure-systems-lab/dsse/blob/master/protocol.md, with Ed25519 (RFC 8032). */
import { sign, verify } from 'node:crypto';
import { listItems } from '../wire/limits.ts';
import type { Envelope } from '../wire/types.ts';
import type { PublicKey, SigningKey } from './keys.ts';
import type { Signer } from './signer.ts';
import { TrustError } from './trust-error.ts';

/** What is signed says what it is: a plan can never be taken for a manifest, whatever its bytes are. */
export const payloadTypes = {
  manifest: 'application/vnd.bootswap.manifest.v1+protobuf',
  plan: 'application/vnd.bootswap.plan.v1+protobuf',
  audit: 'application/vnd.bootswap.audit.v1+protobuf',
} as const;

/** DSSE's Pre-Authentication Encoding: the bytes that are signed. Lengths are of bytes, not of characters. */
export const preAuthEncoding = (payloadType: string, payload: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `),
    payload,
  ]);

export type SignOptions = { payloadType: string; key: SigningKey };

/** An envelope around `payload` with one signature. */
export const signEnvelope = (payload: Uint8Array, { payloadType, key }: SignOptions): Envelope => {
  const sig = sign(null, preAuthEncoding(payloadType, payload), key.privateKey);
  return { payload, payloadType, signatures: [{ sig: new Uint8Array(sig), keyid: key.keyId }] };
};

/** As `signEnvelope`, for many at once. */
export const signEnvelopes = async (
  payloads: readonly Uint8Array[],
  { payloadType, signer }: { payloadType: string; signer: Signer },
): Promise<Envelope[]> => {
  const { keyId: keyid } = signer.key;
  const signatures = await signer.sign(payloads.map((payload) => preAuthEncoding(payloadType, payload)));
  return payloads.map((payload, index) => {
    const sig = signatures[index] ?? new Uint8Array(0);
    return { payload, payloadType, signatures: [{ sig, keyid }] };
  });
};

const noValidSignature = (envelope: Envelope, pinned: readonly PublicKey[]): TrustError => {
  const keyids = envelope.signatures.map(({ keyid }) => keyid);
  const claimed = pinned.find((key) => keyids.includes(key.keyId));
  if (claimed !== undefined) {
    return new TrustError(
      'BAD_SIGNATURE',
      `the signature that names key ${claimed.keyId} is not valid: the content was altered, or another key signed it`,
    );
  }
  const named = keyids.map((keyid) => JSON.stringify(keyid)).join(', ');
  return new TrustError(
    'UNKNOWN_KEY',
    `signed by ${named}, but by none of the ${pinned.length} pinned keys: to trust the signer, pin its public key`,
  );
};

const checkSignatureCount = (count: number): void => {
  if (count === 0) throw new TrustError('NO_SIGNATURE', 'the envelope is not signed');
  // Each signature costs one verification a pinned key, and anyone may add some.
  if (count <= listItems.signatures) return;
  throw new TrustError('BAD_SIGNATURE', `${count} signatures, more than ${listItems.signatures}`);
};

export type VerifyOptions = { payloadType: string; pinned: readonly PublicKey[] };

/**
 * The payload's bytes, once a pinned key is shown to have signed them as this type. One good signature is enough;
 * others beside it may be by anyone. `keyid` decides nothing: every pinned key is tried.
 * @throws {TrustError} NO_PINNED_KEYS, NO_SIGNATURE, WRONG_TYPE, UNKNOWN_KEY, BAD_SIGNATURE
 */
export const verifyEnvelope = (envelope: Envelope, { payloadType, pinned }: VerifyOptions): Uint8Array => {
  if (pinned.length === 0)
    throw new TrustError('NO_PINNED_KEYS', 'no key is pinned, so no signature can be verified');
  if (envelope.payloadType !== payloadType) {
    const claimed = JSON.stringify(envelope.payloadType);
    throw new TrustError('WRONG_TYPE', `the envelope has payload type ${claimed}, not ${payloadType}`);
  }
  checkSignatureCount(envelope.signatures.length);
  const signed = preAuthEncoding(payloadType, envelope.payload);
  const isGood = envelope.signatures.some(({ sig }) =>
    pinned.some(({ key }) => verify(null, signed, key, sig)),
  );
  if (isGood) return envelope.payload;
  throw noValidSignature(envelope, pinned);
};
