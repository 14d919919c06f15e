/** What is being done to the ESP, durable before it begins (invariant 9 in docs/power-loss.md). Recovery decides by digests, not by the journal. */
import { readFile, unlink } from 'node:fs/promises';
import { hasCode } from '../../../lib/errors.ts';
import type { StateDirectory } from '../../../lib/host/index.ts';
import { fsyncDirectory, writeFileDurably } from '../../../lib/sys/index.ts';
import type { Sha256Hex } from '../../../lib/wire/types.ts';

export const journalPhases = ['staging', 'exchanging', 'undoing', 'rolling-back'] as const;
export type JournalPhase = (typeof journalPhases)[number];

export type Journal = {
  planId: Sha256Hex;
  phase: JournalPhase;
  /** Why, for `undoing` and `rolling-back`; else ''. */
  code: string;
};

const VERSION = 1;

/** Null if it is not a journal of bootswap: recovery then has only the digests on the ESP. */
export const parseJournal = (json: string): Journal | null => {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return null;
    const { version, planId, phase, code }: Record<string, unknown> = { ...value };
    const known = journalPhases.find((name) => name === phase);
    if (version !== VERSION || known === undefined || typeof code !== 'string') return null;
    if (typeof planId !== 'string' || !/^[0-9a-f]{64}$/.test(planId)) return null;
    return { planId, phase: known, code };
  } catch {
    return null;
  }
};

/** The journal, or null if there is none that can be read. @throws Node's error: EACCES, EIO */
export const readJournal = async (state: StateDirectory): Promise<Journal | null> => {
  try {
    return parseJournal(await readFile(state.journalPath, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
};

/** Replaces the journal; it is durable when this resolves. @throws Node's error: ENOSPC, EIO */
export const writeJournal = (state: StateDirectory, journal: Journal): Promise<void> =>
  writeFileDurably(state.journalPath, `${JSON.stringify({ version: VERSION, ...journal })}\n`, {
    mode: 0o640,
  });

/** Removes the journal durably: no update is in progress. */
export const clearJournal = async (state: StateDirectory): Promise<void> => {
  try {
    await unlink(state.journalPath);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  await fsyncDirectory(state.root);
};
