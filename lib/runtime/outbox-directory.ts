import { mkdir, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../errors.ts';
import { fsyncDirectory, writeFileDurably } from '../sys/index.ts';
import { formatEntry, parseEntry } from './outbox-entry.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import type { Clock, Logger } from './types.ts';

export type OutboxDirectoryOptions = { directory: string; clock: Clock; log: Logger };

const NAME = /^(\d{16})\.event$/;
const TEMPORARY = /^\..*\.tmp$/;
const nameOf = (number: number): string => `${String(number).padStart(16, '0')}.event`;

const unlinkIfThere = (path: string): Promise<void> =>
  unlink(path).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
  });

/**
 * The outbox's files: one an entry, named by a counter, so that their names sort in the order of the entries. All of
 * it throws Node's errors.
 */
export class OutboxDirectory {
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #log: Logger;

  constructor({ directory, clock, log }: OutboxDirectoryOptions) {
    this.#directory = directory;
    this.#clock = clock;
    this.#log = log;
  }

  /** Makes the directory if it is missing, for its owner only, and removes what a crash left half-written. */
  async prepare(): Promise<void> {
    await mkdir(join(this.#directory, 'bad'), { recursive: true, mode: 0o700 });
    const names = await readdir(this.#directory);
    for (const name of names) if (TEMPORARY.test(name)) await unlinkIfThere(join(this.#directory, name));
  }

  /** The entries' numbers in order. */
  async list(): Promise<number[]> {
    const names = await readdir(this.#directory);
    return names
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .map(Number)
      .toSorted((a, b) => a - b);
  }

  /** Null if the file is gone, or unreadable, which is then put aside. */
  async read(number: number): Promise<OutboxEntry | null> {
    const text = await readFile(this.#pathOf(number), 'utf8').catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    });
    if (text === null) return null;
    const entry = parseEntry(text);
    if (entry === null) await this.putAside(number, 'its content is damaged');
    return entry;
  }

  /** The entry is on disk, whole, when this resolves; when it rejects, nothing of it is. */
  async write(number: number, entry: OutboxEntry): Promise<void> {
    try {
      await writeFileDurably(this.#pathOf(number), formatEntry(entry), { mode: 0o600 });
    } catch (error) {
      // It may have its name already and fail in the directory's fsync: whoever is told no must not see it sent.
      await unlinkIfThere(this.#pathOf(number)).catch(() => undefined);
      throw error;
    }
  }

  async remove(number: number): Promise<void> {
    await unlinkIfThere(this.#pathOf(number));
    await fsyncDirectory(this.#directory);
  }

  /** Moves the file to `bad/`, for a person to look at. */
  async putAside(number: number, why: string): Promise<void> {
    const path = join(this.#directory, 'bad', `${nameOf(number)}.${this.#clock.nowMs()}`);
    await rename(this.#pathOf(number), path);
    await fsyncDirectory(this.#directory);
    this.#log.error('an event in the outbox cannot be sent and was moved aside', { path, why });
  }

  #pathOf(number: number): string {
    return join(this.#directory, nameOf(number));
  }
}
