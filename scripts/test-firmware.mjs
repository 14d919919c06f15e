// `npm run test:firmware`: boots every known outcome in OVMF under QEMU and compares it with the verdict; and
// what pesign, openssl and pkijs say of kernels with what we say (BOOTSWAP_KERNELS=all: of every one on offer). A quarter of an hour.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firmwarePackages } from './debian-packages.mjs';
import { ensureDebianPackages, ensureNpmPackages } from './prerequisites.mjs';
import { runRoom } from './run-room.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

ensureNpmPackages({ root });
await ensureDebianPackages(firmwarePackages);
await runRoom(root, 'tests/firmware/');
