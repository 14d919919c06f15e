/** Linux as an ELF file, which QEMU starts by PVH: without that, the guest's emulated CPU unpacks 60 MB at each boot. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool, runTool } from '../tools.ts';

/** Documentation/arch/x86/boot.rst: fields of the set-up header from protocol 2.08 on. */
const SETUP_SECTORS_AT = 0x1f1;
const MAGIC_AT = 0x202;
const VERSION_AT = 0x206;
const PAYLOAD_OFFSET_AT = 0x248;
const PAYLOAD_BYTES_AT = 0x24c;
const FIRST_WITH_PAYLOAD = 0x0208;

/** By the first bytes of what is compressed. */
const DECOMPRESSORS: readonly { magic: string; tool: string }[] = [
  { magic: '1f8b', tool: 'gzip' },
  { magic: 'fd377a585a00', tool: 'xz' },
  { magic: '28b52ffd', tool: 'zstd' },
  { magic: '02214c18', tool: 'lz4' },
];

const payloadOf = (image: Buffer): Buffer | null => {
  if (image.length < 0x250 || image.toString('latin1', MAGIC_AT, MAGIC_AT + 4) !== 'HdrS') return null;
  if (image.readUInt16LE(VERSION_AT) < FIRST_WITH_PAYLOAD) return null;
  const begin = ((image[SETUP_SECTORS_AT] || 4) + 1) * 512 + image.readUInt32LE(PAYLOAD_OFFSET_AT);
  return image.subarray(begin, begin + image.readUInt32LE(PAYLOAD_BYTES_AT));
};

const isElf = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 4) === '\x7fELF';

/** The payload ends in its unpacked size, which the tools call garbage behind the end: what comes out is what counts. */
const decompress = async (tool: string, payload: Buffer): Promise<Buffer> => {
  const scratch = await mkdtemp(join(tmpdir(), 'bootswap-kernel-'));
  try {
    const [from, to] = [join(scratch, 'packed'), join(scratch, 'unpacked')];
    await writeFile(from, payload);
    await runTool('sh', ['-c', '"$1" -dc <"$2" >"$3"', 'sh', tool, from, to]);
    return await readFile(to);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/** The ELF file in an x86 kernel image (bzImage), or null: not such an image, or nothing here unpacks it. */
export const elfKernelOf = async (image: Buffer): Promise<Buffer | null> => {
  const payload = payloadOf(image);
  const start = payload?.subarray(0, 8).toString('hex') ?? '';
  const tool = DECOMPRESSORS.find(({ magic }) => start.startsWith(magic))?.tool;
  if (payload === null || tool === undefined || findTool(tool) === null) return null;
  const unpacked = await decompress(tool, payload);
  // The last word of the payload is the unpacked size: half a kernel must not be kept.
  const isWhole = unpacked.length === payload.readUInt32LE(payload.length - 4);
  return isElf(unpacked) && isWhole ? unpacked : null;
};
