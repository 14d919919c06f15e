import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from '../../../lib/uefi/image/inspect.ts';
import { fetchBootPackages } from '../debian-packages.ts';
import { runToolOrThrow } from '../tools.ts';
import { withScratch } from '../scratch.ts';

export type SignedFile = { name: string; version: string; path: string; bytes: Buffer };

/** Every signed boot file that apt offers, the older GRUB among them. */
export const readBootFiles = async (): Promise<SignedFile[]> => {
  const { current, older } = await fetchBootPackages();
  return Promise.all(
    [...current, ...older].flatMap(({ version, files }) =>
      files.map(async ({ name, path }) => ({ name, version, path, bytes: await readFile(path) })),
    ),
  );
};

/** The PKCS#7 messages of an image, as they are in it. */
export const blobsOf = (bytes: Uint8Array): Buffer[] => {
  const { image } = inspect(bytes);
  const blobs: Buffer[] = [];
  const { offset, size } = image.certificateTable ?? { offset: 0, size: 0 };
  for (let at = offset; at < offset + size;) {
    const length = image.bytes.readUInt32LE(at);
    blobs.push(image.bytes.subarray(at + 8, at + length));
    at += Math.ceil(length / 8) * 8;
  }
  return blobs;
};

/** Standard output of a program that reads the file `input`, written for it; `{}` in the arguments is its path. */
export const outputOf = (tool: string, args: readonly string[], input: Uint8Array): Promise<string> =>
  withScratch(async (directory) => {
    const path = join(directory, 'input');
    await writeFile(path, input);
    const { stdout } = await runToolOrThrow(
      tool,
      args.map((arg) => (arg === '{}' ? path : arg)),
    );
    return stdout;
  });
