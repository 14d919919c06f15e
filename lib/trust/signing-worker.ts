/** The thread of `createSigner`: signs what it is sent, a batch at a time. */
import { sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { SIGNATURE_BYTES } from './signer.ts';
import type { SigningJob } from './signer.ts';

const { privateKey } = workerData as { privateKey: KeyObject };

parentPort?.on('message', ({ bytes, lengths }: SigningJob) => {
  const signatures = new Uint8Array(SIGNATURE_BYTES * lengths.length);
  let offset = 0;
  for (const [index, length] of lengths.entries()) {
    signatures.set(sign(null, bytes.subarray(offset, offset + length), privateKey), SIGNATURE_BYTES * index);
    offset += length;
  }
  parentPort?.postMessage(signatures, [signatures.buffer]);
});
