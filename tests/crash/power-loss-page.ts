import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../lib/sys/index.ts';
import { repoRoot } from '../lab/tools.ts';
import type { MatrixReport } from './matrix-report.ts';

const PAGE = join(repoRoot(), 'docs', 'power-loss.md');

/**
 * Replaces what stands between `<!-- name -->` and `<!-- /name -->`.
 * @throws {RangeError} if the text has no such place
 */
export const replaceBetween = (text: string, name: string, content: string): string => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new RangeError(`the text has no place between ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${content.trim()}\n\n${text.slice(to)}`;
};

/** When, and of which commit; that is not known where this is no checkout. */
const runLine = async (): Promise<string> => {
  const day = new Date().toISOString().slice(0, 10);
  const { code, stdout } = await run('git', ['-C', repoRoot(), 'rev-parse', '--short', 'HEAD']);
  return code === 0 ? `Run on ${day}, of commit ${stdout.trim()}:` : `Run on ${day}:`;
};

/** Puts the tables of a run onto docs/power-loss.md. */
export const writeReport = async (report: MatrixReport): Promise<void> => {
  const rows = `${await runLine()}\n\n${report.rows}`;
  const parts = Object.entries({ rows, summary: report.summary, controls: report.controls });
  const text = await readFile(PAGE, 'utf8');
  await writeFile(
    PAGE,
    parts.reduce((page, [name, content]) => replaceBetween(page, `crash ${name}`, content), text),
  );
};
