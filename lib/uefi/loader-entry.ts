import { boundBytes } from './byte-reader.ts';
import { normalizeFilePath } from './device-path.ts';

const MAX_BYTES = 1 << 16;

/**
 * The EFI images that a Boot Loader Specification type #1 entry starts: its `linux` and `efi` keys, in the form of ESP
 * paths (UAPI.1, "Type #1 Boot Loader Specification Entries").
 * @throws {UefiError} TOO_LARGE above 64 KiB
 */
export const imagesOfLoaderEntry = (bytes: Uint8Array): string[] =>
  Buffer.from(boundBytes(bytes, MAX_BYTES, 'loader entry'))
    .toString('utf8')
    .split(/\r?\n/)
    .flatMap((line) => {
      const path = /^\s*(?:linux|efi|uki)\s+(\S.*?)\s*$/.exec(line)?.[1];
      return path === undefined ? [] : [normalizeFilePath(path)];
    });
