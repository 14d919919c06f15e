/** The archive that Linux takes as its first root file system (Documentation/driver-api/early-userspace/buffer-format). */

export type CpioEntry = { path: string; mode: number; bytes?: Uint8Array };

const DIRECTORY = 0o040755;
const PROGRAM = 0o100755;
const FILE = 0o100644;

export const cpioDirectory = (path: string): CpioEntry => ({ path, mode: DIRECTORY });
export const cpioProgram = (path: string, bytes: Uint8Array): CpioEntry => ({ path, mode: PROGRAM, bytes });
export const cpioFile = (path: string, bytes: Uint8Array): CpioEntry => ({ path, mode: FILE, bytes });

const padded = (bytes: Uint8Array): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

/** Magic, then thirteen numbers of eight hexadecimal digits: inode, mode, uid, gid, links, mtime, size, … name size. */
const header = ({ path, mode, bytes }: CpioEntry, inode: number): Buffer => {
  const numbers = [inode, mode, 0, 0, 1, 0, bytes?.length ?? 0, 0, 0, 0, 0, path.length + 1, 0];
  return Buffer.from(`070701${numbers.map((each) => each.toString(16).padStart(8, '0')).join('')}${path}\0`);
};

/** A `newc` archive; parents must stand before what is in them. Paths are ASCII. */
export const makeCpio = (entries: readonly CpioEntry[]): Buffer =>
  Buffer.concat(
    [...entries, { path: 'TRAILER!!!', mode: 0 }].flatMap((entry, index) => [
      padded(header(entry, index + 1)),
      padded(entry.bytes ?? new Uint8Array()),
    ]),
  );
