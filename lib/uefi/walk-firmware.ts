import { asBootable, note, refuse } from './boot-walk.ts';
import type { StartOptions, Walk } from './boot-walk.ts';
import type { BootImage } from './boot-image.ts';
import { firmwareRule } from './firmware-rule.ts';
import type { BootClass } from './verdict-reason.ts';
import { walkLoader } from './walk-loader.ts';
import { walkShim } from './walk-shim.ts';

const MAX_DEPTH = 4;

const startImage = (
  walk: Walk,
  { path, image, options }: { path: string; image: BootImage; options: StartOptions },
): BootClass => {
  const { role, shim } = image;
  if (shim !== null) return walkShim(walk, { path, image, shim, loadOptions: options.loadOptions });
  return walkLoader(walk, role, { path, shim: null });
};

/** What firmware does with one file: find it, load it, check it if Secure Boot is on, start it. */
export const startByFirmware = (walk: Walk, path: string, options: StartOptions): BootClass => {
  const leadsTo = 'fallthrough';
  const found = walk.tree.find(path);
  if (found === null)
    return refuse(walk, 'LOADER_MISSING', { path, detail: 'there is no such file', leadsTo });
  const image = asBootable(walk, found, leadsTo);
  if (typeof image === 'string') return image;
  if (walk.depth >= MAX_DEPTH) {
    const detail = 'fallback would start what starts fallback again';
    return refuse(walk, 'CHAIN_TOO_DEEP', { path, detail, leadsTo: 'hang' });
  }
  const ruling =
    walk.trust.secureBoot === 'off'
      ? { answer: 'allowed' as const, authority: null }
      : firmwareRule(image, walk.trust);
  if (ruling.answer === 'refused')
    return refuse(walk, ruling.code, { path: found.path, detail: ruling.detail, leadsTo });
  if (ruling.answer === 'unknown')
    note(walk, ruling.code, { severity: 'unknown', path: found.path, detail: ruling.detail });
  const authority = ruling.answer === 'allowed' ? ruling.authority : null;
  walk.images.push({ step: 'loader', path: found.path, image, authority });
  walk.depth += 1;
  const bootClass = startImage(walk, { path: found.path, image, options });
  walk.depth -= 1;
  return bootClass;
};
