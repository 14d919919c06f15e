import { messageOf } from '../errors.ts';
import { OutboxDirectory } from './outbox-directory.ts';
import type { OutboxDirectoryOptions } from './outbox-directory.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { RuntimeError } from './runtime-error.ts';

export type QueuedEntry = OutboxEntry & {
  number: number;
  /** It was there when the outbox was opened: an earlier process may have sent it. */
  isInherited: boolean;
};

export type OutboxOptions = OutboxDirectoryOptions & {
  /** 10 000 if left out. */
  maxEntries?: number;
};

const DEFAULT_MAX_ENTRIES = 10_000;

type Waiting = { number: number; key: string; isInherited: boolean };

const keyOf = ({ event }: OutboxEntry): string => `${event.source}\n${event.id}`;

/**
 * Events on their way out, on disk, in order.
 *
 * INVARIANTS: one process uses a directory. An entry is in the queue only while its whole file is on disk. Entries
 * leave at the head only. Writes are one after the other, so the order of the calls is the order of the files.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #files: OutboxDirectory;
  readonly #queue: Waiting[] = [];
  readonly #queuedKeys = new Set<string>();
  readonly #observers = new Set<() => void>();
  #nextNumber = 1;
  #tail: Promise<void> = Promise.resolve();

  /** For openOutbox. */
  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#files = new OutboxDirectory(options);
  }

  /** Takes over what an earlier process left. A second entry of one event, possible only by a crash, is dropped. */
  async load(): Promise<void> {
    await this.#files.prepare();
    for (const number of await this.#files.list()) {
      this.#nextNumber = number + 1;
      const entry = await this.#files.read(number);
      if (entry === null) continue;
      if (this.#queuedKeys.has(keyOf(entry))) await this.#files.remove(number);
      else this.#enqueue({ number, key: keyOf(entry), isInherited: true });
    }
  }

  /**
   * Resolves when the event is on disk and will be sent. An event whose id is queued already is dropped.
   * @throws {RuntimeError} OUTBOX_FULL, OUTBOX_WRITE (cause: ENOSPC, EIO, ...); the event will then not be sent
   */
  append(entry: OutboxEntry): Promise<void> {
    const appended = this.#tail.then(() => this.#write(entry));
    this.#tail = appended.catch(() => undefined);
    return appended;
  }

  depth(): number {
    return this.#queue.length;
  }

  /** The oldest entry that is readable, or null. Unreadable ones are put aside on the way. */
  async head(): Promise<QueuedEntry | null> {
    for (let [first] = this.#queue; first !== undefined; [first] = this.#queue) {
      const { number, isInherited } = first;
      const entry = await this.#files.read(number);
      if (entry !== null) return { ...entry, number, isInherited };
      this.#leave(number);
    }
    return null;
  }

  /** For the head, when the stream has confirmed it. */
  remove({ number }: QueuedEntry): Promise<void> {
    // First the queue: a disk that does not let go of the file must not make this process send it again.
    this.#leave(number);
    return this.#files.remove(number);
  }

  /** For the head, when it can never be sent. */
  putAside({ number }: QueuedEntry, why: string): Promise<void> {
    this.#leave(number);
    return this.#files.putAside(number, why);
  }

  /** Calls back after each append. Returns the way to stop it. */
  onAppend(callback: () => void): () => void {
    this.#observers.add(callback);
    return () => void this.#observers.delete(callback);
  }

  async #write(entry: OutboxEntry): Promise<void> {
    const { directory, maxEntries = DEFAULT_MAX_ENTRIES } = this.#options;
    const key = keyOf(entry);
    if (this.#queuedKeys.has(key)) return;
    if (this.#queue.length >= maxEntries) {
      const message = `${directory} has ${this.#queue.length} unsent events, the maximum: restore the connection to the bus`;
      throw new RuntimeError('OUTBOX_FULL', message);
    }
    const number = this.#nextNumber;
    this.#nextNumber += 1;
    await this.#files.write(number, entry).catch((cause: unknown) => {
      throw new RuntimeError('OUTBOX_WRITE', `cannot store event ${entry.event.id}: ${messageOf(cause)}`, {
        cause,
      });
    });
    this.#enqueue({ number, key, isInherited: false });
    for (const observer of this.#observers) observer();
  }

  #enqueue(waiting: Waiting): void {
    this.#queue.push(waiting);
    this.#queuedKeys.add(waiting.key);
  }

  #leave(number: number): void {
    const [first] = this.#queue;
    if (first?.number !== number) return;
    this.#queue.shift();
    this.#queuedKeys.delete(first.key);
  }
}

/** Opens the outbox in a directory of its own. Throws Node's errors if the directory cannot be used. */
export const openOutbox = async (options: OutboxOptions): Promise<Outbox> => {
  const outbox = new Outbox(options);
  await outbox.load();
  return outbox;
};
