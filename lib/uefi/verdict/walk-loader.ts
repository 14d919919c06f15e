import type { ImageRole } from '../image/boot-image.ts';
import type { BootFile } from '../loader/boot-tree.ts';
import { parentOf } from '../loader/boot-tree.ts';
import { note } from './boot-walk.ts';
import type { Walk } from './boot-walk.ts';
import { firmwareRule } from './firmware-rule.ts';
import type { Ruling } from './firmware-rule.ts';
import { shimRule } from './shim-rule.ts';
import type { ShimTrust } from './shim-rule.ts';
import type { BootClass } from './verdict-reason.ts';

type Kernel = { path: string; file: BootFile | null };
export type Loader = {
  path: string;
  /** Null if firmware started the loader itself. */ shim: ShimTrust | null;
};

const isKernelImage = (file: BootFile): boolean =>
  file.kind === 'image' && (file.image.role === 'kernel' || file.image.role === 'unified-kernel');

/** What a loader may start: kernels anywhere on the ESP, what its entries name, and what was given besides. */
const findKernels = ({ tree, kernels }: Walk): Kernel[] => {
  const named = tree.all.flatMap(({ file }) => (file.kind === 'loader-entry' ? file.images : []));
  const paths = new Map<string, Kernel>();
  for (const { path, file } of tree.all) if (isKernelImage(file)) paths.set(path, { path, file });
  for (const name of named) {
    const found = tree.find(name);
    paths.set(found?.path ?? name, { path: found?.path ?? name, file: found?.file ?? null });
  }
  for (const [path, file] of kernels) paths.set(path, { path, file });
  return [...paths.values()];
};

/** GRUB asks shim; systemd-boot asks firmware, where shim has put in a word of its own; without shim, firmware alone. */
const ruleFor = (walk: Walk, shim: ShimTrust | null, file: BootFile & { kind: 'image' }): Ruling => {
  if (shim === null) return firmwareRule(file.image, walk.trust);
  return shimRule(file.image, shim, { viaProtocol: true });
};

type Judged = { path: string; problem: string | null };

const judge = (walk: Walk, shim: ShimTrust | null, { path, file }: Kernel): Judged => {
  if (file === null) return { path, problem: 'the file does not exist' };
  if (file.kind !== 'image') return { path, problem: file.kind === 'broken' ? file.detail : 'no EFI image' };
  if (file.image.machine !== walk.machine) return { path, problem: 'it is for another architecture' };
  const isVerified = shim === null ? walk.trust.secureBoot !== 'off' : walk.trust.shimVerifies;
  const ruling = isVerified ? ruleFor(walk, shim, file) : null;
  return { path, problem: ruling === null || ruling.answer === 'allowed' ? null : ruling.detail };
};

/** Which one starts is the configuration's choice: with some refused it is not known, with all it is at the prompt. */
const judgeKernels = (walk: Walk, { path, shim }: Loader): BootClass => {
  const judged = findKernels(walk).map((kernel) => judge(walk, shim, kernel));
  const refused = judged.flatMap(({ path: kernel, problem }) =>
    problem === null ? [] : [{ kernel, problem }],
  );
  const isEvery = judged.length > 0 && refused.length === judged.length;
  const severity = isEvery ? 'refusal' : 'unknown';
  for (const { kernel, problem } of refused)
    note(walk, 'KERNEL_REFUSED', { severity, path: kernel, detail: problem });
  if (judged.length === 0) {
    const detail = 'the ESP has no kernel and none was named, so none was checked';
    note(walk, 'KERNEL_UNKNOWN', { severity: 'note', path, detail });
  }
  return isEvery ? 'stuck' : 'ok';
};

const isGrubConfig = (path: string): boolean => /(?:^|\/)grub\.cfg$/i.test(path);

/**
 * Debian's GRUB looks for grub.cfg below the directory that was built into it, then beside itself; which directory that
 * is cannot be told from the file, so any grub.cfg on the ESP counts.
 */
const walkGrub = (walk: Walk, loader: Loader): BootClass => {
  if (!walk.tree.all.some(({ path }) => isGrubConfig(path))) {
    const detail =
      'the ESP has no grub.cfg: GRUB stops at its prompt, unless its built-in configuration finds one elsewhere';
    note(walk, 'GRUB_CONFIG_MISSING', { severity: 'unknown', path: parentOf(loader.path), detail });
  }
  return judgeKernels(walk, loader);
};

/** Without entries it stops at an empty menu, but they may be on another partition (XBOOTLDR). */
const walkSystemdBoot = (walk: Walk, loader: Loader): BootClass => {
  if (findKernels(walk).length === 0) {
    const detail = 'the ESP has no loader entry and no unified kernel; they may be on an XBOOTLDR partition';
    note(walk, 'KERNEL_UNKNOWN', { severity: 'unknown', path: loader.path, detail });
    return 'ok';
  }
  return judgeKernels(walk, loader);
};

/** What firmware or shim has started, whatever it is. Not looking into it is no proof that it boots anything. */
export const walkLoader = (walk: Walk, role: ImageRole, loader: Loader): BootClass => {
  if (role === 'grub') return walkGrub(walk, loader);
  if (role === 'systemd-boot') return walkSystemdBoot(walk, loader);
  if (role === 'unified-kernel' || role === 'kernel') return 'ok';
  const detail = 'it starts, but bootswap does not know what it does';
  const severity = loader.shim === null ? 'note' : 'unknown';
  note(walk, 'LOADER_UNKNOWN', { severity, path: loader.path, detail });
  return 'ok';
};
