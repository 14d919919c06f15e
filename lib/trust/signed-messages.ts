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
import type { Audit, Envelope, OwnPlanPart, PayloadManifest, Plan, PlanTemplate } from '../wire/index.ts';
import { payloadTypes, signEnvelope, signEnvelopeInPool, verifyEnvelope } from './dsse.ts';
import type { SignOptions, VerifyOptions } from './dsse.ts';
import type { PublicKey, SigningKey } from './keys.ts';

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

/**
 * As `signPlan`, for one of many hosts with the same tree, and signed off the main thread.
 * @throws WireError
 */
export const signPlanTemplate = async (
  { template, own }: { template: PlanTemplate; own: OwnPlanPart },
  key: SigningKey,
): Promise<Uint8Array> =>
  encodeEnvelope(await signEnvelopeInPool(template.encode(own), { payloadType: payloadTypes.plan, key }));

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
