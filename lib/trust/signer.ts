/** Signing many messages beside the main thread. */
import { sign } from 'node:crypto';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SigningKey } from './keys.ts';

export type Signer = {
  readonly key: SigningKey;
  /** An Ed25519 signature of each message, in their order. The caller bounds how many batches are under way. */
  sign: (messages: readonly Uint8Array[]) => Promise<Uint8Array[]>;
};

/** A batch as it goes to the thread: the messages one after the other. */
export type SigningJob = { bytes: Uint8Array; lengths: number[] };

export const SIGNATURE_BYTES = 64;
/** Fewer are signed here, as long as there is no thread: to start one takes as long as some hundred signatures. */
const MIN_BATCH = 16;
const IDLE_MS = 10_000;

type Waiting = { resolve: (signatures: Uint8Array) => void; reject: (error: Error) => void };
/** Beside this file, as source or bundled. */
const WORKER = new URL(`signing-worker${extname(import.meta.url)}`, import.meta.url);

type SigningThread = { run: (job: SigningJob) => Promise<Uint8Array> };

/**
 * A worker that answers jobs in their order and ends when it has been idle; it keeps no process alive. (`crypto.sign`
 * with a callback signs on other threads, too, but handing over one message at a time costs the main thread as much
 * as signing it.)
 */
const startThread = ({ privateKey }: SigningKey, onEnd: () => void): SigningThread => {
  const worker = new Worker(WORKER, { workerData: { privateKey } });
  const waiting: Waiting[] = [];
  let idle: NodeJS.Timeout | undefined;
  const end = (error: Error): void => {
    clearTimeout(idle);
    onEnd();
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  const onSigned = (signatures: Uint8Array): void => {
    waiting.shift()?.resolve(signatures);
    if (waiting.length > 0) return;
    worker.unref();
    idle = setTimeout(() => {
      onEnd();
      void worker.terminate();
    }, IDLE_MS).unref();
  };
  worker.on('message', onSigned);
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the signing thread has ended')));
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle);
        worker.ref();
        waiting.push({ resolve, reject });
        worker.postMessage(job);
      }),
  };
};

const jobOf = (messages: readonly Uint8Array[]): SigningJob => ({
  bytes: new Uint8Array(Buffer.concat(messages)),
  lengths: messages.map(({ length }) => length),
});

const splitSignatures = (signatures: Uint8Array): Uint8Array[] =>
  Array.from({ length: signatures.length / SIGNATURE_BYTES }, (_, index) =>
    signatures.subarray(SIGNATURE_BYTES * index, SIGNATURE_BYTES * (index + 1)),
  );

/** A signer whose thread starts with the first batch that is worth one. */
export const createSigner = (key: SigningKey): Signer => {
  let thread: SigningThread | null = null;
  const start = (): SigningThread => {
    const started: SigningThread = startThread(key, () => {
      if (thread === started) thread = null;
    });
    return started;
  };
  return {
    key,
    sign: async (messages) => {
      if (thread === null && messages.length < MIN_BATCH)
        return messages.map((message) => new Uint8Array(sign(null, message, key.privateKey)));
      thread ??= start();
      return splitSignatures(await thread.run(jobOf(messages)));
    },
  };
};
