import { messageCodec, record } from './codec.ts';
import { bytes, oneOf, positive32 } from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { messageBytes } from './limits.ts';
import type { Evidence, EvidenceKind } from './types.ts';

const { EvidenceKind: Kinds } = bootswap.v1;

const codec = record<Evidence>({
  rules: positive32,
  kind: oneOf<EvidenceKind>({
    'boot-file': Kinds.EVIDENCE_KIND_BOOT_FILE,
    variables: Kinds.EVIDENCE_KIND_VARIABLES,
    'tpm-log': Kinds.EVIDENCE_KIND_TPM_LOG,
  }),
  // Firmware may have no variable of those that count, and an empty list takes no bytes.
  content: bytes({ maxBytes: messageBytes.Evidence, optional: true }),
});

/** Evidence with its content unopened; the same content gives the same bytes. Both throw WireError. */
export const { encode: encodeEvidence, decode: decodeEvidence } = messageCodec({
  name: 'Evidence',
  generated: bootswap.v1.Evidence,
  codec,
  maxBytes: messageBytes.Evidence,
});
