// Installs Debian packages by name with apt-get, as root or through a passwordless sudo, and with neither does nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

const LISTS = '/var/lib/apt/lists';
const LISTS_STALE_AFTER_MS = 7 * 24 * 3600 * 1000;

/** The words to put before a command so that it runs as root, or undefined where there is no way without asking. */
export const asRoot = () => {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
};

const areListsUsable = () => {
  try {
    if (!readdirSync(LISTS).some((name) => name.includes('_Packages'))) return false;
    // apt gives the lists the server's times; only the download directory tells when it last looked.
    return Date.now() - statSync(`${LISTS}/partial`).mtimeMs < LISTS_STALE_AFTER_MS;
  } catch {
    return false;
  }
};

const runAsRoot = (prefix, command) => {
  const [file, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command];
  const { status, stdout, stderr } = spawnSync(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}` };
};

// The package's own service would take port 4222 and start with every boot, which nobody who runs tests asked for.
// apt has no switch against it (RUNLEVEL is not read under systemd, policy-rc.d would be a change to the machine), so
// the unit is masked while it is installed, where systemd runs, and disabled afterwards: also in a root that systemd
// will only boot later (systemctl then works on the files).
const withoutService = (prefix, unit, install) => {
  const isRunning = existsSync('/run/systemd/system');
  if (isRunning) runAsRoot(prefix, ['systemctl', 'mask', '--runtime', unit]);
  const result = install();
  if (isRunning) runAsRoot(prefix, ['systemctl', 'unmask', '--runtime', unit]);
  if (existsSync('/usr/bin/systemctl')) runAsRoot(prefix, ['systemctl', 'disable', unit]);
  return result;
};

const installOnce = (prefix, names) => {
  const install = () =>
    runAsRoot(prefix, [
      'apt-get',
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      '-o',
      'DPkg::Lock::Timeout=120',
      ...names,
    ]);
  return names.includes('nats-server') ? withoutService(prefix, 'nats-server.service', install) : install();
};

/**
 * Installs `names` together, or one by one if together fails (one name that this release does not have fails all).
 * `prefix` comes from asRoot(). Returns apt's output for what failed, '' if all went well.
 */
export const installWithApt = (prefix, names) => {
  let isUpdated = false;
  const update = () => {
    if (!isUpdated) runAsRoot(prefix, ['apt-get', 'update', '-qq', '-o', 'DPkg::Lock::Timeout=120']);
    isUpdated = true;
  };
  if (!areListsUsable()) update();
  if (installOnce(prefix, names).ok) return '';
  update();
  return names
    .map((name) => installOnce(prefix, [name]))
    .filter((result) => !result.ok)
    .map((result) => result.output)
    .join('');
};
