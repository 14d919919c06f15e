// apt without a change to the machine: lists, what an installation would bring, and .deb files. apt itself checks the
// signatures of the lists and the digests of what it fetches. None of this needs root. The same for the packages of
// another architecture, which the machine's own apt and dpkg never hear of.
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { runCaptured } from './programs.mjs';

const MACHINE_LISTS = '/var/lib/apt/lists';
const DAY_MS = 24 * 3600 * 1000;
const LISTS_STALE_AFTER_MS = 7 * DAY_MS;

/**
 * What the machine's apt could not do. `code`: APT_MISSING, APT_NO_LISTS, APT_NO_ARCHITECTURE, APT_DOWNLOAD_FAILED,
 * APT_UNSOLVABLE.
 */
export class AptError extends Error {
  name = 'AptError';

  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const SOURCES = ['/etc/apt/sources.list', '/etc/apt/sources.list.d'];

const modifiedMs = (path) => {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return -Infinity;
  }
};

/** A list names its architecture, unless the archive is one flat directory. */
const isListOf = (arch) => (name) =>
  name.includes('_Packages') &&
  (arch === undefined || !name.includes('_binary-') || name.includes(`_binary-${arch}_`));

const hasLists = (directory, arch) => {
  try {
    return readdirSync(directory).some(isListOf(arch));
  } catch {
    return false;
  }
};

/** True if the lists in a directory are of this week, or as new as asked for, and not older than the choice of sources. */
export const areUsable = (lists, { sources = SOURCES, arch, staleAfterMs = LISTS_STALE_AFTER_MS } = {}) => {
  // apt gives the lists the server's times; only the download directory tells when it last looked.
  const lookedMs = modifiedMs(join(lists, 'partial'));
  const isOfNow = Date.now() - lookedMs < staleAfterMs;
  return hasLists(lists, arch) && isOfNow && sources.every((path) => modifiedMs(path) <= lookedMs);
};

/** True if the machine's own lists are there and of this week. */
export const hasMachineLists = () => areUsable(MACHINE_LISTS);

/** Of this machine's architecture, or of another one. */
const ownDirectory = (cacheDir, arch = '') => join(cacheDir, 'apt', arch);
const ownLists = (cacheDir, arch) => join(ownDirectory(cacheDir, arch), 'lists');
const ownConfig = (cacheDir, arch) => join(ownDirectory(cacheDir, arch), 'apt.conf');

const userName = () => {
  try {
    return userInfo().username;
  } catch {
    return 'root'; // no entry in /etc/passwd: apt then drops no rights, for it has none
  }
};

const OWN_CONFIG = /\/\.cache\/apt\/(?:[a-z0-9]+\/)?apt\.conf$/;

/** True if somebody else has chosen the configuration of apt for this process. */
export const hasForeignConfig = () =>
  process.env.APT_CONFIG !== undefined && !OWN_CONFIG.test(process.env.APT_CONFIG);

/** The lists that apt uses, unless somebody else has chosen its configuration. */
export const listsDirectory = () =>
  OWN_CONFIG.test(process.env.APT_CONFIG ?? '')
    ? join(dirname(process.env.APT_CONFIG), 'lists')
    : MACHINE_LISTS;

const writeOwnConfig = (cacheDir, arch) => {
  const directory = ownDirectory(cacheDir, arch);
  mkdirSync(join(ownLists(cacheDir, arch), 'partial'), { recursive: true });
  mkdirSync(join(directory, 'archives', 'partial'), { recursive: true });
  const settings = {
    'Dir::State::Lists': ownLists(cacheDir, arch),
    'Dir::Cache': directory,
    'Acquire::Languages': 'none',
    'APT::Sandbox::User': userName(),
    ...(arch === undefined ? {} : foreignSettings(directory, arch)),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${JSON.stringify(value)};\n`);
  const before = hasForeignConfig() ? `#include ${JSON.stringify(process.env.APT_CONFIG)};\n` : '';
  writeFileSync(ownConfig(cacheDir, arch), before + lines.join(''));
};

/** No other architecture, and nothing of it is installed: what this machine has does not run there. */
const foreignSettings = (directory, arch) => {
  writeFileSync(join(directory, 'status'), '');
  return {
    'Dir::State::status': join(directory, 'status'),
    'APT::Architecture': arch,
    'APT::Architectures::': arch,
  };
};

/**
 * Fetches lists of our own into the cache and makes every apt that this process starts from now on use them; the
 * machine's stay as they are. One process at a time.
 * @throws {AptError} APT_NO_LISTS
 */
export const updateOwnLists = async (cacheDir, arch) => {
  writeOwnConfig(cacheDir, arch);
  const env = { ...process.env, APT_CONFIG: ownConfig(cacheDir, arch) };
  const command = [
    'apt-get',
    'update',
    '-qq',
    '-o',
    'Acquire::Retries=1',
    '-o',
    'APT::Update::Error-Mode=any',
  ];
  const lock = join(ownDirectory(cacheDir, arch), 'lock');
  const { code, stderr } = await runCaptured('flock', [lock, ...command], { env });
  if (code !== 0 && !areUsable(ownLists(cacheDir, arch), { arch }))
    throw new AptError('APT_NO_LISTS', `apt-get update failed: ${complaintIn(stderr)}`);
  process.env.APT_CONFIG = env.APT_CONFIG;
};

/** Makes sure of usable lists: the machine's if they are of this week, else our own, fetched if they are not either. */
export const ensureLists = async (cacheDir) => {
  if (process.env.APT_CONFIG !== undefined || hasMachineLists()) return;
  if (areUsable(ownLists(cacheDir))) process.env.APT_CONFIG = ownConfig(cacheDir);
  else await updateOwnLists(cacheDir);
};

/**
 * Makes every apt that this process starts from now on know the packages of another architecture (Debian's name of it,
 * `arm64`), and only those. They come from the machine's own sources; nothing of it counts as installed.
 * @throws {AptError} APT_NO_LISTS, APT_NO_ARCHITECTURE
 */
export const useArchitecture = async (cacheDir, arch) => {
  const lists = ownLists(cacheDir, arch);
  // A whole system is fetched by them, kernel and all; of last week's versions some are gone by now.
  if (areUsable(lists, { arch, staleAfterMs: DAY_MS })) process.env.APT_CONFIG = ownConfig(cacheDir, arch);
  else await updateOwnLists(cacheDir, arch);
  if (!hasLists(lists, arch))
    throw new AptError(
      'APT_NO_ARCHITECTURE',
      `the servers in this machine's apt sources have no packages for ${arch} (Debian's have, Ubuntu keeps them apart)`,
    );
};

/** What apt complained of first, or the last that it said. */
const complaintIn = (text) => {
  const lines = text.trim().split('\n');
  return (lines.find((each) => each.startsWith('E:')) ?? lines.at(-1) ?? '').slice(0, 400);
};

const INST = /^Inst (\S+) (?:\[\S+\] )?\((\S+) /;

/** The packages that `apt-get -s install` says it would bring, as `{ name, version }`. */
export const parseSimulation = (text) =>
  text.split('\n').flatMap((line) => {
    const [, name, version] = INST.exec(line) ?? [];
    return name === undefined ? [] : [{ name, version }];
  });

/**
 * What installing `names` here would bring: themselves and all that they need and this machine lacks.
 * @throws {AptError} APT_UNSOLVABLE, APT_MISSING
 */
export const neededFor = async (...names) => {
  const { code, stdout, stderr } = await runCaptured('apt-get', [
    '-s',
    '-o',
    'Debug::NoLocking=1',
    'install',
    '--no-install-recommends',
    ...names,
  ]);
  if (code === 0) return parseSimulation(stdout);
  if (code === null) throw new AptError('APT_MISSING', 'this machine has no apt-get');
  throw new AptError('APT_UNSOLVABLE', `apt cannot install ${names.join(' ')} here: ${complaintIn(stderr)}`);
};

/**
 * Fetches packages (`{ name, version? }`, the newest by default) into a directory; gives the paths of the .deb files in it.
 * @throws {AptError} APT_DOWNLOAD_FAILED, APT_MISSING
 */
export const downloadDebs = async (wanted, directory) => {
  const named = wanted.map(({ name, version }) => (version === undefined ? name : `${name}=${version}`));
  // Without the sandbox option root's apt warns that its own user cannot write here, and goes on just the same.
  const args = ['-qq', '-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=2', 'download', ...named];
  const { code, stderr } = await runCaptured('apt-get', args, { cwd: directory });
  if (code === null) throw new AptError('APT_MISSING', `apt-get did not run: ${complaintIn(stderr)}`);
  const debs = readdirSync(directory).filter((file) => file.endsWith('.deb'));
  if (code === 0 && debs.length >= wanted.length) return debs.map((file) => join(directory, file));
  const which = named.length > 3 ? `${named.length} packages` : named.join(' ');
  throw new AptError('APT_DOWNLOAD_FAILED', `apt-get download of ${which} failed: ${complaintIn(stderr)}`);
};

/** Puts the files of .deb files into one tree. @throws {AptError} APT_DOWNLOAD_FAILED */
export const unpackDebs = async (debs, tree) => {
  mkdirSync(tree, { recursive: true });
  for (const deb of debs) {
    const { code, stderr } = await runCaptured('dpkg-deb', ['-x', deb, tree]);
    if (code !== 0)
      throw new AptError('APT_DOWNLOAD_FAILED', `dpkg-deb -x ${deb} failed: ${complaintIn(stderr)}`);
  }
};
