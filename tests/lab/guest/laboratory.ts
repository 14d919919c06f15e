/** Which laboratory this machine has: found by booting one, because files alone do not tell whether a guest will run. */
import { accessSync, constants, readFileSync } from 'node:fs';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import { LabError } from '../lab-error.ts';
import { fetchKernel } from './kernel-package.ts';
import type { GuestKernel } from './kernel-package.ts';
import type { GuestMachine } from './machine.ts';
import { whyNoQemu } from './qemu.ts';
import type { Accelerator } from './qemu.ts';
import { qemuMachine } from './qemu-machine.ts';
import { findUml } from './uml.ts';

/** As it is handed from process to process, in BOOTSWAP_LAB_CHOICE. */
export type LaboratoryChoice = {
  /** One line for people, without its beginning `laboratory: `. */
  says: string;
  /** True if the laboratory that was asked for by name does not boot. */
  isRefused?: boolean;
} & ({ kind: 'uml' } | { kind: 'qemu'; accelerator: Accelerator; kernel: GuestKernel } | { kind: 'none' });

export const LABORATORIES = ['uml', 'qemu', 'none'] as const;
type Wanted = (typeof LABORATORIES)[number];

const TRIAL_TIMEOUT_MS = 60_000;
/** A guest on a KVM that works is there in two seconds. One that does not work says nothing, ever. */
const KVM_TIMEOUT_MS = 6000;

/** A whole Node runs and what it prints arrives; a kernel that answers alone proves nothing. */
const PROOF = 'a guest of bootswap runs';
const trial = async (
  machine: GuestMachine,
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<void> => {
  const command = [process.execPath, '-e', `console.log(${JSON.stringify(PROOF)})`];
  const { output } = await machine.run({ command, ...options });
  if (output.trim() !== PROOF)
    throw new LabError('GUEST_DIED', `${machine.name} printed ${JSON.stringify(output)}`);
};

const hasAmx = (): boolean => {
  try {
    return /\bamx_tile\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
};

const firstLine = (error: unknown): string => messageOf(error).trim().split('\n')[0]?.slice(0, 200) ?? '';

/** The boot of user-mode-linux, or why it is not to be used. */
const tryUml = async (): Promise<LaboratoryChoice | string> => {
  const found = findUml();
  if (!found.isAvailable) return found.reason;
  try {
    await trial(found.machine, { timeoutMs: TRIAL_TIMEOUT_MS });
    return { kind: 'uml', says: `user-mode-linux, ${found.kernel}` };
  } catch (error) {
    // UML 6.1 keeps a process's registers in a buffer of fixed size, which AMX's outgrow.
    if (hasCode(error, 'GUEST_DIED') && hasAmx()) return 'user-mode-linux cannot run on this CPU: AMX';
    return `user-mode-linux does not boot here: ${firstLine(error)}`;
  }
};

const canOpenKvm = (): boolean => {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const boots = (
  kernel: GuestKernel,
  accelerator: Accelerator,
  how: Parameters<typeof trial>[1],
): Promise<void> => trial(qemuMachine({ kernel, arch: 'x86_64', accelerator }), how);

/** Both at once: a KVM that starts nothing must not cost its time-out. */
const fastestOf = async (kernel: GuestKernel): Promise<Accelerator> => {
  const stopTcg = new AbortController();
  const tcg = boots(kernel, 'tcg', { timeoutMs: TRIAL_TIMEOUT_MS, signal: stopTcg.signal });
  tcg.catch(() => undefined);
  if (canOpenKvm()) {
    const isKvm = await boots(kernel, 'kvm', { timeoutMs: KVM_TIMEOUT_MS }).then(
      () => true,
      () => false,
    );
    if (isKvm) stopTcg.abort();
    if (isKvm)
      return tcg.then(
        () => 'kvm',
        () => 'kvm',
      );
  }
  await tcg;
  return 'tcg';
};

const tryQemu = async (): Promise<LaboratoryChoice | string> => {
  const missing =
    process.arch === 'x64' ? whyNoQemu('x86_64') : `QEMU's guest needs x64, this is ${process.arch}`;
  if (missing !== undefined) return missing;
  try {
    const kernel = await fetchKernel('x86_64');
    const accelerator = await fastestOf(kernel);
    const says = `QEMU (${accelerator.toUpperCase()}), Linux ${kernel.release}`;
    return { kind: 'qemu', accelerator, kernel, says };
  } catch (error) {
    return `QEMU's guest does not boot here: ${firstLine(error)}`;
  }
};

const TRIALS = { uml: tryUml, qemu: tryQemu } as const;

const byName = async (wanted: Exclude<Wanted, 'none'>): Promise<LaboratoryChoice> => {
  const found = await TRIALS[wanted]();
  if (typeof found !== 'string') return { ...found, says: `${found.says} (BOOTSWAP_LAB=${wanted})` };
  return { kind: 'none', isRefused: true, says: `none; BOOTSWAP_LAB=${wanted} was asked for, but ${found}` };
};

const byTrying = async (): Promise<LaboratoryChoice> => {
  const reasons: string[] = [];
  for (const each of [tryUml, tryQemu]) {
    const found = await each();
    if (typeof found !== 'string') return { ...found, says: [found.says, ...reasons].join('; ') };
    reasons.push(found);
  }
  return { kind: 'none', says: `none, so nothing runs on a real vfat: ${reasons.join('; ')}` };
};

const isWanted = (text: string): text is Wanted => (LABORATORIES as readonly string[]).includes(text);

/**
 * Boots what this machine has, quickest first, and says which it is; `wanted` (the variable BOOTSWAP_LAB) names one.
 * @throws {LabError} LAB_UNKNOWN, for a name that is none of LABORATORIES
 */
export const chooseLaboratory = async (wanted: string | undefined): Promise<LaboratoryChoice> => {
  if (wanted === undefined || wanted === '') return byTrying();
  if (!isWanted(wanted))
    throw new LabError(
      'LAB_UNKNOWN',
      `BOOTSWAP_LAB is ${JSON.stringify(wanted)}; it takes ${LABORATORIES.join(', ')}`,
    );
  if (wanted === 'none')
    return { kind: 'none', says: 'none (BOOTSWAP_LAB=none), so nothing runs on a real vfat' };
  return byName(wanted);
};

/** The machine of a choice, or null for none. */
export const machineOf = (choice: LaboratoryChoice): GuestMachine | null => {
  if (choice.kind === 'none') return null;
  if (choice.kind === 'qemu') return qemuMachine({ ...choice, arch: 'x86_64' });
  const found = findUml();
  return found.isAvailable ? found.machine : null;
};
