/**
 * The layout of an object store in its stream (ADR-20, https://github.com/nats-io/nats-architecture-and-design): chunks
 * under one subject an object, and one record that names them. Any client of object stores can read ours.
 */
import { buckets } from '../names.ts';
import { BusError } from '../bus-error.ts';
import type { StoredMessage } from '../types.ts';

export type BlobRecord = {
  /** Names the chunks' subject. */
  nuid: string;
  /** Bytes. */
  size: number;
  chunks: number;
  isDeleted: boolean;
  /** Of the record in the stream, for compare-and-set. */
  sequence: bigint;
};

const MAX_RECORD_BYTES = 64 * 1024;
const digestPattern = /^[0-9a-f]{64}$/;
const nuidPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** Returns `sha256` if it is 64 lower-case hex digits. Throws BusError BLOB_DIGEST. */
export const checkDigest = (sha256: string): string => {
  if (digestPattern.test(sha256)) return sha256;
  const shown = JSON.stringify(sha256.slice(0, 80));
  throw new BusError('BLOB_DIGEST', `${shown} is not a SHA-256 digest: 64 lower-case hex digits`);
};

export const chunkSubject = (nuid: string): string => `$O.${buckets.blobs}.C.${nuid}`;

/** The padded base64url of the object's name, which is its digest. */
export const recordSubject = (sha256: string): string => {
  const name = Buffer.from(checkDigest(sha256)).toString('base64url');
  return `$O.${buckets.blobs}.M.${name.padEnd(Math.ceil(name.length / 4) * 4, '=')}`;
};

export type NewRecord = { sha256: string; nuid: string; size: number; chunks: number; chunkBytes: number };

export const encodeRecord = (record: NewRecord, modified: Date): string => {
  const digest = Buffer.from(record.sha256, 'hex').toString('base64url');
  return JSON.stringify({
    name: record.sha256,
    bucket: buckets.blobs,
    nuid: record.nuid,
    size: record.size,
    chunks: record.chunks,
    digest: `SHA-256=${digest}=`,
    mtime: modified.toISOString(),
    options: { max_chunk_size: record.chunkBytes },
  });
};

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const parseJson = (data: Uint8Array): Record<string, unknown> => {
  if (data.length > MAX_RECORD_BYTES) return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/**
 * Reads the record of an object. Its digest is not looked at: anybody who can write the record can write that.
 * @throws {BusError} BLOB_DIGEST if it is no record: the blob cannot be what its name says
 */
export const decodeRecord = ({ data, sequence }: StoredMessage, sha256: string): BlobRecord => {
  const { nuid, size = 0, chunks = 0, deleted } = parseJson(data);
  if (deleted === true) return { nuid: '', size: 0, chunks: 0, isDeleted: true, sequence };
  if (typeof nuid === 'string' && nuidPattern.test(nuid) && isCount(size) && isCount(chunks)) {
    return { nuid, size, chunks, isDeleted: false, sequence };
  }
  throw new BusError(
    'BLOB_DIGEST',
    `the record of file ${sha256} in the object store is damaged: delete it there`,
  );
};
