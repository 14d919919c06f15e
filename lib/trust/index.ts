export { payloadTypes, preAuthEncoding, signEnvelope, signEnvelopes, verifyEnvelope } from './dsse.ts';
export type { SignOptions, VerifyOptions } from './dsse.ts';
export { createKeyFiles, loadOrCreateSigningKey, loadPinnedKeys, loadSigningKey } from './key-files.ts';
export type { KeyFiles } from './key-files.ts';
export {
  generateKeyPair,
  keyIdOf,
  parsePublicKeys,
  parseSigningKey,
  publicKeyOf,
  publicPemOf,
} from './keys.ts';
export type { PublicKey, SigningKey } from './keys.ts';
export {
  openAudit,
  openManifest,
  openPlan,
  signAudit,
  signManifest,
  signPlan,
  signEncodedPlans,
} from './signed-messages.ts';
export { createSigner } from './signer.ts';
export type { Signer } from './signer.ts';
export { TrustError } from './trust-error.ts';
export type { TrustErrorCode } from './trust-error.ts';
