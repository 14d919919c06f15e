/** .deb files: listed and bounded first, then unpacked by dpkg-deb into a directory of our own. */
import { humanBytes } from '../format.ts';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, messageOf } from '../errors.ts';
import { runOrThrow } from '../sys/index.ts';
import { PayloadError } from './payload-error.ts';
import { payloadLimits } from './types.ts';
import type { PackageIdentity } from './debian-layout.ts';

const DPKG_TIMEOUT_MS = 60_000;
/** Of all that a package unpacks to; kernel and firmware packages are below it, bombs above. */
const MAX_UNPACKED_BYTES = 2n * payloadLimits.bytes;

const dpkgDeb = async (args: string[], signal?: AbortSignal): Promise<string> => {
  try {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    return (await runOrThrow('dpkg-deb', args, { env, timeoutMs: DPKG_TIMEOUT_MS, signal })).stdout;
  } catch (cause) {
    if (hasCode(cause, 'ABORTED')) throw cause;
    if (hasCode(cause, 'NOT_FOUND')) {
      const message =
        'reading .deb files needs dpkg-deb: install dpkg, or unpack the packages and give a directory';
      throw new PayloadError('TOOL_MISSING', message, { cause });
    }
    throw new PayloadError('BAD_PACKAGE', `${args[1]} is not a valid .deb file: ${messageOf(cause)}`, {
      cause,
    });
  }
};

const FIELDS = ['Package', 'Version', 'Origin', 'Maintainer'] as const;

/** Name, version and maker of a package. @throws {PayloadError} BAD_PACKAGE, TOOL_MISSING */
export const identifyDeb = async (deb: string, signal?: AbortSignal): Promise<PackageIdentity> => {
  const text = await dpkgDeb(['-f', deb, ...FIELDS], signal);
  const field = (name: (typeof FIELDS)[number]): string =>
    new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const [name, version] = [field('Package'), field('Version')];
  if (!/^[a-z0-9][a-z0-9+.-]{1,99}$/.test(name) || !/^[!-~]{1,128}$/.test(version))
    throw new PayloadError('BAD_PACKAGE', `${deb} has no valid Package and Version in its control file`);
  return { name, version, origin: field('Origin'), maintainer: field('Maintainer') };
};

/**
 * `-rw-r--r-- root/root 118832 2026-04-03 16:11 ./usr/lib/shim/fbx64.efi.signed`, as tar(1) -tv prints; where a link
 * leads comes after the name.
 */
const MEMBER = /^[-dlh]\S{9}\S* +\S+ +(\d+) \S+ \S+ (.*?)(?: -> .*| link to .*)?$/;

const checkMembers = (deb: string, listing: string): void => {
  let total = 0n;
  for (const line of listing.split('\n').filter((each) => each !== '')) {
    const [, size, name] = MEMBER.exec(line) ?? [];
    // Devices are listed with their numbers for a size; no package with boot files has them.
    if (size === undefined || name === undefined)
      throw new PayloadError(
        'BAD_PACKAGE',
        `${deb} has an entry of an unsupported type: ${line.slice(0, 200)}`,
      );
    if (name.startsWith('/') || name.split('/').includes('..'))
      throw new PayloadError(
        'BAD_PATH',
        `${deb} has an entry outside its own directory: ${name}; do not use this package`,
      );
    total += BigInt(size);
  }
  if (total > MAX_UNPACKED_BYTES)
    throw new PayloadError(
      'TOO_LARGE',
      `${deb} unpacks to ${humanBytes(total)}, more than ${humanBytes(MAX_UNPACKED_BYTES)}`,
    );
};

/** Path in the package, and whether it is a regular file (else a symlink or the like). */
export type UnpackedEntry = { path: string; isFile: boolean };

/** Everything but directories; symlinks to directories are entries and not walked into. */
const walk = async (root: string, under = ''): Promise<UnpackedEntry[]> => {
  const found: UnpackedEntry[] = [];
  for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await walk(root, path)));
    else found.push({ path, isFile: entry.isFile() });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
};

/**
 * Unpacks a package's files below `into`, an empty directory of the caller's, and lists them.
 * @throws {PayloadError} BAD_PACKAGE, BAD_PATH, TOO_LARGE, TOOL_MISSING
 */
export const unpackDeb = async (
  deb: string,
  into: string,
  signal?: AbortSignal,
): Promise<UnpackedEntry[]> => {
  checkMembers(deb, await dpkgDeb(['-c', deb], signal));
  await dpkgDeb(['-x', deb, into], signal);
  return walk(into);
};
