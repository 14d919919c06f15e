// Installs Debian packages on the machine, which only ever happens with consent (scripts/consent.mjs).
import { spawnSync } from 'node:child_process';
import { isPresent } from './programs.mjs';

/** The words to put before a command so that it runs as root; sudo may ask for a password at a terminal only. */
const rootPrefix = ({ isRoot, isTerminal }) => {
  if (isRoot) return [];
  if (!isPresent('sudo')) return undefined;
  return isTerminal ? ['sudo'] : ['sudo', '-n'];
};

const runAsRoot = (prefix, command) => {
  const [file, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command];
  // Our own lists are for unpacking only: an installation uses the machine's.
  const { APT_CONFIG: _ours, ...env } = process.env;
  const { status, stderr } = spawnSync(file, args, {
    stdio: ['inherit', 'ignore', 'pipe'],
    encoding: 'utf8',
    env,
  });
  return { isOk: status === 0, complaint: stderr ?? '' };
};

const WAIT = ['-o', 'DPkg::Lock::Timeout=120'];

/**
 * Installs `names` together, or one by one if together fails (one name that this release does not have fails all).
 * Returns what apt complained of, '' if all went well.
 */
export const installPackages = (names, { isRoot, isTerminal, hasLists }) => {
  const prefix = rootPrefix({ isRoot, isTerminal });
  if (prefix === undefined) return 'installing needs root, and sudo is not available';
  const update = () => runAsRoot(prefix, ['apt-get', 'update', '-qq', ...WAIT]);
  const install = (...wanted) =>
    runAsRoot(prefix, ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...WAIT, ...wanted]);
  if (!hasLists) update();
  if (install(...names).isOk) return '';
  update();
  return names
    .map((name) => install(name))
    .filter((result) => !result.isOk)
    .map((result) => result.complaint.trim())
    .join('\n');
};
