// Whether Debian packages may be installed on this machine, and the line that does it.
import { createInterface } from 'node:readline/promises';

/**
 * `install` where it was asked for (`--yes`, or root in CI), `ask` at a terminal, else `leave`.
 * @param {{ isYes: boolean, isCi: boolean, isRoot: boolean, isTerminal: boolean }} circumstances
 */
export const decideConsent = ({ isYes, isCi, isRoot, isTerminal }) => {
  if (isYes || (isCi && isRoot)) return 'install';
  return isTerminal ? 'ask' : 'leave';
};

/** The circumstances of this process. `--yes` arrives as BOOTSWAP_YES=1 (scripts/start.mjs). */
export const circumstances = (env = process.env) => ({
  isYes: env.BOOTSWAP_YES === '1',
  isCi: env.CI === 'true' || env.CI === '1',
  isRoot: process.getuid?.() === 0,
  isTerminal: process.stdin.isTTY === true && process.stderr.isTTY === true,
});

/** The one line to run. A fresh Debian has no sudo, and a container has no lists. */
export const installLine = (names, { isRoot, hasSudo, hasLists }) => {
  const apt = (command) => `apt-get ${command}`;
  const install = apt(`install -y --no-install-recommends ${names.join(' ')}`);
  const commands = hasLists ? [install] : [apt('update'), install];
  if (isRoot) return commands.join(' && ');
  if (hasSudo) return commands.map((command) => `sudo ${command}`).join(' && ');
  return `su -c "${commands.join(' && ')}"`;
};

/** Asks at the terminal; no is the default, and also the answer of an ended input. */
export const ask = async (question) => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise((resolve) => terminal.once('close', () => resolve('')));
  const answer = await Promise.race([terminal.question(question), closed]);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
};
