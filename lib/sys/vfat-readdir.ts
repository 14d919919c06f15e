import { checkFd, throwOn } from './arguments.ts';
import { libc } from './libc.ts';

/** Where vfat keeps the entry of one name, in its directory. */
export type VfatName = {
  /** As the mount shows it. */
  name: string;
  /** The 8.3 name, `MICROS~1`. */
  shortName: string;
  /** Byte offset in the directory of the entry's first slot. */
  startOffset: number;
  /** Slots of 32 bytes that hold the long name, before the one 8.3 slot; 0 if none is stored. */
  longSlots: number;
  /** Byte offset in the directory of the 8.3 slot: that of the start cluster, which an exchange writes. */
  shortOffset: number;
};

/** _IOR('r', 1, struct __fat_dirent[2]): linux/msdos_fs.h, the same on every 64-bit Linux. */
const VFAT_IOCTL_READDIR_BOTH = 0x82307201;
/** struct __fat_dirent: long d_ino; long d_off; unsigned short d_reclen; char d_name[256], padded. */
const DIRENT_BYTES = 280;
const AT = { reclen: 16, name: 18 } as const;
const SLOT_BYTES = 32;
const UNITS_PER_SLOT = 13;
const MAX_ENTRIES = 65_536; // FAT_MAX_DIR_ENTRIES: fs/fat/fat.h
const SEEK_SET = 0;
const SEEK_CUR = 1;

const seek = (fd: number, offset: number, whence: number): number => {
  const native = libc();
  const rc = native.lseek(fd, offset, whence);
  const errno = native.errno();
  throwOn({ rc, errno }, { syscall: 'lseek' });
  return rc;
};

const nameIn = (dirent: Buffer): string => {
  const end = dirent.indexOf(0, AT.name);
  return dirent.toString('utf8', AT.name, end < 0 ? dirent.length : end);
};

/** The next entry into `pair`: the short one first, the long one after it. False at the end. */
const readNext = (fd: number, pair: Buffer): boolean => {
  const native = libc();
  const rc = native.ioctl(fd, VFAT_IOCTL_READDIR_BOTH, pair);
  const errno = native.errno();
  throwOn({ rc, errno }, { syscall: 'ioctl VFAT_IOCTL_READDIR_BOTH' });
  return pair.readUInt16LE(AT.reclen) !== 0;
};

const nameFrom = (pair: Buffer, startOffset: number): VfatName => {
  const shortName = nameIn(pair.subarray(0, DIRENT_BYTES));
  const longName = nameIn(pair.subarray(DIRENT_BYTES));
  const longSlots = Math.ceil(longName.length / UNITS_PER_SLOT);
  const name = longSlots === 0 ? shortName : longName;
  return { name, shortName, startOffset, longSlots, shortOffset: startOffset + longSlots * SLOT_BYTES };
};

/**
 * Reads a whole directory of vfat with the position of each entry; `.` and `..` are left out. Volume labels and slots
 * that belong to no name are not seen. A name outside the mount's `iocharset` may be counted with too few slots.
 *
 * fat_readdir leaves the file position at the first slot of the entry that comes next, so that the position before a
 * call is the start of what the call returns (Linux fs/fat/dir.c, __fat_readdir; the two fake entries of the root
 * directory move it by 2 bytes, which no slot starts at).
 * @param fd a directory, opened for reading; its position is used
 * @throws {SystemError} ENOTTY if this is no directory of vfat, EIO; {SyscallError}
 */
export const readVfatNames = (fd: number): VfatName[] => {
  checkFd(fd, 'ioctl');
  const pair = Buffer.alloc(2 * DIRENT_BYTES);
  const names: VfatName[] = [];
  seek(fd, 0, SEEK_SET);
  for (let count = 0; count < MAX_ENTRIES; count += 1) {
    const position = seek(fd, 0, SEEK_CUR);
    if (!readNext(fd, pair)) break;
    const entry = nameFrom(pair, position - (position % SLOT_BYTES));
    if (entry.name !== '.' && entry.name !== '..') names.push(entry);
  }
  return names;
};
