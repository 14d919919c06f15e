// What a fresh machine with Node and npm lacks before bootswap's commands can run there, and how it comes: unpacked into
// .cache, or installed where that was asked for. What cannot be had is said in a line each.
import { AptError, ensureLists, hasForeignConfig, hasMachineLists, updateOwnLists } from './apt.mjs';
import { ask, circumstances, decideConsent, installLine } from './consent.mjs';
import { installPackages } from './install-packages.mjs';
import { PrerequisiteError } from './prerequisite-error.mjs';
import { isPresent } from './programs.mjs';
import { cacheDirectory, findPackagedFile, pathWithUnpacked, unpackTool } from './unpacked-tools.mjs';

export { ensureNpmPackages } from './npm-packages.mjs';
export { EXIT_MISSING_PREREQUISITE, PrerequisiteError } from './prerequisite-error.mjs';
export { isPresent, pathWithSbin } from './programs.mjs';

const namesOf = (packages) => packages.map((entry) => entry.package);

/** The names of those that may be installed at all. */
const installable = (packages) => namesOf(packages.filter(({ isNeverInstalled }) => !isNeverInstalled));

const isAbsent = ({ proof }) =>
  proof.startsWith('/') ? findPackagedFile(proof) === null : !isPresent(proof);

const isUnreachable = (error) => error.code === 'APT_NO_LISTS' || error.code === 'APT_DOWNLOAD_FAILED';

const unpackWithFreshLists = async (tool) => {
  try {
    return await unpackTool(tool);
  } catch (error) {
    // Lists may name a version that the archive has replaced meanwhile. Who has a configuration of his own has his reasons.
    if (error.code !== 'APT_DOWNLOAD_FAILED' || hasForeignConfig()) throw error;
    await updateOwnLists(cacheDirectory);
    return unpackTool(tool);
  }
};

/** Unpacks what it can; gives the first error of a network that is not there, or the last of another kind. */
const unpackAll = async (packages) => {
  let problem;
  try {
    await ensureLists(cacheDirectory);
    for (const { package: name, proof } of packages)
      await unpackWithFreshLists({ name, proof }).catch((error) => {
        if (isUnreachable(error) || !(error instanceof AptError)) throw error;
        problem = error;
      });
  } catch (error) {
    problem = error;
  }
  process.env.PATH = pathWithUnpacked();
  return problem;
};

const install = (packages, { log, here }) => {
  const names = installable(packages);
  if (names.length === 0) return;
  log(`bootswap: installing with apt-get: ${names.join(' ')}`);
  const complaint = installPackages(names, { ...here, hasLists: hasMachineLists() });
  if (complaint !== '') log(complaint);
};

/** Unpacks or installs the packages, as far as allowed. @returns the problem, if there was one */
const bring = async (packages, { log, here }) => {
  const consent = decideConsent(here);
  if (consent === 'install') install(packages, { log, here });
  const absent = packages.filter(isAbsent);
  if (absent.length === 0) return undefined;
  log(`bootswap: fetching Debian packages into .cache (nothing is installed): ${namesOf(absent).join(' ')}`);
  const problem = await unpackAll(absent);
  const rest = absent.filter(isAbsent).filter(({ isNeverInstalled }) => !isNeverInstalled);
  const wasTried = consent !== 'ask' || problem === undefined || isUnreachable(problem);
  if (rest.length === 0 || wasTried) return problem;
  if (await ask(`bootswap: install with apt-get: ${namesOf(rest).join(' ')}? [y/N] `))
    install(rest, { log, here });
  return problem;
};

const reasonOf = (problem) => (problem === undefined ? '' : ` (${problem.message})`);

/** One sentence: what is missing, why it is needed, and what to do. */
const sentenceFor = (required, { here, problem }) => {
  const needed = `needs ${required.map((entry) => `${entry.package} (${entry.why})`).join(', ')}`;
  if (problem !== undefined && isUnreachable(problem))
    return `${needed}, and apt could not fetch it: check the network, then run the same command again${reasonOf(problem)}`;
  const names = installable(required);
  if (names.length === 0)
    return `${needed}: put a ${required[0].proof} on your PATH, then run the same command again${reasonOf(problem)}`;
  return `${needed}: run this, then the same command again:\n${lineFor(names, here)}`;
};

const lineFor = (names, here) =>
  installLine(names, { ...here, hasSudo: isPresent('sudo'), hasLists: hasMachineLists() });

const reportOptional = (optional, { log, here, problem, hasApt }) => {
  for (const entry of optional)
    log(`bootswap: ${entry.package} is not available; continuing without: ${entry.why}`);
  if (problem !== undefined && isUnreachable(problem))
    log(
      `bootswap: apt could not fetch them: check the network, then run the same command again${reasonOf(problem)}`,
    );
  else if (hasApt && installable(optional).length > 0)
    log(`bootswap: to install them: ${lineFor(installable(optional), here)}`);
};

const refuseWithoutApt = (required) => {
  const what = required.map((entry) => entry.package).join(', ');
  return new PrerequisiteError(
    `needs ${what}, which it fetches with apt, but this machine has no apt: use Debian or Ubuntu, or the Containerfile`,
  );
};

/**
 * Makes Debian packages available; each is recognised by its proof. Missing ones are unpacked into .cache, and installed
 * only with consent (scripts/consent.mjs). Logs and returns the optional ones that are still missing.
 * @param {import('./debian-packages.mjs').DebianPackage[]} packages
 * @param {{ log?: (line: string) => void, here?: ReturnType<typeof circumstances> }} [options]
 * @throws {PrerequisiteError} for a missing one that is required
 */
export const ensureDebianPackages = async (
  packages,
  { log = console.error, here = circumstances() } = {},
) => {
  process.env.PATH = pathWithUnpacked();
  const before = packages.filter(isAbsent);
  if (before.length === 0) return [];
  const hasApt = isPresent('apt-get') && isPresent('dpkg-deb');
  const problem = hasApt ? await bring(before, { log, here }) : undefined;
  const missing = before.filter(isAbsent);
  const required = missing.filter((entry) => entry.isOptional !== true);
  const optional = missing.filter((entry) => entry.isOptional === true);
  if (required.length > 0 && !hasApt) throw refuseWithoutApt(required);
  if (required.length > 0) throw new PrerequisiteError(sentenceFor(required, { here, problem }));
  if (optional.length > 0) reportOptional(optional, { log, here, problem, hasApt });
  return optional;
};
