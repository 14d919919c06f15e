import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Sha256Hex } from '../wire/types.ts';

/**
 * Where a host keeps what must outlive a process: on a file system with a journal, never on the ESP.
 *
 *     host.json           the live and the previous version of the ESP  (written by the applier)
 *     journal.json        what is being done to the ESP right now       (applier)
 *     unmounted.json      how to mount the ESP after a repair           (applier)
 *     plans/<id>.dsse     plans as they were signed                     (applier)
 *     blobs/<sha256>      files of payloads                             (applier)
 *     outbox/             events not yet on the bus                     (runtime)
 *     settled.json        which messages were dealt with                (runtime)
 *     audits/             the ledger                                    (auditor)
 *     keys/               private keys, for their owner only
 */
export type StateDirectory = {
  root: string;
  hostRecordPath: string;
  journalPath: string;
  unmountedNotePath: string;
  plansDirectory: string;
  blobsDirectory: string;
  outboxDirectory: string;
  settledPath: string;
  auditsDirectory: string;
  keysDirectory: string;
};

/** The layout below `root`; touches nothing. */
export const describeStateDirectory = (root: string): StateDirectory => {
  const top = resolve(root);
  return {
    root: top,
    hostRecordPath: join(top, 'host.json'),
    journalPath: join(top, 'journal.json'),
    unmountedNotePath: join(top, 'unmounted.json'),
    plansDirectory: join(top, 'plans'),
    blobsDirectory: join(top, 'blobs'),
    outboxDirectory: join(top, 'outbox'),
    settledPath: join(top, 'settled.json'),
    auditsDirectory: join(top, 'audits'),
    keysDirectory: join(top, 'keys'),
  };
};

export const planPath = (state: StateDirectory, planId: Sha256Hex): string =>
  join(state.plansDirectory, `${planId}.dsse`);

export const blobPath = (state: StateDirectory, sha256: Sha256Hex): string =>
  join(state.blobsDirectory, sha256);

const SHARED_MODE = 0o750; // the auditor reads as a member of the group
const PRIVATE_MODE = 0o700;

/**
 * Opens a state directory, creating what is missing of it: 0750, `keys` 0700. What exists keeps its permissions.
 * @throws Node's error: EACCES, ENOTDIR, EROFS, ENOSPC
 */
export const openStateDirectory = async (root: string): Promise<StateDirectory> => {
  const state = describeStateDirectory(root);
  await mkdir(state.root, { recursive: true, mode: SHARED_MODE });
  await mkdir(state.plansDirectory, { recursive: true, mode: SHARED_MODE });
  await mkdir(state.blobsDirectory, { recursive: true, mode: SHARED_MODE });
  await mkdir(state.outboxDirectory, { recursive: true, mode: SHARED_MODE });
  await mkdir(state.auditsDirectory, { recursive: true, mode: SHARED_MODE });
  await mkdir(state.keysDirectory, { recursive: true, mode: PRIVATE_MODE });
  return state;
};
