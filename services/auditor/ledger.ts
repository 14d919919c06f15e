/**
 * The host's ledger: each audit signed by the host's key and chained to the one before by the digest of its
 * envelope. The state directory holds the entries; the bus carries copies.
 *
 * INVARIANTS: one writer a host (the auditor); an entry is durable here before it is published; a sequence number is
 * never used twice, also when the state directory was lost and the bus knows of later entries.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../lib/errors.ts';
import { writeFileDurably } from '../../lib/sys/index.ts';
import { signAudit } from '../../lib/trust/index.ts';
import type { SigningKey } from '../../lib/trust/index.ts';
import type { Audit } from '../../lib/wire/types.ts';

export type LedgerHead = { sequence: bigint; sha256: string };
export type LedgerEntry = { audit: Audit; envelope: Uint8Array };

/** Entries kept on the host; the stream keeps them all. */
const keptEntries = 1000;
export const emptyHead: LedgerHead = { sequence: 0n, sha256: '' };

const nameOf = (sequence: bigint): string => `${sequence.toString().padStart(20, '0')}.dsse`;
const sequenceOf = (name: string): bigint => BigInt(name.slice(0, 20));
const isEntryName = (name: string): boolean => /^\d{20}\.dsse$/.test(name);

/** What an entry is chained by: SHA-256 of the envelope's bytes as published. */
export const entryDigest = (envelope: Uint8Array): string =>
  createHash('sha256').update(envelope).digest('hex');

const readNames = async (directory: string): Promise<string[]> => {
  try {
    return (await readdir(directory)).filter(isEntryName).sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
};

/** The last entry that this host's state directory holds; sequence 0 if none. */
export const readHead = async (directory: string): Promise<LedgerHead> => {
  const last = (await readNames(directory)).at(-1);
  if (last === undefined) return emptyHead;
  return { sequence: sequenceOf(last), sha256: entryDigest(await readFile(join(directory, last))) };
};

/** The later of two heads: the host's own and the bus's. */
export const laterHead = (a: LedgerHead, b: LedgerHead): LedgerHead => (b.sequence > a.sequence ? b : a);

/** The entries after `sequence`, oldest first: what the bus lacks. */
export const readAfter = async (
  directory: string,
  sequence: bigint,
): Promise<{ sequence: bigint; envelope: Uint8Array }[]> => {
  const names = (await readNames(directory)).filter((name) => sequenceOf(name) > sequence);
  return Promise.all(
    names.map(async (name) => ({
      sequence: sequenceOf(name),
      envelope: await readFile(join(directory, name)),
    })),
  );
};

const prune = async (directory: string): Promise<void> => {
  const names = await readNames(directory);
  await Promise.all(names.slice(0, -keptEntries).map((name) => unlink(join(directory, name))));
};

/** Signs the audit as the entry after `head` and makes it durable. Throws Node's error if the directory cannot take it. */
export const appendEntry = async (
  directory: string,
  finding: Omit<Audit, 'sequence' | 'previousSha256'>,
  { head, key }: { head: LedgerHead; key: SigningKey },
): Promise<LedgerEntry> => {
  const audit: Audit = { ...finding, sequence: head.sequence + 1n, previousSha256: head.sha256 };
  const envelope = signAudit(audit, key);
  await writeFileDurably(join(directory, nameOf(audit.sequence)), envelope, { mode: 0o644 });
  await prune(directory);
  return { audit, envelope };
};
