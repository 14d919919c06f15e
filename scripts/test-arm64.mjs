// `npm run test:arm64`: the real command on an arm64 kernel, in QEMU, with Debian's boot loaders for arm64 on a real vfat.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AptError, useArchitecture } from './apt.mjs';
import { arm64Packages } from './debian-packages.mjs';
import { foreignRoot } from './foreign-root.mjs';
import { ensureDebianPackages, ensureNpmPackages, PrerequisiteError } from './prerequisites.mjs';
import { runRoom } from './run-room.mjs';
import { cacheDirectory } from './unpacked-tools.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** From here on apt knows arm64 only, so what this machine needs comes first. */
const fetchGuest = async () => {
  try {
    await useArchitecture(cacheDirectory, 'arm64');
    await foreignRoot('arm64');
  } catch (error) {
    if (!(error instanceof AptError)) throw error;
    throw new PrerequisiteError(`needs Debian's packages for arm64: ${error.message}`);
  }
};

ensureNpmPackages({ root });
await ensureDebianPackages(arm64Packages);
await fetchGuest();
await runRoom(root, 'tests/arm64/');
