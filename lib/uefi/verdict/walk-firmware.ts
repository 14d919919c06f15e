import { asBootable, note, refuse } from './boot-walk.ts';
import type { StartOptions, Walk } from './boot-walk.ts';
import type { BootImage } from '../image/boot-image.ts';
import { firmwareRule } from './firmware-rule.ts';
import type { Ruling } from './firmware-rule.ts';
import { shimRule } from './shim-rule.ts';
import type { BootClass } from './verdict-reason.ts';
import { walkLoader } from './walk-loader.ts';
import { walkShim } from './walk-shim.ts';

const startImage = (
  walk: Walk,
  { path, image, options }: { path: string; image: BootImage; options: StartOptions },
): BootClass => {
  const { role, shim } = image;
  if (shim !== null) return walkShim(walk, { path, image, shim, loadOptions: options.loadOptions });
  return walkLoader(walk, role, { path, shim: null });
};

/**
 * Without a TPM fallback starts its entry at once, and the shim below it lets through what it trusts itself; with one it
 * resets, and firmware judges alone. Which of the two is not known here.
 */
const ruleOf = (walk: Walk, image: BootImage, { by }: StartOptions): Ruling => {
  if (walk.trust.secureBoot === 'off') return { answer: 'allowed', authority: null };
  const ruling = firmwareRule(image, walk.trust);
  if (ruling.answer !== 'refused' || by === 'firmware' || walk.fallbackTrust === null) return ruling;
  const byShim = shimRule(image, walk.fallbackTrust, { viaProtocol: false });
  if (byShim.answer === 'refused') return ruling;
  return { ...ruling, answer: 'unknown', detail: `${ruling.detail}, but shim accepts it if there is no TPM` };
};

/** What firmware does with one file: find it, load it, check it if Secure Boot is on, start it. */
export const startByFirmware = (walk: Walk, path: string, options: StartOptions): BootClass => {
  const leadsTo = 'fallthrough';
  const found = walk.tree.find(path);
  if (found === null)
    return refuse(walk, 'LOADER_MISSING', { path, detail: 'the file does not exist', leadsTo });
  const image = asBootable(walk, found, leadsTo);
  if (typeof image === 'string') return image;
  const ruling = ruleOf(walk, image, options);
  if (ruling.answer === 'refused')
    return refuse(walk, ruling.code, { path: found.path, detail: ruling.detail, leadsTo });
  if (ruling.answer === 'unknown')
    note(walk, ruling.code, { severity: 'unknown', path: found.path, detail: ruling.detail });
  const authority = ruling.answer === 'allowed' ? ruling.authority : null;
  walk.images.push({ step: 'loader', path: found.path, image, authority });
  return startImage(walk, { path: found.path, image, options });
};
