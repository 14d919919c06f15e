import { join } from 'node:path';
import { digestFile } from './file-digest.ts';
import type { FileDigest } from './file-digest.ts';
import { runTool, runToolOrThrow } from './tools.ts';
import { withScratch } from './scratch.ts';

const ROOT = '::/';

/** Paths from `mdir -/ -b`, without the drive; directories end in a slash. Hidden and deleted entries included. */
const listPaths = async (image: string): Promise<string[]> => {
  const { stdout } = await runToolOrThrow('mdir', ['-i', image, '-a', '-/', '-b', ROOT]);
  const paths = stdout.split('\n').filter((line) => line.startsWith(ROOT));
  return paths.map((line) => line.slice(ROOT.length)).toSorted();
};

/** Every directory of the image, as `EFI/debian`, by mtools: a stage left behind shows even when it is empty. */
export const listImageDirectories = async (image: string): Promise<string[]> =>
  (await listPaths(image)).filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1));

/**
 * Every file of the image by its path from the root, `EFI/debian/shimx64.efi`, copied out with mtools and hashed: no
 * code of ours and no kernel file system is between the bytes on disk and the answer. The image must not be mounted.
 * @throws {ProcessError} EXIT_STATUS, for an image that mtools cannot read
 */
export const listImage = async (image: string): Promise<Map<string, FileDigest>> => {
  const paths = (await listPaths(image)).filter((path) => !path.endsWith('/'));
  return withScratch(async (scratch) => {
    const files = new Map<string, FileDigest>();
    if (paths.length > 0) await runToolOrThrow('mcopy', ['-i', image, '-s', '-n', `${ROOT}*`, scratch]);
    for (const path of paths) files.set(path, await digestFile(join(scratch, path)));
    return files;
  });
};

export type FsckResult = { isClean: boolean; output: string };

/** `fsck.vfat -n`: looks at everything, changes nothing. Not clean is what it has any remark about. */
export const fsckImage = async (image: string): Promise<FsckResult> => {
  const { code, stdout, stderr } = await runTool('fsck.vfat', ['-n', image]);
  return { isClean: code === 0, output: `${stdout}${stderr}` };
};
