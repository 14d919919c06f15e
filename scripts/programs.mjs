// Where programs are looked for, and how the scripts run them.
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const OUTPUT_LIMIT_BYTES = 2 ** 26;

/** PATH with the sbin directories, where Debian keeps nats-server and mkfs.vfat and which users do not have. */
export const pathWithSbin = (path = process.env.PATH ?? '') =>
  [...new Set([...path.split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'])]
    .filter(Boolean)
    .join(delimiter);

const isAccessible = (file, mode) => {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
};

/** True if the command (or, for an absolute path, the file) is on this machine. */
export const isPresent = (proof) =>
  isAbsolute(proof)
    ? isAccessible(proof, constants.F_OK)
    : pathWithSbin()
        .split(delimiter)
        .some((directory) => isAccessible(join(directory, proof), constants.X_OK));

/**
 * Runs a program without a terminal and resolves with `{ code, stdout, stderr }` whatever its status; `code` is null if
 * it was killed or is not there, and then stderr says why.
 */
export const runCaptured = (file, args, { cwd, env = process.env, timeoutMs = 600_000 } = {}) =>
  new Promise((done) => {
    const options = {
      cwd,
      env: { ...env, PATH: pathWithSbin(env.PATH), LC_ALL: 'C.UTF-8' },
      timeout: timeoutMs,
      maxBuffer: OUTPUT_LIMIT_BYTES,
    };
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      done({ code, stdout, stderr: code === null ? `${stderr}${error.message}` : stderr });
    });
    child.stdin?.end();
  });
