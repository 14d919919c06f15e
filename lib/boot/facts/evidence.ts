/** Evidence: records named by their own digest, so that they cannot be replaced. Pure. */
import { createHash } from 'node:crypto';
import { decodeEvidence, encodeEvidence, WireError } from '../../wire/index.ts';
import type { Evidence, EvidenceKind, Sha256Hex } from '../../wire/types.ts';
import { BootFactsError } from '../boot-error.ts';
import { evidenceRules } from './boot-file-facts.ts';

/** `sha256` of `body`, which is what is published on `subjects.evidence(sha256)`. */
export type EvidenceRecord = { sha256: Sha256Hex; body: Uint8Array };

const digestOf = (body: Uint8Array): Sha256Hex => createHash('sha256').update(body).digest('hex');

/** @throws {BootFactsError} TOO_LARGE */
export const makeEvidence = (kind: EvidenceKind, content: Uint8Array): EvidenceRecord => {
  try {
    const body = encodeEvidence({ kind, rules: evidenceRules, content });
    return { sha256: digestOf(body), body };
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new BootFactsError('TOO_LARGE', `evidence of kind ${kind}: ${cause.message}`, { cause });
  }
};

const decoded = (body: Uint8Array): Evidence => {
  try {
    return decodeEvidence(body);
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new BootFactsError('MALFORMED', cause.message, { cause });
  }
};

/**
 * The content of a record that was received, if it is what was asked for.
 * @throws {BootFactsError} DIGEST, MALFORMED, KIND, RULES
 */
export const openEvidence = (
  body: Uint8Array,
  { sha256, kind }: { sha256: Sha256Hex; kind: EvidenceKind },
): Uint8Array => {
  if (digestOf(body) !== sha256)
    throw new BootFactsError('DIGEST', `evidence ${sha256} has the digest ${digestOf(body)}`);
  const evidence = decoded(body);
  if (evidence.kind !== kind)
    throw new BootFactsError('KIND', `evidence ${sha256} is of kind ${evidence.kind}, not ${kind}`);
  if (evidence.rules !== evidenceRules)
    throw new BootFactsError(
      'RULES',
      `evidence ${sha256} was made by rules ${evidence.rules}, known here are ${evidenceRules}; run the same bootswap on both sides`,
    );
  return evidence.content;
};
