import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../tools.ts';
import { CrashError } from './crash-error.ts';
import { parseGeometry } from './fat-geometry.ts';
import { FREE, limitsOf } from './fat-table.ts';
import { SECTOR_BYTES } from './sector-image.ts';

const SLOT_BYTES = 32;
const START_HIGH = 20;
const START_LOW = 26;
/** fsck.vfat: errors were found and corrected. */
const CORRECTED = 1;

/** Bit 0 of BS_Reserved1, which the kernel sets while the file system is mounted. */
export const setDirtyBit = (esp: Buffer): Buffer => {
  const isFat32 = esp.readUInt16LE(22) === 0;
  const at = isFat32 ? 65 : 37;
  esp.writeUInt8(esp.readUInt8(at) | 1, at);
  return esp;
};

const FSINFO_SECTOR = 1;
const FSINFO_FREE = 488;

/**
 * Marks free clusters as bad in all FATs, until only the first `keepClusters` are free: as a file that fills the volume
 * would, but every reader is spared to follow its chain.
 */
export const takeSpace = (esp: Buffer, keepClusters: number): Buffer => {
  const parsed = parseGeometry(esp.subarray(0, SECTOR_BYTES), esp.length / SECTOR_BYTES);
  if ('problem' in parsed) throw new CrashError('DRIVER_FAILED', `the image is no FAT: ${parsed.problem}`);
  const { fatBits, fatStarts, clusterCount } = parsed.geometry;
  const { bad } = limitsOf(fatBits);
  const width = fatBits / 8;
  let free = 0;
  for (let cluster = 2; cluster < clusterCount + 2; cluster += 1) {
    const places = fatStarts.map((start) => start * SECTOR_BYTES + cluster * width);
    if (esp.readUIntLE(places[0] ?? 0, width) !== FREE) continue;
    free += 1;
    if (free > keepClusters) for (const place of places) esp.writeUIntLE(bad, place, width);
  }
  if (fatBits === 32)
    esp.writeUInt32LE(Math.min(free, keepClusters), FSINFO_SECTOR * SECTOR_BYTES + FSINFO_FREE);
  return esp;
};

/** The 8.3 slot of a name that occurs once on the image. */
const slotOf = (esp: Buffer, [name = '', extension = '']: readonly string[]): number => {
  const wanted = Buffer.from(`${name.padEnd(8)}${extension.padEnd(3)}`.toUpperCase(), 'latin1');
  for (let at = esp.indexOf(wanted); at >= 0; at = esp.indexOf(wanted, at + 1))
    if (at % SLOT_BYTES === 0) return at;
  throw new CrashError('DRIVER_FAILED', `the image has no entry ${name}.${extension}`);
};

/** The target's stage among those of all: it begins with the target's first letters, and is not deleted. */
const stageSlot = (esp: Buffer, [name = '']: readonly string[]): number => {
  const letters = name.slice(0, 4).toUpperCase();
  for (let at = esp.indexOf('BSW'); at >= 0; at = esp.indexOf('BSW', at + 1)) {
    const slot = at - 8;
    if (slot % SLOT_BYTES === 0 && esp.toString('latin1', slot, slot + letters.length) === letters)
      return slot;
  }
  throw new CrashError('DRIVER_FAILED', `the image has no stage of ${name}`);
};

const nameParts = (target: string): string[] => target.slice(target.lastIndexOf('/') + 1).split('.');

/**
 * An exchange of which one entry was written, so that live and stage have the same clusters, and after it a boot with
 * `fsck.vfat -a`, once: it empties the second of the two, and makes FSCK0000.REC of the clusters that nobody has.
 * @throws {CrashError} DRIVER_FAILED
 */
export const crossLinkAndFsck = async (
  esp: Buffer,
  { target, directory }: { target: string; directory: string },
): Promise<Buffer> => {
  const [live, stage] = [slotOf(esp, nameParts(target)), stageSlot(esp, nameParts(target))];
  for (const field of [START_HIGH, START_LOW])
    esp.writeUInt16LE(esp.readUInt16LE(live + field), stage + field);
  esp.copy(esp, stage + 28, live + 28, live + 32);
  const path = join(directory, 'cross-linked.img');
  await writeFile(path, esp);
  const { code, stdout } = await runTool('fsck.vfat', ['-a', path]);
  if (code !== CORRECTED) throw new CrashError('DRIVER_FAILED', `fsck.vfat -a ended with ${code}: ${stdout}`);
  return readFile(path);
};
