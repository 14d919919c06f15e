// Installs the npm packages of package-lock.json when they are not there; never touches a tree that is right.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const readPackages = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
};

/**
 * True if node_modules holds what package-lock.json asks for. Compared by content and not by time: switching branches
 * changes times, and `npm ci` deletes node_modules under whatever runs from it.
 */
export const areNpmPackagesCurrent = (root) => {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    // An optional package of another platform is in the lock and never on the disk.
    if (found === undefined) return wanted.optional === true;
    return (
      found.version === wanted.version &&
      found.integrity === wanted.integrity &&
      existsSync(join(root, path, 'package.json'))
    );
  });
};

/**
 * Runs `npm ci` if the packages are not current. Install scripts stay off: no dependency needs one (koffi's binary
 * comes as a package), and the callers build by themselves. Throws an Error whose message says what to do by hand.
 */
export const ensureNpmPackages = ({ root, log = console.log }) => {
  if (areNpmPackagesCurrent(root)) return;
  log('bootswap: installing the npm packages (npm ci)');
  const { status, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status === 0) return;
  throw new Error(
    `bootswap: \`npm ci\` failed (${error?.message ?? `exit ${status}`}): run it by hand here, then again what you ran`,
  );
};
