import type { BootImage, ShimParts, TrustList } from '../image/boot-image.ts';
import { joinPath, parentOf } from '../loader/boot-tree.ts';
import type { FoundFile } from '../loader/boot-tree.ts';
import { asBootable, note, refuse } from './boot-walk.ts';
import type { StartedImage, Walk } from './boot-walk.ts';
import { normalizeFilePath } from '../firmware/device-path.ts';
import { findRevoked } from '../image/sbat.ts';
import { ORIGINAL_SBAT_LEVEL, chooseCandidate, raiseLevel } from '../image/sbat-raise.ts';
import type { SbatLevels } from '../image/sbat-level.ts';
import { shimRule } from './shim-rule.ts';
import type { ShimTrust } from './shim-rule.ts';
import type { BootClass } from './verdict-reason.ts';
import { walkFallback } from './walk-fallback.ts';
import { walkLoader } from './walk-loader.ts';

const ARCHES: Readonly<Record<number, string>> = { 0x8664: 'x64', 0xaa64: 'aa64', 0x14c: 'ia32' };
export const archSuffix = (machine: number): string => ARCHES[machine] ?? '';

type Running = { path: string; directory: string; image: BootImage; shim: ShimParts };

/** Unknown versions are taken for new ones: they refuse more. */
const isVersion16 = ({ version }: ShimParts): boolean =>
  version === null || Number.parseInt(version, 10) >= 16;

const offerLevels = (
  walk: Walk,
  { path, image, shim }: Running,
  levels: SbatLevels,
): 'ok' | 'self-revokes' => {
  const { secureBoot, policy } = walk.trust;
  const candidate = chooseCandidate(levels, { policy, isSecureBootOn: secureBoot !== 'off' });
  const before = walk.level;
  const refusesSelfRevocation = isVersion16(shim);
  const raised = raiseLevel(before, candidate, { shim: image.sbat.entries, refusesSelfRevocation });
  if (raised.outcome === 'self-revokes') return 'self-revokes';
  walk.level = raised.level;
  if (raised.outcome !== 'kept' && raised.level.text !== before?.text) {
    const detail = `SbatLevel will be ${raised.level.text.trim().replaceAll('\n', ' / ')}`;
    note(walk, 'LEVEL_RAISED', { severity: 'note', path, detail });
  }
  return 'ok';
};

/** shim's first steps: set the level, then judge itself by it (shim.c, efi_main; sbat.c). */
const checkSelf = (walk: Walk, running: Running): BootClass | null => {
  const { path, image, shim } = running;
  const die = (detail: string): BootClass =>
    refuse(walk, 'SHIM_SELF_REVOKED', { path, detail, leadsTo: 'power-off' });
  if (shim.levels !== null && offerLevels(walk, running, shim.levels) === 'self-revokes')
    return die('its own SBAT level revokes it');
  if (!walk.trust.shimVerifies) return null;
  const revoked = findRevoked(image.sbat.entries, walk.level ?? ORIGINAL_SBAT_LEVEL);
  if (revoked === null) return null;
  const { component, generation, required } = revoked;
  return die(
    `${component},${generation} is below ${component},${required} of SbatLevel: the machine switches itself off`,
  );
};

const shimTrustOf = (walk: Walk, { shim }: Running, added: readonly TrustList[]): ShimTrust => ({
  trust: walk.trust,
  vendor: shim.vendor,
  vendorDbx: shim.vendorDbx,
  added,
  level: walk.level,
});

const REVOCATIONS = { new: /^revocations_(?:sbat|sku)\.efi$/i, old: /^revocations\.efi$/i };
const CERTIFICATES = { new: /^shim_certificate.*\.efi$/i, old: /^shim_certificate\.efi$/i };
const OF_SHIM = /^(?:shim_certificate|revocations).*\.efi$/i;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const ignore = (walk: Walk, path: string): void =>
  note(walk, 'IGNORED_BY_SHIM', { severity: 'warning', path, detail: 'this shim does not load it' });

/** Takes over what one file adds; a class if shim stops at it: what it does not trust is a dialog here too. */
const loadAddition = (
  walk: Walk,
  running: Running,
  { found: { path, file }, added }: { found: FoundFile; added: TrustList[] },
): BootClass | null => {
  const age = isVersion16(running.shim) ? 'new' : 'old';
  const isCertificates = CERTIFICATES[age].test(nameOf(path));
  if ((!isCertificates && !REVOCATIONS[age].test(nameOf(path))) || file.kind !== 'image') {
    ignore(walk, path);
    return null;
  }
  const ruling = shimRule(file.image, shimTrustOf(walk, running, added), { viaProtocol: false });
  if (ruling.answer === 'refused')
    return refuse(walk, ruling.code, { path, detail: ruling.detail, leadsTo: 'hang' });
  if (ruling.answer === 'unknown')
    note(walk, ruling.code, { severity: 'unknown', path, detail: ruling.detail });
  if (isCertificates) {
    added.push(file.image.addedTrust);
    note(walk, 'TRUST_ADDED', { severity: 'note', path, detail: 'adds certificates that shim trusts' });
  } else if (file.image.revocations !== null) {
    note(walk, 'REVOCATIONS_ADDED', { severity: 'note', path, detail: 'may raise SbatLevel' });
    offerLevels(walk, running, file.image.revocations);
  }
  return null;
};

/** Files beside shim that add trusted keys or revocations (shim.c, load_unbundled_trust). */
const loadUnbundled = (walk: Walk, running: Running): TrustList[] | BootClass => {
  const added: TrustList[] = [];
  for (const found of walk.tree.filesIn(running.directory)) {
    if (!OF_SHIM.test(nameOf(found.path))) continue;
    const stopped = loadAddition(walk, running, { found, added });
    if (stopped !== null) return stopped;
  }
  return added;
};

/** A path as shim takes it: below \EFI\ from the root, everything else beside shim. */
const resolve = ({ directory }: Running, name: string): string =>
  normalizeFilePath(/^[\\/]EFI[\\/]/i.test(name) ? name : `${directory}/${name}`);

/**
 * The name of the second stage in load options: their first word, or the second if the first is shim itself, as a UEFI
 * shell passes it (load-options.c). Anything else is not found, and then shim takes its default.
 */
const nameInOptions = (loadOptions: string, shimPath: string): string | null => {
  const words = loadOptions.split(/[ \0]+/).filter((word) => word !== '');
  const isOwnName = (word: string): boolean =>
    nameOf(normalizeFilePath(word)).toLowerCase() === nameOf(shimPath).toLowerCase();
  const [first, second] = words;
  return (first !== undefined && isOwnName(first) ? second : first) ?? null;
};

const namedSecondStage = (walk: Walk, running: Running, loadOptions: string): string | null => {
  const byOptions = nameInOptions(loadOptions, running.path);
  if (byOptions !== null || !isVersion16(running.shim)) return byOptions;
  const file = walk.tree.find(joinPath(running.directory, 'options.csv'))?.file;
  return file?.kind === 'options-csv' ? file.secondStage : null;
};

const findSecondStage = (walk: Walk, running: Running, loadOptions: string): FoundFile | null => {
  const fallbackName = `grub${archSuffix(walk.machine)}.efi`;
  const name = namedSecondStage(walk, running, loadOptions);
  if (name !== null) {
    const found = walk.tree.find(resolve(running, name));
    if (found !== null) return found;
    const detail = `${name} does not exist; shim starts ${fallbackName} after two seconds`;
    note(walk, 'NAMED_SECOND_STAGE_MISSING', { severity: 'warning', path: running.path, detail });
  }
  return walk.tree.find(joinPath(running.directory, fallbackName));
};

/** shim reads the headers first, then verifies: what it cannot read it hands back, what it does not trust is a dialog. */
const loadByShim = (
  walk: Walk,
  found: FoundFile,
  { step, trust }: { step: StartedImage['step']; trust: ShimTrust },
): BootImage | BootClass => {
  const image = asBootable(walk, found, 'fallthrough');
  if (typeof image === 'string') return image;
  const { path } = found;
  if (!walk.trust.shimVerifies) {
    walk.images.push({ step, path, image, authority: null });
    return image;
  }
  const ruling = shimRule(image, trust, { viaProtocol: false });
  if (ruling.answer === 'refused')
    return refuse(walk, ruling.code, { path, detail: ruling.detail, leadsTo: 'hang' });
  if (ruling.answer === 'unknown')
    note(walk, ruling.code, { severity: 'unknown', path, detail: ruling.detail });
  walk.images.push({ step, path, image, authority: ruling.answer === 'allowed' ? ruling.authority : null });
  return image;
};

const startSecondStage = (
  walk: Walk,
  { running, trust, loadOptions }: { running: Running; trust: ShimTrust; loadOptions: string },
): BootClass => {
  const found = findSecondStage(walk, running, loadOptions);
  if (found === null) {
    const detail = `grub${archSuffix(walk.machine)}.efi is missing beside it`;
    return refuse(walk, 'SECOND_STAGE_MISSING', { path: running.path, detail, leadsTo: 'fallthrough' });
  }
  const image = loadByShim(walk, found, { step: 'second-stage', trust });
  if (typeof image === 'string') return image;
  if (running.image.isNxCompatible && !image.isNxCompatible) {
    const detail = 'shim is NX-compatible and this file is not: with MokPolicy REQUIRE_NX shim refuses it';
    note(walk, 'NX_MIXED', { severity: 'note', path: found.path, detail });
  }
  return walkLoader(walk, image.role, { path: found.path, shim: trust });
};

const noteMokManager = (walk: Walk, { directory }: Running): void => {
  const name = `mm${archSuffix(walk.machine)}.efi`;
  if (walk.trust.shimVerifies && walk.tree.find(joinPath(directory, name)) === null) {
    const detail = 'without it, no key can be enrolled at the console';
    note(walk, 'MOK_MANAGER_MISSING', { severity: 'note', path: joinPath(directory, name), detail });
  }
};

/** Only from the removable path, and only if fallback is beside it (shim.c, should_use_fallback). */
const fallbackOf = (walk: Walk, { path, directory }: Running): FoundFile | null =>
  /^efi\/boot\/boot[^/]*\.efi$/i.test(path)
    ? walk.tree.find(joinPath(directory, `fb${archSuffix(walk.machine)}.efi`))
    : null;

/** What shim does when it runs. */
export const walkShim = (
  walk: Walk,
  {
    path,
    image,
    shim,
    loadOptions,
  }: { path: string; image: BootImage; shim: ShimParts; loadOptions: string },
): BootClass => {
  const running: Running = { path, directory: parentOf(path), image, shim };
  const failed = checkSelf(walk, running);
  if (failed !== null) return failed;
  const added = walk.trust.shimVerifies ? loadUnbundled(walk, running) : [];
  if (typeof added === 'string') return added;
  const trust = shimTrustOf(walk, running, added);
  noteMokManager(walk, running);
  const fallback = fallbackOf(walk, running);
  if (fallback === null) return startSecondStage(walk, { running, trust, loadOptions });
  const loaded = loadByShim(walk, fallback, { step: 'fallback', trust });
  if (typeof loaded === 'string') return loaded;
  walk.fallbackTrust = trust;
  return walkFallback(walk, fallback.path);
};
