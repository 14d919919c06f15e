import type { BootImage } from '../image/boot-image.ts';
import type { BootFile, BootTree } from '../loader/boot-tree.ts';
import type { BootTrust, TrustedCertificate } from './boot-trust.ts';
import { machineName } from './firmware-rule.ts';
import type { SbatLevel } from '../image/sbat-level.ts';
import type { ShimTrust } from './shim-rule.ts';
import { reason } from './verdict-reason.ts';
import type { BootClass, Reason, ReasonCode, Severity } from './verdict-reason.ts';

/** An image that ran on the way, in order. `step` tells which of another tree's images it takes the place of. */
export type StartedImage = {
  step: 'loader' | 'fallback' | 'second-stage';
  path: string;
  image: BootImage;
  authority: TrustedCertificate | null;
};

export type StartOptions = {
  /** The load options' text, from a Boot#### variable or a CSV. */
  loadOptions: string;
  by: 'firmware' | 'fallback';
};

/**
 * One simulated boot: what is given, and what became of it so far. `start` is firmware's LoadImage and StartImage, and
 * leads through everything that the image starts in turn.
 */
export type Walk = {
  tree: BootTree;
  /** Kernels outside the ESP, by path. */
  kernels: ReadonlyMap<string, BootFile>;
  trust: BootTrust;
  machine: number;
  level: SbatLevel | null;
  reasons: Reason[];
  images: StartedImage[];
  /** Of the shim that started fallback: it has its say in what fallback starts, if that is not left to a reset. */
  fallbackTrust: ShimTrust | null;
  /** Fallback starts shims, and one of them may start fallback, which would find the same lists again. */
  isInFallback: boolean;
  start: (path: string, options: StartOptions) => BootClass;
};

/** Notes a reason, once. */
export const note = (
  walk: Pick<Walk, 'reasons'>,
  code: ReasonCode,
  { severity, path, detail }: { severity: Severity; path: string; detail: string },
): void => {
  const isKnown = walk.reasons.some(
    (known) => known.code === code && known.path === path && known.detail === detail,
  );
  if (!isKnown) walk.reasons.push(reason(code, severity, { path, detail }));
};

/** Notes a refusal and says what it leads to. */
export const refuse = (
  walk: Walk,
  code: ReasonCode,
  { path, detail, leadsTo }: { path: string; detail: string; leadsTo: BootClass },
): BootClass => {
  note(walk, code, { severity: 'refusal', path, detail });
  return leadsTo;
};

/** As an image for this machine, or a refusal: Secure Boot has no say in it. */
export const asBootable = (
  walk: Walk,
  { path, file }: { path: string; file: BootFile },
  leadsTo: BootClass,
): BootImage | BootClass => {
  if (file.kind !== 'image') {
    const detail = file.kind === 'broken' ? file.detail : 'not an EFI image';
    return refuse(walk, 'IMAGE_INVALID', { path, detail, leadsTo });
  }
  const { machine, subsystem } = file.image;
  if (machine !== walk.machine) {
    const detail = `for ${machineName(machine)}, but the machine is ${machineName(walk.machine)}`;
    return refuse(walk, 'WRONG_MACHINE', { path, detail, leadsTo });
  }
  if (subsystem !== 10)
    return refuse(walk, 'WRONG_SUBSYSTEM', { path, detail: `subsystem ${subsystem}, not 10`, leadsTo });
  return file.image;
};
