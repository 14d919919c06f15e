// Judges one uvu process by what it printed, not by its exit code alone: uvu 0.5.6 exits 0 when a hook throws, when a
// test throws something that is no Error, when `.run()` is forgotten and when a file holds no test.

// Our environment has NO_COLOR, so the block is plain. A skipped test is not in uvu's Total.
const TOTALS =
  /^ {2}Total: {5}(\d+)\n {2}Passed: {4}(\d+)\n {2}Skipped: {3}(\d+)\n {2}Duration: {2}[\d.]+m?s$/gm;
const SKIP_LINE = /^skipped: (.+)$/gm;

/**
 * The names by which a suite's code registers tests, suites apart from what only wraps one (`skipIf`, see
 * tests/lab/skip.ts).
 */
const registrarsOf = (code) => {
  const imported = [...code.matchAll(/^import \{([^}]*)\} from ['"]uvu['"]/gm)].flatMap((match) =>
    match[1].split(',').map((name) => name.trim().split(/\s+as\s+/)),
  );
  const shared = imported.filter(([name]) => name === 'test').map(([name, alias = name]) => alias);
  const own = [...code.matchAll(/^\s*(?:export )?(?:const|let) (\w+)(?::.*?)? = suite(?:<.*>)?\(/gm)].map(
    (match) => match[1],
  );
  const wrapped = [...code.matchAll(/^\s*const (\w+)(?::.*?)? = skipIf(?:<.*>)?\(/gm)].map(
    (match) => match[1],
  );
  return { suites: [...shared, ...own], all: [...shared, ...own, ...wrapped] };
};

const countOf = (code, pattern) => [...code.matchAll(pattern)].length;

/**
 * What a suite's code says about itself: `atLeast` tests and the complaints that need no run. The count is a lower
 * bound taken from calls that begin a line (our formatter sees to that): a loop registers more than the one call
 * in it, and no comment or string is counted.
 */
export const readSuite = (code) => {
  const { suites, all } = registrarsOf(code);
  const problems = suites.length === 0 ? ['holds no uvu suite'] : [];
  for (const name of suites) {
    const runs = countOf(code, new RegExp(`\\b${name}\\.run\\(\\)`, 'g'));
    if (runs !== 1) problems.push(`calls ${name}.run() ${runs} times instead of once`);
  }
  const anyName = all.join('|') || '(?!)';
  if (new RegExp(`\\b(?:${anyName})\\.only\\(`).test(code))
    problems.push('runs only a part of itself (.only)');
  return {
    atLeast: countOf(code, new RegExp(`^[ \\t]*(?:${anyName})(?:\\.skip|\\.only)?\\(`, 'gm')),
    problems,
  };
};

const totalsIn = (stdout) => {
  const blocks = [...stdout.matchAll(TOTALS)];
  if (blocks.length === 0) return { problem: 'ended without totals' };
  if (blocks.length > 1) return { problem: 'ran twice (.run() called after an await: uvu had begun)' };
  const [block] = blocks;
  if (stdout.slice(block.index + block[0].length).trim() !== '')
    return { problem: 'went on printing after its totals' };
  const [total, passed, skipped] = block.slice(1).map(Number);
  return { total, passed, skipped };
};

// uvu itself exits 1 for a failed test and prints it; what it swallows it leaves at 0.
const problemsOfFailures = ({ total, passed }, exitCode) => {
  if (passed === total) return [];
  const why =
    exitCode === 0 ? ': a hook threw, or a test threw what is no Error, and uvu printed neither' : '';
  return [`${total - passed} of ${total} tests failed${why}`];
};

const problemsOfTotals = (totals, { atLeast, reasons, exitCode }) => {
  const { total, skipped } = totals;
  const problems = problemsOfFailures(totals, exitCode);
  if (total + skipped === 0) problems.push('ran no test');
  if (total + skipped < atLeast) problems.push(`ran ${total + skipped} tests and has at least ${atLeast}`);
  if (skipped > reasons) problems.push(`skipped ${skipped - reasons} tests without a reason (use skipIf)`);
  return problems;
};

const problemsOfEnd = ({ exitCode, signal, timedOutAfterMs }) => {
  if (timedOutAfterMs !== undefined) return [`killed after ${timedOutAfterMs / 1000} s`];
  if (signal !== null) return [`ended by ${signal}`];
  return exitCode === 0 ? [] : [`exit code ${exitCode}`];
};

/**
 * The verdict on one finished process: `{passed, failed, skipped, problems}`, where `skipped` holds a line for each
 * skipped test. A suite with any problem counts at least one failure.
 */
export const judgeSuite = ({ code, stdout, leftovers, ...end }) => {
  const { atLeast, problems } = readSuite(code);
  const skipped = [...stdout.matchAll(SKIP_LINE)].map((match) => match[1]);
  const totals = totalsIn(stdout);
  problems.push(...problemsOfEnd(end));
  if (leftovers.length > 0) problems.push(`left processes running: ${leftovers.join(', ')}`);
  if (totals.problem === undefined)
    problems.push(...problemsOfTotals(totals, { atLeast, reasons: skipped.length, exitCode: end.exitCode }));
  else problems.push(totals.problem);
  const { total = 0, passed = 0 } = totals;
  return { passed, failed: problems.length === 0 ? 0 : Math.max(1, total - passed), skipped, problems };
};
