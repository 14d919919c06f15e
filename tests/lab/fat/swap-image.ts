/** An image with a swap in several places on it, and what is done to it and seen of it from outside. */
import * as assert from 'uvu/assert';
import { diagnoseSwap } from '../../../lib/esp/fat/index.ts';
import type { Diagnosis, SectorPatch, SwapNames } from '../../../lib/esp/fat/index.ts';
import { listImage } from '../image-oracle.ts';
import { runTool } from '../tools.ts';
import { withScratch } from '../scratch.ts';
import { makeImage, openImage, patchImage } from './images.ts';
import type { ImageKind } from './images.ts';

/** `DEBIAN.BSW` lies behind `DEBIAN`, as mtools copies in the order of the names; `AAA.BSW` lies before it. */
export const FILES = {
  'EFI/AAA.BSW/GRUBX64.EFI': 900,
  'EFI/AAA.BSW/SHIMX64.EFI': 1100,
  'EFI/BOOT/BOOTX64.EFI': 2000,
  'EFI/DEBIAN/GRUBX64.EFI': 3000,
  'EFI/DEBIAN/FW/FWUPX64.EFI': 1500,
  'EFI/DEBIAN.BSW/NEWGRUB.EFI': 3100,
  'EFI/DEBIAN.BSW/SUB/NEWFW.EFI': 1600,
  'GRUB.CFG': 700,
  'GRUBCFG.BSW': 800,
};
export const BEHIND: SwapNames = { parent: 'EFI', live: 'debian', stage: 'DEBIAN.BSW' };
export const BEFORE: SwapNames = { parent: 'EFI', live: 'DEBIAN', stage: 'AAA.BSW' };
export const FILE: SwapNames = { parent: '', live: 'grub.cfg', stage: 'GRUBCFG.BSW' };

export const withImage = (
  body: (image: string) => Promise<void>,
  options: { kind?: ImageKind; files?: Record<string, string | number> } = {},
): Promise<void> =>
  withScratch(async (directory) => body(await makeImage({ directory, files: FILES, ...options })));

export const diagnoseImage = async (image: string, names: SwapNames): Promise<Diagnosis> =>
  diagnoseSwap(await openImage(image), names);

export const writePatch = (image: string, { offset, before, after }: SectorPatch): Promise<void> =>
  patchImage(image, (bytes) => {
    assert.equal(bytes.subarray(offset, offset + before.length), Buffer.from(before));
    bytes.set(after, offset);
  });

/** Applies what the diagnosis offers, sector by sector; the kinds that it went through. */
export const healImage = async (image: string, names: SwapNames): Promise<string[]> => {
  const kinds: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const { kind, heal } = await diagnoseImage(image, names);
    kinds.push(kind);
    if (heal === null) break;
    await writePatch(image, heal.patch);
  }
  return kinds;
};

/** fsck.vfat -a, as distributions run it at boot, until it has nothing more to repair. */
export const repair = async (image: string): Promise<string> => {
  const { stdout } = await runTool('fsck.vfat', ['-a', image]);
  await runTool('fsck.vfat', ['-a', image]);
  return stdout;
};

export const digestsUnder = async (image: string, path: string): Promise<Map<string, string>> => {
  const files = [...(await listImage(image))].filter(([file]) => file.startsWith(`${path}/`));
  return new Map(files.map(([file, { sha256 }]): [string, string] => [file.slice(path.length + 1), sha256]));
};
