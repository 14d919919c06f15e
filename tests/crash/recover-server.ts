/**
 * `bootswap recover …` again and again in one process, for the crash laboratory's guests: starting Node takes longer
 * than a recovery. For each line read, the command is run as bin/bootswap does it, and its exit code is added to the
 * file that $BOOTSWAP_CRASH_REPLY names.
 */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { main } from '../../cli/main.ts';

const replyPath = process.env['BOOTSWAP_CRASH_REPLY'] ?? '';
const { signal } = new AbortController();

for await (const line of createInterface({ input: process.stdin })) {
  if (line === '') continue;
  const code = await main(process.argv.slice(2), { ...process, signal });
  appendFileSync(replyPath, `${code}\n`);
}
