import { boundBytes } from '../bytes/byte-reader.ts';
import { normalizeFilePath } from '../firmware/device-path.ts';
import { UefiError } from '../bytes/uefi-error.ts';

const MAX_BYTES = 1 << 16;
const MAX_IMAGES = 16; // an entry has one

/** Trimmed by hand: a pattern that looks for the spaces at the end of a line needs minutes for a line full of them. */
const imageOfLine = (line: string): string | null => {
  const text = line.trim();
  const key = /^(?:linux|efi|uki)\s/.exec(text)?.[0];
  return key === undefined ? null : normalizeFilePath(text.slice(key.length).trim());
};

/**
 * The EFI images that a Boot Loader Specification type #1 entry starts: its `linux` and `efi` keys, in the form of ESP
 * paths (UAPI.1, "Type #1 Boot Loader Specification Entries").
 * @throws {UefiError} TOO_LARGE above 64 KiB or 16 images
 */
export const imagesOfLoaderEntry = (bytes: Uint8Array): string[] => {
  const text = Buffer.from(boundBytes(bytes, MAX_BYTES, 'loader entry')).toString('utf8');
  const images = text.split(/\r?\n/).flatMap((line) => imageOfLine(line) ?? []);
  if (images.length > MAX_IMAGES)
    throw new UefiError('TOO_LARGE', `a loader entry with ${images.length} images, more than ${MAX_IMAGES}`);
  return images;
};
