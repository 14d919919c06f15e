import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultCacheDir, fetchTree } from './debian-packages.ts';
import { LabError } from './lab-error.ts';
import { runTool } from './tools.ts';
import { withScratch } from './scratch.ts';

/** The smallest signed kernels that Debian and Ubuntu have; these names lead to today's by their dependencies. */
const META_PACKAGES = ['linux-image-cloud-amd64', 'linux-image-kvm', 'linux-image-virtual'];

const findPackage = async (): Promise<string> => {
  for (const meta of META_PACKAGES) {
    const { stdout } = await runTool('apt-cache', ['depends', '--important', meta]);
    const name = /Depends: (linux-image-\d\S+)/.exec(stdout)?.[1];
    if (name !== undefined) return name;
  }
  throw new LabError('APT_NO_LISTS', `apt does not know ${META_PACKAGES.join(' or ')}; run apt-get update`);
};

const download = async (cacheDir: string): Promise<string> => {
  const name = await findPackage();
  return withScratch(async (scratch) => {
    const boot = join(await fetchTree({ name }, scratch), 'boot');
    const kernel = (await readdir(boot)).find((file) => file.startsWith('vmlinuz-'));
    if (kernel === undefined) throw new LabError('NO_BOOT_FILES', `no kernel in ${name}`);
    await rename(join(boot, kernel), join(cacheDir, kernel));
    return kernel;
  }, cacheDir);
};

/**
 * A signed kernel of this distribution, fetched once into the cache (27 MB).
 * @throws {LabError} APT_NO_LISTS, APT_DOWNLOAD_FAILED, NO_BOOT_FILES, TOOL_MISSING
 */
export const readKernel = async (): Promise<Buffer> => {
  const cacheDir = defaultCacheDir();
  await mkdir(cacheDir, { recursive: true });
  const cached = (await readdir(cacheDir)).find((file) => file.startsWith('vmlinuz-'));
  return readFile(join(cacheDir, cached ?? (await download(cacheDir))));
};
