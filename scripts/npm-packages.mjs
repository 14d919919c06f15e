// Installs the npm packages of package-lock.json when they are not there; never touches a tree that is right.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrerequisiteError } from './prerequisite-error.mjs';

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

/** What npm says when it cannot reach its registry, as its error codes. */
const NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/** The sentence for an npm command that ended so. */
export const npmProblem = ({ status, error, output, what = 'its npm packages', command = 'npm ci' }) => {
  if (error?.code === 'ENOENT')
    return 'needs npm, which is not on the PATH: install Node from https://nodejs.org (it includes npm), or run apt-get install npm';
  const network = NETWORK.exec(output)?.[1];
  if (network !== undefined)
    return `needs ${what}, but npm could not reach the registry (${network}): check the network, then run the same command again`;
  return `needs ${what}, but \`${command}\` failed (${error?.message ?? `exit ${status}`}): run \`${command}\` to see why, then run the same command again`;
};

/** npm waits up to a minute between its tries; somebody who has no network wants to know it now. */
export const NPM_PATIENCE = [
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/**
 * Runs `npm ci` if the packages are not current. Install scripts stay off: no dependency needs one (koffi's binary
 * comes as a package), and the callers build by themselves.
 * @throws {PrerequisiteError}
 */
export const ensureNpmPackages = ({ root, log = console.error }) => {
  if (areNpmPackagesCurrent(root)) return;
  log('bootswap: installing the npm packages into node_modules (npm ci)');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...NPM_PATIENCE];
  const { status, error, stdout, stderr } = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new PrerequisiteError(npmProblem({ status, error, output: `${stdout}${stderr}` }));
};
