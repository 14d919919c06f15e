import type { BootImage, TrustList } from '../image/boot-image.ts';
import type { BootTrust, Database, TrustedCertificate } from './boot-trust.ts';
import { isForModulesOnly } from '../signature/certificate.ts';
import type { Certificate } from '../signature/certificate.ts';
import { REFUSED_BY_SHIM } from '../bytes/finding.ts';
import { describeSignatures, leadsTo, listedDigests, validSignatures } from './firmware-rule.ts';
import type { Ruling, SignedBy } from './firmware-rule.ts';
import { VENDOR } from '../firmware/efi-variable.ts';
import { findRevoked as findBelow } from '../image/sbat.ts';
import type { SbatLevel } from '../image/sbat-level.ts';
import type { ReasonCode } from './verdict-reason.ts';

/** What the running shim judges by: its own vendor's lists, and what the host's variables add. */
export type ShimTrust = {
  trust: BootTrust;
  vendor: TrustList;
  vendorDbx: TrustList;
  /** Of shim_certificate*.efi beside it. */
  added: readonly TrustList[];
  level: SbatLevel | null;
};

type Listed = Pick<Database, 'certificates'> & {
  sha256: ReadonlySet<string> | readonly string[];
  sha1: ReadonlySet<string> | readonly string[];
};
type NamedList = { name: string; list: Listed };

const refused = (code: ReasonCode, detail: string): Ruling => ({ answer: 'refused', code, detail });

const includes = (list: ReadonlySet<string> | readonly string[], digest: string): boolean =>
  'has' in list ? list.has(digest) : list.includes(digest);

const isListed = (image: BootImage, { sha256, sha1 }: Pick<Listed, 'sha256' | 'sha1'>): boolean => {
  const digests = listedDigests(image);
  return (
    digests.sha256.some((digest) => includes(sha256, digest)) ||
    digests.sha1.some((digest) => includes(sha1, digest))
  );
};

/** shim looks at certificates and digests of files only; it passes over digests of certificates (x509-sha256). */
const denyLists = ({ trust, vendorDbx }: ShimTrust): NamedList[] => [
  { name: "shim's vendor_dbx", list: vendorDbx },
  { name: 'dbx', list: trust.dbx },
  { name: 'MokListX', list: trust.mokListX },
];

/** As shim compares: SHA-256 only, whatever else a message says (HashSize in verify.c). */
const usableSignatures = (image: BootImage): SignedBy[] =>
  validSignatures(image).filter(({ digestAlgorithm }) => digestAlgorithm === 'sha256');

const forImages = (certificates: readonly Certificate[]): Certificate[] =>
  certificates.filter((certificate) => !isForModulesOnly(certificate));

type Anchor = { certificate: Certificate; authority: TrustedCertificate };

/** In the order in which shim asks: db, vendor_db, MokListRT, which has the vendor's certificate too. */
const anchorsOf = ({ trust, vendor, added }: ShimTrust): Anchor[] => {
  const entries = [...(trust.ignoresDb ? [] : trust.db.entries), ...trust.mokList.entries];
  const own = [vendor, ...added].flatMap(({ certificates }) => certificates);
  return [
    ...entries
      .filter(({ certificate }) => !isForModulesOnly(certificate))
      .map((authority) => ({ certificate: authority.certificate, authority })),
    ...own.map((certificate) => ({
      certificate,
      authority: { source: 'MokListRT', certificate, owner: VENDOR.shim },
    })),
  ];
};

const allowListsOf = ({ trust, vendor, added }: ShimTrust): Listed[] => [
  ...(trust.ignoresDb ? [] : [trust.db]),
  trust.mokList,
  vendor,
  ...added,
];

/** Step 1 of verify.c: a digest in a list of denials refuses the image, a certificate only its signature. */
const splitDenied = (image: BootImage, shim: ShimTrust): { ruling: Ruling | null; rest: SignedBy[] } => {
  const lists = denyLists(shim);
  const byHash = lists.find(({ list }) => isListed(image, list));
  if (byHash !== undefined)
    return { ruling: refused('SHIM_HASH_REVOKED', `${byHash.name} lists its digest`), rest: [] };
  const deniers = lists.flatMap(({ list }) => forImages(list.certificates));
  const signatures = usableSignatures(image);
  const rest = signatures.filter((signature) => leadsTo(signature, deniers) === null);
  const allDenied = signatures.length > 0 && rest.length === 0;
  const detail = `${describeSignatures(image)}, which is revoked`;
  return { ruling: allDenied ? refused('SHIM_CERTIFICATE_REVOKED', detail) : null, rest };
};

/** Steps 2 and 3: a digest, then each signature. */
const findTrusted = (image: BootImage, shim: ShimTrust, signatures: readonly SignedBy[]): Ruling | null => {
  if (allowListsOf(shim).some((list) => includes256(list, image)))
    return { answer: 'allowed', authority: null };
  const anchors = anchorsOf(shim);
  const certificates = anchors.map(({ certificate }) => certificate);
  for (const signature of signatures) {
    const found = leadsTo(signature, certificates);
    const anchor = anchors.find(({ certificate }) => certificate.sha256 === found?.sha256);
    if (anchor !== undefined) return { answer: 'allowed', authority: anchor.authority };
  }
  return null;
};

/** shim pads an unsigned file before it hashes it. */
const includes256 = ({ sha256 }: Listed, { digests }: BootImage): boolean =>
  includes(sha256, digests.paddedSha256 ?? digests.sha256);

/** Step 4. `viaProtocol`: GRUB asks for a kernel, which need not have SBAT; what shim itself loads must. */
const checkSbat = ({ sbat }: BootImage, level: SbatLevel | null, viaProtocol: boolean): Ruling | null => {
  if (sbat.state === 'invalid') return refused('SBAT_INVALID', 'its .sbat section cannot be parsed');
  if (sbat.state === 'absent')
    return viaProtocol || level === null ? null : refused('SBAT_MISSING', 'it has no .sbat section');
  const below = level === null ? null : findBelow(sbat.entries, level);
  if (below === null) return null;
  const { component, generation, required } = below;
  return refused('SBAT_REVOKED', `${component},${generation} is below ${component},${required} of SbatLevel`);
};

const unreadable = ({ trust }: ShimTrust, isAllowed: boolean): Ruling | null => {
  const lists = isAllowed ? [trust.dbx, trust.mokListX] : [trust.db, trust.mokList];
  return lists.some(({ isIncomplete }) => isIncomplete)
    ? { answer: 'unknown', code: 'VARIABLE_UNREADABLE', detail: 'db, dbx or the MOK lists are missing' }
    : null;
};

/**
 * Does shim start, or let GRUB start, this image while it verifies? In the order of shim 16.1's verify.c and facts of
 * its PE reader; see `REFUSED_BY_SHIM`.
 */
export const shimRule = (
  image: BootImage,
  shim: ShimTrust,
  { viaProtocol }: { viaProtocol: boolean },
): Ruling => {
  const fault = image.findings.find(
    ({ code }) => REFUSED_BY_SHIM.has(code) && code !== 'SBAT_INVALID' && code !== 'SBAT_DUPLICATE',
  );
  if (fault !== undefined) return refused('SHIM_MALFORMED', `${fault.code}: ${fault.detail}`);
  const { ruling, rest } = splitDenied(image, shim);
  if (ruling !== null) return ruling;
  const trusted = findTrusted(image, shim, rest);
  if (trusted === null)
    return (
      unreadable(shim, false) ??
      refused('SHIM_NOT_TRUSTED', `${describeSignatures(image)}; this shim trusts none of these`)
    );
  return checkSbat(image, shim.level, viaProtocol) ?? unreadable(shim, true) ?? trusted;
};
