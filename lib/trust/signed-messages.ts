/** The three messages that travel signed. Each `open` verifies before it decodes: no parser sees untrusted bytes. */
import {
  decodeAudit,
  decodeEnvelope,
  decodePayloadManifest,
  decodePlan,
  encodeAudit,
  encodeEnvelope,
  encodePayloadManifest,
  encodePlan,
} from '../wire/index.ts';
import type { Audit, Envelope, PayloadManifest, Plan } from '../wire/index.ts';
import { payloadTypes, signEnvelope, signEnvelopes, verifyEnvelope } from './dsse.ts';
import type { SignOptions, VerifyOptions } from './dsse.ts';
import type { PublicKey, SigningKey } from './keys.ts';
import type { Signer } from './signer.ts';

const sealed = (payload: Uint8Array, options: SignOptions): Uint8Array =>
  encodeEnvelope(signEnvelope(payload, options));

type Opened = { payload: Uint8Array; envelope: Envelope };

const opened = (bytes: Uint8Array, options: VerifyOptions): Opened => {
  const envelope = decodeEnvelope(bytes);
  return { payload: verifyEnvelope(envelope, options), envelope };
};

/** The bytes of an envelope around the manifest. @throws WireError */
export const signManifest = (manifest: PayloadManifest, key: SigningKey): Uint8Array =>
  sealed(encodePayloadManifest(manifest), { payloadType: payloadTypes.manifest, key });

/** The manifest in an envelope's bytes that a pinned key signed. @throws WireError, TrustError */
export const openManifest = (
  bytes: Uint8Array,
  pinned: readonly PublicKey[],
): { manifest: PayloadManifest; envelope: Envelope } => {
  const { payload, envelope } = opened(bytes, { payloadType: payloadTypes.manifest, pinned });
  return { manifest: decodePayloadManifest(payload), envelope };
};

/** The bytes of an envelope around the plan. @throws WireError */
export const signPlan = (plan: Plan, key: SigningKey): Uint8Array =>
  sealed(encodePlan(plan), { payloadType: payloadTypes.plan, key });

/** As `signPlan`, for many plans that are encoded already (by a PlanTemplate). @throws WireError */
export const signEncodedPlans = async (
  payloads: readonly Uint8Array[],
  signer: Signer,
): Promise<Uint8Array[]> => {
  const envelopes = await signEnvelopes(payloads, { payloadType: payloadTypes.plan, signer });
  return envelopes.map(encodeEnvelope);
};

/** The plan in an envelope's bytes that a pinned key signed. @throws WireError, TrustError */
export const openPlan = (
  bytes: Uint8Array,
  pinned: readonly PublicKey[],
): { plan: Plan; envelope: Envelope } => {
  const { payload, envelope } = opened(bytes, { payloadType: payloadTypes.plan, pinned });
  return { plan: decodePlan(payload), envelope };
};

/** The bytes of an envelope around the ledger entry. @throws WireError */
export const signAudit = (audit: Audit, key: SigningKey): Uint8Array =>
  sealed(encodeAudit(audit), { payloadType: payloadTypes.audit, key });

/** The ledger entry in an envelope's bytes that a pinned key signed. @throws WireError, TrustError */
export const openAudit = (
  bytes: Uint8Array,
  pinned: readonly PublicKey[],
): { audit: Audit; envelope: Envelope } => {
  const { payload, envelope } = opened(bytes, { payloadType: payloadTypes.audit, pinned });
  return { audit: decodeAudit(payload), envelope };
};
