import type { Certificate } from './certificate.ts';

/** Both bound what a message full of certificates that seem to issue each other can cost. */
const MAX_DEPTH = 16;
const MAX_SIGNATURE_CHECKS = 64;

type Search = { pool: readonly Certificate[]; visited: Set<string>; checksLeft: number };

const isSame = (a: Certificate, b: Certificate): boolean => a.sha256 === b.sha256;

/** OpenSSL throws for keys it does not know: such a key has signed nothing. */
const hasSigned = (issuer: Certificate, subject: Certificate, search: Search): boolean => {
  if (!issuer.isAuthority || !issuer.subjectDer.equals(subject.issuerDer)) return false;
  search.checksLeft -= 1;
  if (search.checksLeft < 0) return false;
  try {
    return subject.x509.checkIssued(issuer.x509) && subject.x509.verify(issuer.x509.publicKey);
  } catch {
    return false;
  }
};

/** The certificates from `from` up to one for which `isGoal` holds, depth first, each looked at once. */
const searchPath = (
  from: Certificate,
  isGoal: (certificate: Certificate) => boolean,
  search: Search,
): Certificate[] | null => {
  if (isGoal(from)) return [from];
  search.visited.add(from.sha256);
  if (search.visited.size > MAX_DEPTH) return null;
  for (const issuer of search.pool) {
    if (search.visited.has(issuer.sha256) || !hasSigned(issuer, from, search)) continue;
    const path = searchPath(issuer, isGoal, search);
    if (path !== null) return [from, ...path];
  }
  return null;
};

/**
 * Path from `signer` to one of `anchors`, signer first and anchor last, or null. Any certificate of the path may be the
 * anchor, the signer itself too, and times are not looked at: X509_V_FLAG_PARTIAL_CHAIN and _NO_CHECK_TIME, as firmware
 * and shim verify (shim 16.1, CryptPkcs7Verify.c). `embedded`: the certificates that came with the signature.
 */
export const findTrustPath = (
  { signer, embedded }: { signer: Certificate; embedded: readonly Certificate[] },
  anchors: readonly Certificate[],
): Certificate[] | null => {
  const isAnchor = (certificate: Certificate): boolean => anchors.some((each) => isSame(each, certificate));
  // Anchors first: the shortest path is the one that firmware finds.
  return searchPath(signer, isAnchor, {
    pool: [...anchors, ...embedded],
    visited: new Set(),
    checksLeft: MAX_SIGNATURE_CHECKS,
  });
};

/** As far up as the certificates that came with the signature lead, signer first. */
export const embeddedChain = (signer: Certificate, embedded: readonly Certificate[]): Certificate[] => {
  const search: Search = { pool: embedded, visited: new Set(), checksLeft: MAX_SIGNATURE_CHECKS };
  const chain = [signer];
  search.visited.add(signer.sha256);
  for (let last: Certificate | undefined = signer; last !== undefined && chain.length < MAX_DEPTH;) {
    const below: Certificate = last;
    last = embedded.find((each) => !search.visited.has(each.sha256) && hasSigned(each, below, search));
    if (last === undefined) break;
    search.visited.add(last.sha256);
    chain.push(last);
  }
  return chain;
};
