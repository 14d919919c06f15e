import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultCacheDir } from './debian-packages.ts';
import { LabError } from './lab-error.ts';
import { runTool, runToolOrThrow } from './tools.ts';
import { withScratch } from './scratch.ts';

/** The smallest signed kernels that Debian and Ubuntu have; these names lead to today's by their dependencies. */
const META_PACKAGES = ['linux-image-cloud-amd64', 'linux-image-kvm', 'linux-image-virtual'];
const APT_TIMEOUT_MS = 300_000;

const findPackage = async (): Promise<string> => {
  for (const meta of META_PACKAGES) {
    const { stdout } = await runTool('apt-cache', ['depends', '--important', meta]);
    const name = /Depends: (linux-image-\d\S+)/.exec(stdout)?.[1];
    if (name !== undefined) return name;
  }
  throw new LabError('APT_NO_LISTS', `apt does not know ${META_PACKAGES.join(' or ')}; run apt-get update`);
};

const unpack = async (scratch: string): Promise<string> => {
  const [deb] = (await readdir(scratch)).filter((file) => file.endsWith('.deb'));
  if (deb === undefined) throw new LabError('APT_DOWNLOAD_FAILED', 'apt-get download left no .deb');
  await runToolOrThrow('dpkg-deb', ['-x', join(scratch, deb), join(scratch, 'tree')], {
    timeoutMs: APT_TIMEOUT_MS,
  });
  const [kernel] = (await readdir(join(scratch, 'tree', 'boot'))).filter((file) =>
    file.startsWith('vmlinuz-'),
  );
  if (kernel === undefined) throw new LabError('NO_BOOT_FILES', `no kernel in ${deb}`);
  return kernel;
};

const download = async (cacheDir: string): Promise<string> => {
  const name = await findPackage();
  return withScratch(async (scratch) => {
    const args = ['-qq', '-o', 'APT::Sandbox::User=root', 'download', name];
    await runToolOrThrow('apt-get', args, { cwd: scratch, timeoutMs: APT_TIMEOUT_MS });
    const kernel = await unpack(scratch);
    await rename(join(scratch, 'tree', 'boot', kernel), join(cacheDir, kernel));
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
