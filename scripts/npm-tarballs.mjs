// Packages of npm for another platform, which `npm ci` leaves out here: fetched by npm, checked, unpacked. None of their
// scripts runs.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NPM_PATIENCE, npmProblem } from './npm-packages.mjs';
import { PrerequisiteError } from './prerequisite-error.mjs';
import { runCaptured } from './programs.mjs';

/** What package-lock.json at `root` says of a package: `{ name, version, integrity }`. */
export const lockedPackage = (root, name) => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { version, integrity } = packages[`node_modules/${name}`];
  return { name, version, integrity };
};

/** As the lock file and npm write it (subresource integrity). */
export const integrityOf = (bytes) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

const pack = async ({ name, version, integrity }, directory) => {
  const args = ['pack', '--ignore-scripts', '--loglevel=error', ...NPM_PATIENCE, `${name}@${version}`];
  const { code, stdout, stderr } = await runCaptured('npm', args, { cwd: directory });
  if (code !== 0) {
    const output = `${stdout}${stderr}`;
    const error = /ENOENT/.test(output) && code === null ? { code: 'ENOENT' } : undefined;
    const asked = { what: `${name} from npm`, command: `npm pack ${name}@${version}` };
    throw new PrerequisiteError(npmProblem({ status: code, error, output, ...asked }));
  }
  const tarball = join(directory, readdirSync(directory)[0]);
  if (integrityOf(readFileSync(tarball)) !== integrity)
    throw new PrerequisiteError(`got other bytes for ${name} ${version} than we know it by: do not use it`);
  return tarball;
};

/**
 * Puts the files of a package (`{ name, version, integrity }`) into a directory, or only those that are named.
 * @throws {PrerequisiteError} no npm, no network, other bytes than `integrity` says
 */
export const unpackNpmPackage = async (wanted, directory, files = []) => {
  mkdirSync(directory, { recursive: true });
  const scratch = mkdtempSync(`${directory}-`);
  try {
    const tarball = await pack(wanted, scratch);
    const members = files.map((path) => `package/${path}`);
    const args = [
      '-xzf',
      tarball,
      '--no-same-owner',
      '--no-same-permissions',
      '-C',
      directory,
      '--strip-components=1',
      ...members,
    ];
    const { code, stderr } = await runCaptured('tar', args);
    if (code !== 0) throw new PrerequisiteError(`cannot unpack ${wanted.name} of npm: ${stderr.trim()}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
