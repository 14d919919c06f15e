import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { alignUp } from '../bytes/bytes.ts';
import type { Finding } from '../bytes/finding.ts';
import { inFileOrder } from '../pe/pe-layout.ts';
import type { PeImage } from '../pe/pe.ts';

export type DigestAlgorithm = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** Lower-case hex. The padded ones exist for files where padding makes a difference: unsigned, length not 8·n. */
export type ImageDigests = { sha256: string; sha1: string; paddedSha256?: string; paddedSha1?: string };

export type Authenticode = ImageDigests & { findings: readonly Finding[] };

/** Half-open, in file offsets. */
type Span = { start: number; end: number };

const PAD_TO_BYTES = 8;

/** Only spans with bytes, neighbours joined, so that two ways to say the same can be compared. */
const joinSpans = (spans: readonly Span[]): Span[] => {
  const joined: Span[] = [];
  for (const { start, end } of spans) {
    if (end <= start) continue;
    const last = joined.at(-1);
    if (last !== undefined && last.end === start) last.end = end;
    else joined.push({ start, end });
  }
  return joined;
};

/** Everything of the headers but the checksum and the security directory's entry. */
const headerSpans = (image: PeImage, end: number): Span[] => {
  const { checksumOffset, securityEntryOffset } = image;
  const afterChecksum = checksumOffset + 4;
  if (securityEntryOffset === null)
    return [
      { start: 0, end: checksumOffset },
      { start: afterChecksum, end },
    ];
  return [
    { start: 0, end: checksumOffset },
    { start: afterChecksum, end: securityEntryOffset },
    { start: securityEntryOffset + 8, end },
  ];
};

/**
 * What Authenticode hashes: headers, sections in file order, and what lies behind their *sum* up to the size of the
 * certificate table before the file's end (Windows Authenticode PE signature format; EDK2 and shim do the same).
 */
const sectionForm = (image: PeImage): Span[] => {
  const sections = inFileOrder(image.sections);
  const sum = sections.reduce((total, { rawSize }) => total + rawSize, image.sizeOfHeaders);
  return joinSpans([
    ...headerSpans(image, image.sizeOfHeaders),
    ...sections.map(({ rawOffset, rawSize }) => ({ start: rawOffset, end: rawOffset + rawSize })),
    { start: sum, end: image.bytes.length - (image.certificateTable?.size ?? 0) },
  ]);
};

const everythingExcept = (image: PeImage): Span[] => {
  const { bytes, certificateTable } = image;
  if (certificateTable === null) return joinSpans(headerSpans(image, bytes.length));
  const { offset, size } = certificateTable;
  return joinSpans([...headerSpans(image, offset), { start: offset + size, end: bytes.length }]);
};

const isSame = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.length === b.length &&
  a.every((span, index) => span.start === b[index]?.start && span.end === b[index].end);

const hashSpans = (image: PeImage, algorithm: DigestAlgorithm): Hash => {
  const hash = createHash(algorithm);
  for (const { start, end } of sectionForm(image)) hash.update(image.bytes.subarray(start, end));
  return hash;
};

const paddingOf = ({ bytes, certificateTable }: PeImage): Buffer | null => {
  const missing = alignUp(bytes.length, PAD_TO_BYTES) - bytes.length;
  return certificateTable === null && missing > 0 ? Buffer.alloc(missing) : null;
};

/** The Authenticode digest as EDK2 computes it, lower-case hex. */
export const digestImage = (image: PeImage, algorithm: DigestAlgorithm): string =>
  hashSpans(image, algorithm).digest('hex');

/**
 * SHA-256 and SHA-1 as firmware measures and verifies them; for an unsigned file whose length is not a multiple of 8
 * also as signing tools and shim do, which append zeros. Reports a file in which the parts that are hashed are not
 * exactly all but the checksum and the signatures: such a file holds bytes that nobody signed, or some twice.
 */
export const hashImage = (image: PeImage): Authenticode => {
  const sha256 = hashSpans(image, 'sha256');
  const sha1 = hashSpans(image, 'sha1');
  const padding = paddingOf(image);
  const padded =
    padding === null
      ? {}
      : {
          paddedSha256: sha256.copy().update(padding).digest('hex'),
          paddedSha1: sha1.copy().update(padding).digest('hex'),
        };
  const findings: Finding[] = isSame(sectionForm(image), everythingExcept(image))
    ? []
    : [{ code: 'HASH_FORMS_DIFFER', detail: 'what is hashed is not all of the file but its signatures' }];
  return { sha256: sha256.digest('hex'), sha1: sha1.digest('hex'), ...padded, findings };
};
