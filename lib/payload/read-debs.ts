/** Debian's and Ubuntu's signed boot packages as a payload. */
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { digestFile } from '../esp/index.ts';
import { isOtherEfiProgram, placeDebianFile, vendorOf } from './debian-layout.ts';
import type { PackageIdentity, Placement } from './debian-layout.ts';
import { asPayloadError, PayloadError } from './payload-error.ts';
import { payloadLimits } from './types.ts';
import type { PayloadPart } from './types.ts';
import { identifyDeb, unpackDeb } from './unpack-deb.ts';

export type DebOptions = {
  /** An empty directory of the caller, into which the packages are unpacked. */
  scratchDir: string;
  /** The directory below EFI/ for packages; by default that of the distribution that made them. */
  vendor?: string;
  signal?: AbortSignal;
};

type Unpacked = { deb: string; root: string; identity: PackageIdentity; files: string[]; symlinks: string[] };
type Placed = Placement & { unpacked: Unpacked };

const unpack = async (deb: string, index: number, options: DebOptions): Promise<Unpacked> => {
  const identity = await identifyDeb(deb, options.signal);
  const root = join(options.scratchDir, String(index));
  await mkdir(root);
  const entries = await unpackDeb(deb, root, options.signal);
  const pathsOf = (isFile: boolean): string[] =>
    entries.filter((entry) => entry.isFile === isFile).map(({ path }) => path);
  return { deb, root, identity, files: pathsOf(true), symlinks: pathsOf(false) };
};

const findVendor = (packages: readonly Unpacked[]): string => {
  const vendors = new Set(
    packages.map(({ identity }) => vendorOf(identity)).filter((vendor) => vendor !== null),
  );
  const [vendor] = vendors;
  if (vendor !== undefined && vendors.size === 1) return vendor;
  const names = packages.map(({ identity }) => identity.name).join(', ');
  const why =
    vendor === undefined ? 'do not name their distribution' : `are from ${[...vendors].join(' and ')}`;
  throw new PayloadError(
    'VENDOR_UNKNOWN',
    `packages ${names} ${why}: give the directory below EFI/ with --vendor`,
  );
};

const place = (unpacked: Unpacked, vendor: string): Placed[] => {
  const symlink = unpacked.symlinks.find((path) => placeDebianFile(path, vendor) !== null);
  if (symlink !== undefined)
    throw new PayloadError(
      'SYMLINK',
      `${unpacked.deb}: ${symlink} is a symlink: give the package that has the file`,
    );
  return unpacked.files.flatMap((path) => {
    const placement = placeDebianFile(path, vendor);
    return placement === null ? [] : [{ ...placement, unpacked }];
  });
};

/** Without those unsigned files that a signed one takes the place of. */
const preferSigned = (placed: readonly Placed[]): Placed[] => {
  const signed = new Set(
    placed.filter(({ isSigned }) => isSigned).flatMap(({ to }) => to.map(({ path }) => path)),
  );
  return placed.filter(({ isSigned, to }) => isSigned || !to.every(({ path }) => signed.has(path)));
};

const digestPlaced = async (
  { unpacked, from, to }: Placed,
  signal?: AbortSignal,
): Promise<PayloadPart['files']> => {
  const source = join(unpacked.root, from);
  const options = { maxBytes: payloadLimits.bytes, signal };
  const digest = await digestFile(source, options).catch((error: unknown) => {
    throw asPayloadError(error);
  });
  return to.map((place_) => ({ ...place_, ...digest, source }));
};

const noteLeftOut = (unpacked: Unpacked, used: ReadonlySet<string>): string[] => {
  const { deb, root, files } = unpacked;
  const programs = files.filter((path) => isOtherEfiProgram(path) && !used.has(join(root, path)));
  const name = basename(deb);
  if (programs.length > 0) return [`${name}: left out ${programs.map((path) => basename(path)).join(', ')}`];
  const isUsed = files.some((path) => used.has(join(root, path)));
  return isUsed ? [] : [`${name}: has no file for the ESP`];
};

const noteNoCsv = (files: PayloadPart['files']): string[] => {
  const has = (pattern: RegExp): boolean => files.some(({ path }) => pattern.test(path));
  if (!has(/^EFI\/BOOT\/fb\w+\.efi$/) || has(/\.CSV$/)) return [];
  return [
    'these packages have no BOOT*.CSV (Debian: shim-unsigned): fallback works only on hosts that have one',
  ];
};

/**
 * Unpacks packages and places their boot files: all of them in one vendor directory.
 * @throws {PayloadError} BAD_PACKAGE, BAD_PATH, TOO_LARGE, TOOL_MISSING, VENDOR_UNKNOWN, SYMLINK, UNREADABLE
 */
export const readDebs = async (debs: readonly string[], options: DebOptions): Promise<PayloadPart> => {
  const packages: Unpacked[] = [];
  for (const [index, deb] of debs.entries()) packages.push(await unpack(deb, index, options));
  const vendor = options.vendor ?? findVendor(packages);
  const placed = preferSigned(packages.flatMap((unpacked) => place(unpacked, vendor)));
  const files: PayloadPart['files'] = [];
  for (const one of placed) files.push(...(await digestPlaced(one, options.signal)));
  const used = new Set(files.map(({ source }) => source));
  const notes = [...packages.flatMap((unpacked) => noteLeftOut(unpacked, used)), ...noteNoCsv(files)];
  const sources = packages.map(({ identity: { name, version } }) => ({ name, version }));
  return { files, sources, notes };
};
