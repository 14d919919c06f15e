import type { BootFile } from '../../../lib/uefi/loader/boot-tree.ts';
import type { Firmware } from '../../../lib/uefi/firmware/firmware.ts';
import { inspect } from '../../../lib/uefi/image/inspect.ts';
import type { FileChange, Swap } from '../../../lib/wire/types.ts';
import type { BootFileOf, Candidate, NotProved, ProofHost, Proved } from '../../../lib/boot/prove/prove.ts';
import { prove } from '../../../lib/boot/prove/prove.ts';
import { withAutomaticLevel } from '../altered-images.ts';
import { sha256 as digest } from '../file-digest.ts';
import { byContent } from '../by-content.ts';
import { bootFileOf } from './boot-file-of.ts';
import {
  debian,
  encoded,
  filesOf,
  firmwareWith,
  fromHex,
  LEVEL_2024,
  lists,
  debianTree,
} from './verdict-lab.ts';
import type { Content, VariableChanges } from './verdict-lab.ts';
import { GRUB, SHIM } from './debian-paths.ts';

const sha256 = byContent(digest);

/** Today's shim, but it raises SbatLevel no further than `LEVEL_2024` does: firmware knows it by its digest. */
export const olderShim = async (): Promise<Buffer> =>
  withAutomaticLevel(await debian('shim'), { from: 'sbat,1,2025021800', to: 'sbat,1,2021021800' });

/** A host with shim of before, its digest in db, and a SbatLevel that allows the older GRUB. */
export const olderFirmware = async (changes: VariableChanges = {}): Promise<Firmware> => {
  const digest = fromHex(inspect(await olderShim()).digests.sha256);
  const firmware = firmwareWith({ SbatLevelRT: LEVEL_2024, ...changes });
  return { ...firmware, db: [...(firmware.db ?? []), ...lists({ type: 'sha256', data: digest })] };
};

/** Its encoding, for tests that need variables. */
export const digestEntry = (image: Uint8Array): Uint8Array =>
  encoded({ type: 'sha256', data: fromHex(inspect(image).digests.sha256) });

/** A Debian of before: the older shim and the older GRUB. */
export const olderTree = async (changes: Content = {}): Promise<Content> =>
  debianTree({ [SHIM]: await olderShim(), [GRUB]: await debian('grub4'), ...changes });

export const hostOf = (before: Content, firmware: Firmware, changes: Partial<ProofHost> = {}): ProofHost => ({
  before: filesOf(before),
  firmware,
  machine: 0x8664,
  kernels: new Map<string, BootFile>(),
  ...changes,
});

const changeOf = (path: string, from: Uint8Array | undefined, to: Uint8Array | undefined): FileChange => {
  const [before, after] = [from ? sha256(from) : '', to ? sha256(to) : ''];
  return {
    path,
    action: before === after ? 'keep' : after === '' ? 'delete' : 'write',
    beforeSha256: before,
    beforeSizeBytes: BigInt(from?.length ?? 0),
    afterSha256: after,
    afterSizeBytes: BigInt(to?.length ?? 0),
  };
};

/** The exchange of one target that leads from one tree to another. */
export const swapOf = (target: string, before: Content, after: Content): Swap => {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const mine = paths.filter((path) => path === target || path.startsWith(`${target}/`));
  return {
    scope: target === 'EFI' ? 'esp' : mine.includes(target) ? 'file' : 'directory',
    target,
    why: '',
    targetExists: true,
    files: mine.map((path) => changeOf(path, before[path], after[path])),
    directories: [],
  };
};

/** These targets, one after the other. */
export const candidateOf = (targets: readonly string[], before: Content, after: Content): Candidate => {
  const swaps = targets.map((target) => swapOf(target, before, after));
  return { scope: swaps[0]?.scope ?? 'directory', swaps };
};

export const bootFilesOf = (after: Content): BootFileOf => {
  const known = new Map(
    Object.entries(after).map(([path, bytes]) => [`${path} ${sha256(bytes)}`, bootFileOf(path, bytes)]),
  );
  return (path, sha256) => known.get(`${path} ${sha256}`) ?? null;
};

/** From one tree to another by exchanges of these targets, in one of these orders. */
export type Update = {
  before: Content;
  after: Content;
  firmware: Firmware;
  orders: readonly (readonly string[])[];
};

export const proofFor = (
  { before, after, firmware, orders }: Update,
  options: Partial<Parameters<typeof prove>[2]> = {},
): Proved | NotProved =>
  prove(
    hostOf(before, firmware),
    orders.map((targets) => candidateOf(targets, before, after)),
    { bootFileOf: bootFilesOf(after), ...options },
  );

/** What a proved plan exchanges, in its order. */
export const targetsOf = ({ candidate }: Proved): string[] => candidate.swaps.map(({ target }) => target);

/** Fails unless it is proved. */
export const proved = (result: Proved | NotProved): Proved => {
  if (result.kind === 'proved') return result;
  throw new Error(`not proved: ${result.detail}`);
};
/** Fails unless it is refused with this code. */
export const refusedAs = (result: Proved | NotProved, code: NotProved['code']): NotProved => {
  if (result.kind === 'not-proved' && result.code === code) return result;
  const got = result.kind === 'proved' ? 'proved' : `${result.code}: ${result.detail}`;
  throw new Error(`expected ${code}, but it is ${got}`);
};
