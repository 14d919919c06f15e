// `npm run setup`: fetches the npm and Debian packages of all of bootswap's commands.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allPackages } from './debian-packages.mjs';
import { ensureDebianPackages, ensureNpmPackages } from './prerequisites.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

ensureNpmPackages({ root });
const lacking = await ensureDebianPackages(allPackages.map((entry) => ({ ...entry, isOptional: true })));
const without = lacking.map((entry) => entry.package).join(' ');
console.log(
  lacking.length === 0
    ? 'bootswap: all packages are present'
    : `bootswap: all packages are present except ${without}`,
);
