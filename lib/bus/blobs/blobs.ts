/**
 * Files by SHA-256 in the object store. Read by Direct Get and written by plain publishes: a reader needs no
 * consumer, and neither needs the right to administer the stream.
 */
import { createHash, randomUUID } from 'node:crypto';
import { hasCode } from '../../errors.ts';
import { checkDigest, chunkSubject, decodeRecord, encodeRecord, recordSubject } from './blob-record.ts';
import type { BlobRecord } from './blob-record.ts';
import { BusError } from '../bus-error.ts';
import { inChunks } from './chunks.ts';
import { lastMessage, nextMessage } from '../stream/direct-get.ts';
import { publishExpecting } from '../stream/expecting.ts';
import { requestApi } from '../link/link.ts';
import type { Link } from '../link/link.ts';
import { objectStream } from '../topology/topology.ts';
import type { BlobStore, StoredMessage } from '../types.ts';
import { throwIfAborted } from '../link/waiting.ts';

const CHUNK_BYTES = 128 * 1024;
/** Left of the server's message limit for headers. */
const HEADER_BYTES = 1024;
const DISCARD_TIMEOUT_MS = 2000;

type Of = { sha256: string; signal?: AbortSignal | undefined };

const readRecord = async (link: Link, { sha256, signal }: Of): Promise<BlobRecord | null> => {
  const stored = await lastMessage(link, { stream: objectStream, subject: recordSubject(sha256), signal });
  return stored === null ? null : decodeRecord(stored, sha256);
};

const isThere = (record: BlobRecord | null): record is BlobRecord & { isDeleted: false } =>
  record !== null && !record.isDeleted;

type Written = { size: number; chunks: number; sha256: string };
type Writing = {
  nuid: string;
  content: AsyncIterable<Uint8Array>;
  chunkBytes: number;
  signal?: AbortSignal | undefined;
};

/**
 * One chunk after the other, each confirmed before the next is sent: they are read back in the stream's order, so
 * none may overtake another that is sent again.
 */
const writeChunks = async (link: Link, { nuid, content, chunkBytes, signal }: Writing): Promise<Written> => {
  const subject = chunkSubject(nuid);
  const hash = createHash('sha256');
  const written = { size: 0, chunks: 0 };
  let lastSequence = 0n;
  for await (const payload of inChunks(content, chunkBytes)) {
    throwIfAborted(signal, 'store a blob');
    hash.update(payload);
    const place = { stream: objectStream, subject, lastSequence, signal };
    lastSequence = await publishExpecting(link, { ...place, payload, isOurs: () => true });
    written.size += payload.length;
    written.chunks += 1;
  }
  return { ...written, sha256: hash.digest('hex') };
};

/**
 * Removes chunks that no record names. They are in nobody's way, so that it may fail (it needs the right to purge the
 * stream) or may not happen (a crash) is of no consequence but for the space.
 */
const discardChunks = async (link: Link, nuid: string): Promise<void> => {
  const subject = `$JS.API.STREAM.PURGE.${objectStream}`;
  const asked = { subject, body: { filter: chunkSubject(nuid) } };
  await requestApi(link, asked, { timeoutMs: DISCARD_TIMEOUT_MS }).catch(() => undefined);
};

type Naming = {
  sha256: string;
  nuid: string;
  written: Written;
  chunkBytes: number;
  lastSequence: bigint;
  signal?: AbortSignal | undefined;
};

/** Makes the blob visible; false if another publisher was quicker. */
const writeRecord = async (link: Link, naming: Naming): Promise<boolean> => {
  const { sha256, nuid, written, chunkBytes, lastSequence, signal } = naming;
  const isOurs = (stored: StoredMessage): boolean => decodeRecord(stored, sha256).nuid === nuid;
  try {
    await publishExpecting(link, {
      stream: objectStream,
      subject: recordSubject(sha256),
      payload: encodeRecord({ ...written, sha256, nuid, chunkBytes }, new Date()),
      lastSequence,
      isOurs,
      signal,
    });
    return true;
  } catch (error) {
    if (hasCode(error, 'CONFLICT')) return false;
    throw error;
  }
};

const throwUnlessDigest = (sha256: string, actual: string, what: string): void => {
  if (actual === sha256) return;
  throw new BusError('BLOB_DIGEST', `${what}: its SHA-256 is ${actual}, not ${sha256}`);
};

/** The record comes last, so there is never half a blob under its name. */
const put = async (
  link: Link,
  { sha256, signal }: Of,
  content: AsyncIterable<Uint8Array>,
): Promise<boolean> => {
  const before = await readRecord(link, { sha256: checkDigest(sha256), signal });
  if (isThere(before)) return false;
  const nuid = randomUUID().replaceAll('-', '');
  const chunkBytes = Math.min(CHUNK_BYTES, (link.nc.info?.max_payload ?? Infinity) - HEADER_BYTES);
  let isStored = false;
  try {
    const written = await writeChunks(link, { nuid, content, chunkBytes, signal });
    throwUnlessDigest(sha256, written.sha256, 'the content to store');
    const lastSequence = before?.sequence ?? 0n;
    isStored = await writeRecord(link, { sha256, nuid, written, chunkBytes, lastSequence, signal });
    return isStored;
  } finally {
    if (!isStored) await discardChunks(link, nuid);
  }
};

const sizeError = (sha256: string, size: bigint | number, maxBytes: bigint): BusError =>
  new BusError('BLOB_SIZE', `file ${sha256} has ${size} bytes or more, but at most ${maxBytes} are expected`);

const findBlob = async (link: Link, of: Of & { maxBytes: bigint }): Promise<BlobRecord> => {
  const record = await readRecord(link, of);
  if (!isThere(record)) {
    throw new BusError(
      'BLOB_MISSING',
      `file ${of.sha256} is not in the object store: publish the payload again`,
    );
  }
  if (BigInt(record.size) > of.maxBytes) throw sizeError(of.sha256, record.size, of.maxBytes);
  return record;
};

/** The chunks in order, the next one on its way while the reader has one. */
async function* readChunks(
  link: Link,
  record: BlobRecord,
  { sha256, signal }: Of,
): AsyncGenerator<Uint8Array> {
  const fetch = (fromSequence: bigint): Promise<StoredMessage | null> => {
    const chunk = nextMessage(link, {
      stream: objectStream,
      subject: chunkSubject(record.nuid),
      fromSequence,
      signal,
    });
    chunk.catch(() => undefined);
    return chunk;
  };
  let coming = record.chunks > 0 ? fetch(1n) : null;
  for (let received = 1; coming !== null; received += 1) {
    const chunk: StoredMessage | null = await coming;
    if (chunk === null) {
      throw new BusError(
        'BLOB_DIGEST',
        `file ${sha256} lacks ${record.chunks - received + 1} of its chunks in the object store`,
      );
    }
    coming = received < record.chunks ? fetch(chunk.sequence + 1n) : null;
    yield chunk.data;
  }
}

async function* get(link: Link, of: Of & { maxBytes: bigint }): AsyncGenerator<Uint8Array> {
  const { sha256, maxBytes } = of;
  const record = await findBlob(link, { ...of, sha256: checkDigest(sha256) });
  const hash = createHash('sha256');
  let size = 0n;
  for await (const chunk of readChunks(link, record, of)) {
    size += BigInt(chunk.length);
    if (size > maxBytes) throw sizeError(sha256, size, maxBytes);
    hash.update(chunk);
    yield chunk;
  }
  throwUnlessDigest(sha256, hash.digest('hex'), `file ${sha256} was altered in the object store`);
}

/** The blob store of a bus; its bucket is made by the topology. See the type for the rules. */
export const createBlobStore = (link: Link): BlobStore => ({
  has: async (sha256) => isThere(await readRecord(link, { sha256 })),
  put: (sha256, content, signal) => put(link, { sha256, signal }, content),
  get: (sha256, { maxBytes, signal }) => get(link, { sha256, maxBytes, signal }),
});
