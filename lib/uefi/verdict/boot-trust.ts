import type { TrustList } from '../image/boot-image.ts';
import type { Certificate } from '../signature/certificate.ts';
import { parseCertificate, tbsDigest } from '../signature/certificate.ts';
import type { Firmware } from '../firmware/firmware.ts';
import { parseSbatLevel } from '../image/sbat-level.ts';
import type { SbatLevel } from '../image/sbat-level.ts';
import type { Guid } from '../bytes/guid.ts';
import type { SignatureList } from '../signature/signature-list.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** Where a certificate came from: the entry, and the variable's name, that PCR 7 measures as the authority. */
export type TrustedCertificate = { source: string; certificate: Certificate; owner: Guid };

/** One database of firmware or shim. `tbs`: SHA-256 of the signed part of revoked certificates (x509-sha256). */
export type Database = {
  entries: readonly TrustedCertificate[];
  certificates: readonly Certificate[];
  sha256: ReadonlySet<string>;
  sha1: ReadonlySet<string>;
  tbs: ReadonlySet<string>;
  /** Incomplete: absence here does not prove absence in firmware. */
  isIncomplete: boolean;
};

/** What a host's firmware says, in the form in which the rules look it up. */
export type BootTrust = {
  secureBoot: Firmware['secureBoot'];
  /** shim verifies: Secure Boot is on, and shim's own switch was not turned off. */
  shimVerifies: boolean;
  db: Database;
  dbx: Database;
  mokList: Database;
  mokListX: Database;
  ignoresDb: boolean;
  /** Null if the variable is missing. */
  level: SbatLevel | null;
  policy: Firmware['sbatPolicy'];
};

const hexOf = (lists: readonly SignatureList[], type: SignatureList['type']): string[] =>
  lists
    .filter((list) => list.type === type)
    .flatMap(({ entries }) => entries.map(({ data }) => Buffer.from(data).toString('hex')));

const TBS_HEX_CHARACTERS = 64;

const readCertificate = (data: Uint8Array): Certificate | null => {
  try {
    return parseCertificate(data);
  } catch (error) {
    if (error instanceof UefiError) return null;
    throw error;
  }
};

const readLists = (source: string, lists: readonly SignatureList[] | null): Database => {
  const found = (lists ?? [])
    .filter(({ type }) => type === 'x509')
    .flatMap(({ entries }) => entries)
    .map(({ owner, data }) => ({ owner, certificate: readCertificate(data) }));
  const entries = found.flatMap(({ owner, certificate }) =>
    certificate === null ? [] : [{ source, owner, certificate }],
  );
  return {
    entries,
    certificates: entries.map(({ certificate }) => certificate),
    sha256: new Set(hexOf(lists ?? [], 'sha256')),
    sha1: new Set(hexOf(lists ?? [], 'sha1')),
    tbs: new Set(hexOf(lists ?? [], 'x509-sha256').map((hex) => hex.slice(0, TBS_HEX_CHARACTERS))),
    isIncomplete: lists === null || entries.length < found.length,
  };
};

/**
 * One verdict simulates many boots on the same variables, and reading their certificates is most of its time: each array
 * of lists is read once for as long as somebody holds it. It must not be changed after that; nobody does.
 */
const known = new WeakMap<readonly SignatureList[], Map<string, Database>>();

/** As far as it can be read: firmware and shim pass over an entry that is no certificate. */
export const databaseOf = (source: string, lists: readonly SignatureList[] | null): Database => {
  if (lists === null) return readLists(source, null);
  const bySource = known.get(lists) ?? new Map<string, Database>();
  const database = bySource.get(source) ?? readLists(source, lists);
  known.set(lists, bySource.set(source, database));
  return database;
};

const without = (database: Database, removed: ReadonlySet<string>): Database => {
  const entries = database.entries.filter(({ certificate }) => !removed.has(certificate.sha256));
  return { ...database, entries, certificates: entries.map(({ certificate }) => certificate) };
};

const levelOf = (text: string | null): SbatLevel | null => {
  try {
    return text === null ? null : parseSbatLevel(text);
  } catch (error) {
    if (error instanceof UefiError) return null;
    throw error;
  }
};

/**
 * Where nothing was captured an empty db is one that is not known.
 * `ownVendors`: what the shims on the ESP as it was captured bring along themselves. They mirror it into MokListRT and
 * MokListXRT, where it is no trust or distrust that the next shim would have.
 */
export const bootTrustOf = (firmware: Firmware, ownVendors: readonly TrustList[]): BootTrust => {
  const mirrored = new Set(
    ownVendors.flatMap(({ certificates }) => certificates.map(({ sha256 }) => sha256)),
  );
  const isCaptured = firmware.secureBoot !== 'unknown';
  const read = (source: string, lists: readonly SignatureList[] | null): Database =>
    databaseOf(source, isCaptured ? lists : null);
  return {
    secureBoot: firmware.secureBoot,
    shimVerifies: firmware.secureBoot !== 'off' && firmware.shimChecks !== false,
    db: read('db', firmware.db),
    dbx: read('dbx', firmware.dbx),
    mokList: without(read('MokListRT', firmware.mokList), mirrored),
    mokListX: read('MokListXRT', firmware.mokListX),
    ignoresDb: firmware.ignoresDb === true,
    level: levelOf(firmware.sbatLevel),
    policy: firmware.sbatPolicy,
  };
};

/** A certificate is revoked by itself or by the digest of its signed part (dbx of type x509-sha256). */
export const isRevokedByTbs = (chain: readonly Certificate[], { tbs }: Database): boolean =>
  tbs.size > 0 && chain.some((certificate) => tbs.has(tbsDigest(certificate, 'sha256')));
