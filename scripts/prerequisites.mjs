// What a fresh machine with Node and npm lacks before bootswap's tests or demo can run there.
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { asRoot, installWithApt } from './apt.mjs';

export { ensureNpmPackages } from './npm-packages.mjs';

/** The exit code of a command that ends because a tool is missing that it cannot do without. */
export const EXIT_MISSING_PREREQUISITE = 5;

/** PATH with the sbin directories, where Debian keeps nats-server and mkfs.vfat and which users do not have. */
export const pathWithSbin = (path = process.env.PATH ?? '') =>
  [...new Set([...path.split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'])]
    .filter(Boolean)
    .join(delimiter);

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const isFile = (file) => {
  try {
    accessSync(file);
    return true;
  } catch {
    return false;
  }
};

/** True if the command (or, for an absolute path, the file) is on this machine. */
export const isPresent = (proof) =>
  isAbsolute(proof)
    ? isFile(proof)
    : pathWithSbin()
        .split(delimiter)
        .some((directory) => isExecutable(join(directory, proof)));

const install = (missing, log) => {
  const names = missing.map((entry) => entry.package);
  const prefix = isPresent('apt-get') ? asRoot() : undefined;
  if (prefix === undefined) return;
  log(`bootswap: installing with apt-get: ${names.join(' ')}`);
  const complaint = installWithApt(prefix, names);
  if (complaint !== '') log(complaint.trimEnd());
};

const exitWithLine = (line) => {
  console.error(`bootswap: run this, then the same command again:\n${line}`);
  process.exit(EXIT_MISSING_PREREQUISITE);
};

/**
 * Makes sure of Debian packages, each known by its proof. What is missing is installed when root or passwordless sudo
 * allows; else one line says what to run. A missing required one goes to `onMissing(line)`, which by default prints the
 * line and exits with code 5; for missing optional ones it logs what goes without, and returns them.
 * @param {import('./debian-packages.mjs').DebianPackage[]} packages
 * @param {{ log?: (line: string) => void, onMissing?: (line: string) => void }} [options]
 */
export const ensureDebianPackages = (packages, { log = console.log, onMissing = exitWithLine } = {}) => {
  const absent = () => packages.filter((entry) => !isPresent(entry.proof));
  const before = absent();
  if (before.length === 0) return [];
  install(before, log);
  const missing = absent();
  if (missing.length === 0) return [];
  const line = `sudo apt-get update && sudo apt-get install -y ${missing.map((entry) => entry.package).join(' ')}`;
  const required = missing.filter((entry) => entry.optional !== true);
  const optional = missing.filter((entry) => entry.optional === true);
  for (const entry of optional) log(`bootswap: no ${entry.package}, so this goes without: ${entry.why}`);
  for (const entry of required) log(`bootswap: ${entry.package} is needed: ${entry.why}`);
  if (required.length === 0) log(`bootswap: to have it all: ${line}`);
  else onMissing(line);
  return optional;
};
