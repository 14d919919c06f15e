// Which processes belong to a running suite: those of its process group, and those that left the group (setsid) but
// still carry the suite's mark in their environment.
import { readdirSync, readFileSync } from 'node:fs';

const MARK = 'BOOTSWAP_TEST_SUITE';
const POLL_MS = 50;

/** The environment entry that marks a suite's processes; added to the mark of a suite that runs suites. */
export const markOf = (id) => ({ [MARK]: [process.env[MARK], id].filter(Boolean).join(' ') });

const kill = (pid) => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
};

const read = (path) => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // ended meanwhile, or another user's
  }
};

// proc(5): after the last ')', stat holds state, parent, process group. A zombie only waits for its parent.
const describe = (pid) => {
  const stat = read(`/proc/${pid}/stat`);
  const end = stat.lastIndexOf(')') + 1;
  const [state, , group] = stat.slice(end + 1).split(' ');
  return {
    pid: Number(pid),
    isAlive: state !== undefined && !'ZX'.includes(state),
    group: Number(group),
    stat,
    end,
  };
};

const hasMark = (pid, id) =>
  read(`/proc/${pid}/environ`)
    .split('\0')
    .some((entry) => entry.startsWith(`${MARK}=`) && entry.includes(id));

const livingOf = ({ pgid, id }) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(describe)
    .filter(({ isAlive }) => isAlive)
    .filter(({ pid, group }) => group === pgid || hasMark(pid, id))
    .map(({ pid, stat, end }) => ({ pid, name: stat.slice(0, end) }));

/** Kills every process of a suite, its first one included. */
export const killSuite = (suite) => {
  kill(-suite.pgid);
  for (const { pid } of livingOf(suite)) kill(pid);
};

/**
 * The processes that a suite left behind when it ended; none of them lives when this returns. What it told to stop and
 * did not wait for has `graceMs` to end.
 */
export const reapLeftovers = async (suite, graceMs) => {
  const deadline = Date.now() + graceMs;
  while (livingOf(suite).length > 0 && Date.now() < deadline)
    await new Promise((done) => setTimeout(done, POLL_MS));
  const leftovers = livingOf(suite).map(({ name }) => name);
  killSuite(suite);
  return leftovers;
};
