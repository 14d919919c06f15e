/** The laboratory that this run uses: chosen once, by the first process that asks, and handed to those it starts. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LabError } from '../lab-error.ts';
import { machineOf } from './laboratory.ts';
import type { LaboratoryChoice } from './laboratory.ts';
import type { GuestMachine } from './machine.ts';
import type { GuestOptions, GuestResult } from './options.ts';

const CHOICE = 'BOOTSWAP_LAB_CHOICE';

/** Synchronous, because a suite must know what it skips before its first test, and uvu does not wait for that. */
const choose = (): string => {
  const program = fileURLToPath(import.meta.url).replace(/chosen(\.[jt]s)$/, 'choose$1');
  const { status, stdout } = spawnSync(process.execPath, [...process.execArgv, program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status === 0) return stdout;
  throw new LabError('GUEST_UNAVAILABLE', `choosing a laboratory ended with status ${status}`);
};

/** What was chosen; boots guests to find out if nobody has yet, which takes some seconds. */
export const laboratory = (): LaboratoryChoice => {
  process.env[CHOICE] ??= choose();
  return JSON.parse(process.env[CHOICE]) as LaboratoryChoice;
};

/** It keeps guests, so there is one a process. */
let kept: { of: string; machine: GuestMachine | null } | undefined;

/** The chosen laboratory's machine, or null where there is none. */
export const guestMachine = (): GuestMachine | null => {
  const text = process.env[CHOICE] ?? '';
  if (kept === undefined || kept.of !== text || text === '') {
    const machine = machineOf(laboratory());
    kept = { of: process.env[CHOICE] ?? '', machine };
  }
  return kept.machine;
};

/** Why no guest can be booted here, or undefined. */
export const whyNoGuest = (): string | undefined =>
  guestMachine() === null ? `laboratory: ${laboratory().says}` : undefined;

/**
 * Runs one command in a guest of the chosen laboratory, on the host's own root file system (read-only), with the image
 * mounted as vfat: a real kernel. The loopback interface is up. Everything is unmounted when it resolves.
 * @throws {LabError} GUEST_UNAVAILABLE, GUEST_BAD_OPTION, GUEST_SETUP_FAILED (an image that does not mount), GUEST_DIED
 * (kernel panic), GUEST_TIMEOUT, GUEST_ABORTED; nothing holds the image or a share in any case
 */
export const runInGuest = async (options: GuestOptions): Promise<GuestResult> => {
  const machine = guestMachine();
  if (machine === null) throw new LabError('GUEST_UNAVAILABLE', `laboratory: ${laboratory().says}`);
  return machine.run(options);
};
