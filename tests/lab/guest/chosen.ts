/** The laboratory that this run uses: chosen once, by the first process that asks, and handed to those it starts. */
import { laboratoryChoice } from '#scripts/laboratory.mjs';
import { LabError } from '../lab-error.ts';
import { machineOf } from './laboratory.ts';
import type { LaboratoryChoice } from './laboratory.ts';
import type { GuestMachine } from './machine.ts';
import type { GuestOptions, GuestResult } from './options.ts';

/** What was chosen; boots guests to find out if nobody has yet, which takes some seconds. */
export const laboratory = (): LaboratoryChoice => JSON.parse(laboratoryChoice()) as LaboratoryChoice;

/** It keeps guests, so there is one a process. */
const kept = new Map<string, GuestMachine | null>();

/** The chosen laboratory's machine, or null where there is none. */
export const guestMachine = (): GuestMachine | null => {
  const choice = laboratoryChoice();
  const machine = kept.get(choice) ?? machineOf(laboratory());
  kept.set(choice, machine);
  return machine;
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
