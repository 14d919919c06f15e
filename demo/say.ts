/** How the demo speaks: headings, steps, and a verdict for each claim. */
import { paintFor } from '../cli/terminal.ts';

const paint = paintFor(process.stdout, process.env);

export const heading = (text: string): void => void process.stdout.write(`\n${paint.bold(`== ${text}`)}\n`);
export const say = (text: string): void => void process.stdout.write(`   ${text}\n`);

export type Claim = { claim: string; holds: boolean; evidence: string };

/** Prints a claim with its evidence and returns whether it holds. */
export const verdict = ({ claim, holds, evidence }: Claim): boolean => {
  const word = holds ? paint.green('holds') : paint.red('FAILS');
  process.stdout.write(`   ${word}  ${claim}: ${evidence}\n`);
  return holds;
};
