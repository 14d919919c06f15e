// Starts a command of `npm run` by name: `node scripts/start.mjs demo`. An old Node must be able to parse it, so that it can
// say which version is needed: only dynamic imports, and no syntax newer than Node 12.17.
// 20.6 brought module.register, by which the sources run as they are.
const [NEEDED_MAJOR, NEEDED_MINOR] = [20, 6];
const EXIT_MISSING_PREREQUISITE = 5;

const fail = (sentence) => {
  process.stderr.write(`bootswap: ${sentence}\n`);
  process.exit(EXIT_MISSING_PREREQUISITE);
};

const [major, minor] = process.versions.node.split('.').map(Number);
if (process.platform !== 'linux') fail(`needs Linux, but this is ${process.platform}`);
if (major < NEEDED_MAJOR || (major === NEEDED_MAJOR && minor < NEEDED_MINOR))
  fail(
    `needs Node ${NEEDED_MAJOR}.${NEEDED_MINOR} or newer, but this is Node ${process.versions.node}: install Node from https://nodejs.org and put it first on your PATH`,
  );

// --yes is for the set-up and is not passed on to the command.
const [node, , command, ...rest] = process.argv;
const program = new URL(`./${command}.mjs`, import.meta.url);
if (rest.includes('--yes')) process.env.BOOTSWAP_YES = '1';
process.argv = [node, decodeURIComponent(program.pathname), ...rest.filter((each) => each !== '--yes')];

import(program.href).catch((error) => {
  // A user's task is one sentence; any other error is a defect, and its stack is needed.
  if (error !== null && typeof error === 'object' && error.isPrerequisite === true) fail(error.message);
  console.error(error);
  process.exit(1);
});
