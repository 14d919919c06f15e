/** The built command in a process that stays: each line of stdin is run to its end, and answered by a line of stdout. */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { main as Main } from '../../cli/main.ts';
import type { Answer, Line } from './resident.ts';

const [, , bundle = ''] = process.argv;
const { main } = (await import(pathToFileURL(bundle).href)) as { main: typeof Main };

const runLine = async ({ args, env }: Line): Promise<Answer> => {
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => ({ write: (text: string) => void (said[name] += text) });
  const code = await main(args, {
    env,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    signal: new AbortController().signal,
  });
  return { code, ...said };
};

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await runLine(JSON.parse(line) as Line);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
