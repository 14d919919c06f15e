/** `npm run bench`: measures, prints, and writes docs/benchmarks.md. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { repoRoot } from '../tests/lab/tools.ts';
import { benchCost } from './cost.ts';
import { benchInspect } from './inspect.ts';
import type { Row } from './measure.ts';
import { benchPlannerProofs } from './planner-proofs.ts';
import { benchPlannerThroughput } from './planner-throughput.ts';
import { benchPublishToAudit } from './publish-to-audit.ts';
import { benchStartUp } from './start-up.ts';
import { benchVerdict } from './verdict.ts';

const sections: [string, () => Promise<Row[]>][] = [
  ['Start-up and idle memory of a host service', benchStartUp],
  ['Cost of a swap', benchCost],
  ['Planner throughput', benchPlannerThroughput],
  ['Planning with proofs', benchPlannerProofs],
  ['Publish to audit', benchPublishToAudit],
  ['Inspection of images', benchInspect],
  ['Verdict', benchVerdict],
];

const verdictOf = ({ ratio, goal }: Row): string => {
  if (goal === null || ratio === null) return '';
  return ratio <= goal ? `at most ${goal}: held` : `at most ${goal}: MISSED by ${(ratio - goal).toFixed(2)}`;
};

/** Two digits are too few for a share of some per cent. */
const ratioText = (ratio: number | null): string => ratio?.toFixed(ratio < 0.1 ? 4 : 2) ?? '';

const lineOf = (row: Row): string =>
  `| ${row.what} | ${row.measured} | ${row.against} | ${ratioText(row.ratio)} | ${verdictOf(row)} |`;

const sectionText = (title: string, rows: readonly Row[]): string[] => [
  `## ${title}`,
  '',
  '| what | bootswap | against | ratio | goal |',
  '|---|---|---|---|---|',
  ...rows.map(lineOf),
  '',
  ...rows.flatMap(({ note }) => (note === undefined ? [] : [`${note}.`, ''])).slice(0, 2),
];

const machine = (): string => {
  const gib = Math.round(totalmem() / 2 ** 30);
  const debian = /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  return `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${gib} GiB, ${debian}, Linux ${release()}, Node ${process.version}`;
};

const text: string[] = [
  '# Benchmarks',
  '',
  '`npm run bench` writes this page; run it on your own machine. Compare the ratios, not the times: both sides of a ratio were measured in',
  'turn in one run. Times are medians.',
  '',
  `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`,
  '',
];
for (const [title, bench] of sections) {
  process.stderr.write(`${title} ...\n`);
  const rows = await bench();
  for (const row of rows) process.stdout.write(`${lineOf(row)}\n`);
  text.push(...sectionText(title, rows));
}
await writeFile(join(repoRoot(), 'docs', 'benchmarks.md'), `${text.join('\n').trimEnd()}\n`);
process.exit(0);
