/** What the bus has of this host's ledger. */
import { streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, StoredMessage } from '../../lib/bus/index.ts';
import { CodedError } from '../../lib/errors.ts';
import { openAudit, publicKeyOf } from '../../lib/trust/index.ts';
import type { SigningKey } from '../../lib/trust/index.ts';
import { decodeAudit, decodeEnvelope } from '../../lib/wire/index.ts';
import type { Audit } from '../../lib/wire/types.ts';
import { emptyHead, entryDigest } from './ledger.ts';
import type { LedgerHead } from './ledger.ts';

type Search = {
  bus: Pick<Bus, 'last' | 'follow'>;
  identity: { host: string };
  hostKey: SigningKey;
};

/** No host ever gets there; a forged entry with a higher one must not use up the numbers. */
const maxSequence = 1n << 62n;

const auditOrNull = (decode: () => Audit, host: string): Audit | null => {
  try {
    const audit = decode();
    return audit.host === host && audit.sequence < maxSequence ? audit : null;
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
};

const ownEntry = ({ data }: StoredMessage, { hostKey, identity }: Search): Audit | null =>
  auditOrNull(() => openAudit(data, [publicKeyOf(hostKey)]).audit, identity.host);

const anyEntry = ({ data }: StoredMessage, { identity }: Search): Audit | null =>
  auditOrNull(() => decodeAudit(decodeEnvelope(data).payload), identity.host);

const headAt = ({ sequence }: Audit, { data }: StoredMessage): LedgerHead => ({
  sequence,
  sha256: entryDigest(data),
});

/** Looks through all that is there up to `top`: the last entry of this key, else the last that is one at all. */
const searchBack = async (top: StoredMessage, search: Search, signal: AbortSignal): Promise<LedgerHead> => {
  let own: LedgerHead | null = null;
  let any: LedgerHead | null = null;
  for await (const message of search.bus.follow(streams.audits, top.subject, { from: 'all', signal })) {
    const ours = ownEntry(message, search);
    const entry = ours ?? anyEntry(message, search);
    if (ours !== null) own = headAt(ours, message);
    if (entry !== null) any = headAt(entry, message);
    if (message.sequence >= top.sequence) break;
  }
  signal.throwIfAborted();
  return own ?? any ?? emptyHead;
};

/**
 * The last entry of this host's ledger that the bus has. Whoever may publish there can put anything on top of it, so
 * an entry counts if the host's key signed it; entries by another key count only where there is none of this one,
 * because the state directory was lost, key and all.
 */
export const readBusHead = async (search: Search, signal: AbortSignal): Promise<LedgerHead> => {
  const top = await search.bus.last(streams.audits, subjects.audit(search.identity.host));
  if (top === null) return emptyHead;
  const own = ownEntry(top, search);
  return own === null ? searchBack(top, search, signal) : headAt(own, top);
};
