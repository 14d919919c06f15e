// Starts a command of `npm run` by name: `node scripts/start.mjs demo`. Written so that an old Node can still read it and say
// which one is needed: no import but dynamic ones, nothing newer than Node 12.17 knows.
const NEEDED_MAJOR = 20;
const EXIT_MISSING_PREREQUISITE = 5;

const fail = (sentence) => {
  process.stderr.write(`bootswap: ${sentence}\n`);
  process.exit(EXIT_MISSING_PREREQUISITE);
};

// eslint-disable-next-line prefer-destructuring
const major = Number(process.versions.node.split('.')[0]);
if (process.platform !== 'linux') fail(`needs Linux, and this is ${process.platform}: run it there`);
if (major < NEEDED_MAJOR)
  fail(
    `needs Node ${NEEDED_MAJOR} or newer, and this is Node ${process.versions.node}: install one from https://nodejs.org and put it first on your PATH`,
  );

// --yes belongs to the set-up and not to the command, which takes its own arguments from where they always are.
const [node, , command, ...rest] = process.argv;
const program = new URL(`./${command}.mjs`, import.meta.url);
if (rest.includes('--yes')) process.env.BOOTSWAP_YES = '1';
process.argv = [node, decodeURIComponent(program.pathname), ...rest.filter((each) => each !== '--yes')];

import(program.href).catch((error) => {
  // What a person has to do is said in one sentence; all else is a fault of ours, and its stack is wanted.
  if (error !== null && typeof error === 'object' && error.isPrerequisite === true) fail(error.message);
  console.error(error);
  process.exit(1);
});
