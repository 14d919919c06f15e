/** Keys on disk: `<name>.key` (PKCS #8 PEM, 0600) beside `<name>.pub` (SubjectPublicKeyInfo PEM). */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import { access, link, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../errors.ts';
import { fsyncDirectory, writeFileDurably } from '../sys/index.ts';
import {
  generateKeyPair,
  parsePublicKeys,
  parseSigningKey,
  privatePemOf,
  publicKeyOf,
  publicPemOf,
} from './keys.ts';
import type { PublicKey, SigningKey } from './keys.ts';
import { TrustError } from './trust-error.ts';

/** A key is some hundred bytes; a file of pinned keys may hold many. */
const MAX_KEY_FILE_BYTES = 1024 * 1024;
const GROUP_AND_OTHERS = 0o077;
const OTHERS_MAY_WRITE = 0o002;
const PRIVATE_FILE_MODE = 0o600;
const PRIVATE_DIRECTORY_MODE = 0o700;

type Check = (status: Stats, path: string) => void;

const octal = (mode: number): string => `0${(mode & 0o777).toString(8)}`;

/** As ssh does with its identity files: a key that others could read may be anyone's. */
const refuseReadable: Check = ({ mode }, path) => {
  if ((mode & GROUP_AND_OTHERS) === 0) return;
  throw new TrustError('KEY_PERMISSIONS', `other users can read ${path} (mode ${octal(mode)}): chmod 600 it`);
};

/** Whoever may write there decides what this host trusts. */
const refuseWritable: Check = ({ mode }, path) => {
  if ((mode & OTHERS_MAY_WRITE) === 0) return;
  throw new TrustError('KEY_PERMISSIONS', `every user can write ${path} (mode ${octal(mode)}): chmod o-w it`);
};

/** Checks what was opened and not a name, which may mean another file a moment later. */
const readChecked = async (path: string, check: Check): Promise<string> => {
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = await handle.stat();
    if (!status.isFile() || status.size > MAX_KEY_FILE_BYTES) {
      throw new TrustError('BAD_KEY', `${path} is not a key file: not a regular file, or larger than 1 MiB`);
    }
    check(status, path);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
};

const mapMissing = (error: unknown, missing: TrustError): unknown =>
  hasCode(error, 'ENOENT') ? missing : error;

/**
 * @throws {TrustError} NO_KEY if there is no such file, KEY_PERMISSIONS if group or others can do anything with it,
 * BAD_KEY if it is no Ed25519 private key
 * @throws Node's error: EACCES, EIO
 */
export const loadSigningKey = async (path: string): Promise<SigningKey> => {
  try {
    return parseSigningKey(await readChecked(path, refuseReadable), path);
  } catch (error) {
    throw mapMissing(
      error,
      new TrustError('NO_KEY', `no signing key at ${path}: make one with "bootswap keys generate"`, {
        cause: error,
      }),
    );
  }
};

const pinnedFiles = async (path: string): Promise<string[]> => {
  const status = await stat(path);
  if (!status.isDirectory()) return [path];
  refuseWritable(status, path);
  const names = (await readdir(path)).filter((name) => name.endsWith('.pub'));
  return names.sort().map((name) => join(path, name));
};

const noPinnedKeys = (path: string, cause?: unknown): TrustError =>
  new TrustError(
    'NO_PINNED_KEYS',
    `no pinned key in ${path}: put the signer's public key there as a .pub file`,
    {
      cause,
    },
  );

/**
 * The public keys to trust: of every *.pub in a directory, or of one file, which may hold several PEM blocks. A key
 * that occurs twice is returned once. One bad file makes all fail: a key that seems pinned and is not is a trap.
 * @throws {TrustError} NO_PINNED_KEYS, BAD_KEY, KEY_PERMISSIONS if everyone may write there
 * @throws Node's error: EACCES, EIO
 */
export const loadPinnedKeys = async (path: string): Promise<PublicKey[]> => {
  try {
    const files = await pinnedFiles(path);
    const lists = await Promise.all(
      files.map(async (file) => parsePublicKeys(await readChecked(file, refuseWritable), file)),
    );
    const byId = new Map(lists.flat().map((key) => [key.keyId, key]));
    if (byId.size === 0) throw noPinnedKeys(path);
    return [...byId.values()];
  } catch (error) {
    throw mapMissing(error, noPinnedKeys(path, error));
  }
};

export type KeyFiles = { key: SigningKey; privatePath: string; publicPath: string };

const pathsOf = (directory: string, name: string): Omit<KeyFiles, 'key'> => ({
  privatePath: join(directory, `${name}.key`),
  publicPath: join(directory, `${name}.pub`),
});

/**
 * link(2) makes the name appear with its whole content or not at all, for one of several who try (EEXIST for the
 * others): open(2) with O_EXCL alone would let the loser read the winner's file while it is still empty.
 */
const writeOnce = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(temporary, 'wx', PRIVATE_FILE_MODE);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await link(temporary, path);
  } finally {
    await handle.close();
    await unlink(temporary);
  }
};

/**
 * Makes a key and both its files, and the directory (0700) if it does not exist.
 * @throws {TrustError} KEY_EXISTS if there is a key of this name; it stays as it is
 * @throws Node's error: EACCES, ENOSPC, EPERM on a file system without hard links
 */
export const createKeyFiles = async (directory: string, name: string): Promise<KeyFiles> => {
  await mkdir(directory, { recursive: true, mode: PRIVATE_DIRECTORY_MODE });
  const { privatePath, publicPath } = pathsOf(directory, name);
  const key = generateKeyPair();
  try {
    await writeOnce(privatePath, privatePemOf(key));
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
    throw new TrustError('KEY_EXISTS', `${privatePath} already exists: delete it, or choose another name`, {
      cause,
    });
  }
  await fsyncDirectory(directory);
  await writeFileDurably(publicPath, publicPemOf(publicKeyOf(key)));
  return { key, privatePath, publicPath };
};

const loadKeyFiles = async (directory: string, name: string): Promise<SigningKey> => {
  const { privatePath, publicPath } = pathsOf(directory, name);
  const key = await loadSigningKey(privatePath);
  try {
    await access(publicPath);
  } catch {
    // A crash between the two files leaves the private one, from which the other follows.
    await writeFileDurably(publicPath, publicPemOf(publicKeyOf(key)));
  }
  return key;
};

/**
 * The key of this name; created if it does not exist. Processes that start at the same time all get the same key.
 * @throws {TrustError} KEY_PERMISSIONS, BAD_KEY
 * @throws Node's error: EACCES, ENOSPC, EPERM on a file system without hard links
 */
export const loadOrCreateSigningKey = async (directory: string, name: string): Promise<SigningKey> => {
  try {
    return await loadKeyFiles(directory, name);
  } catch (error) {
    if (!hasCode(error, 'NO_KEY')) throw error;
  }
  try {
    return (await createKeyFiles(directory, name)).key;
  } catch (error) {
    if (!hasCode(error, 'KEY_EXISTS')) throw error;
    return loadKeyFiles(directory, name);
  }
};
