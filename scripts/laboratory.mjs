// The laboratory of this run: the kernel in which tests and demo have a real vfat. Chosen once, by booting what there is
// (tests/lab/guest/laboratory.ts), and handed to every process that is started afterwards in the environment.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { typescriptFlags } from './typescript.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const CHOICE = 'BOOTSWAP_LAB_CHOICE';
const CHOOSER = 'tests/lab/guest/choose.ts';
const CHOSEN = 'tests/lab/guest/chosen.ts';

const choose = () => {
  const { status, stdout } = spawnSync(process.execPath, [...typescriptFlags, join(root, CHOOSER)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status === 0) return stdout.trim();
  throw Object.assign(new Error(`choosing a laboratory failed with status ${status}: see the line above`), {
    isPrerequisite: true,
  });
};

/**
 * The choice as JSON, see `LaboratoryChoice`; boots guests to find out if no process before this one has, which takes
 * some seconds. Synchronous, because a suite must know what it skips before its first test, and uvu does not wait.
 */
export const laboratoryChoice = () => (process.env[CHOICE] ??= choose());

// At the start of a line: a suite may hold code as text.
const IMPORT = /^(?:import|export|\}).*\bfrom '(\.[^']+\.ts)';$/gm;

/** True if the program, or what it imports, runs guests. An import in a text that it holds may lead nowhere. */
export const usesLaboratory = (source, seen = new Set()) => {
  if (source === CHOSEN) return true;
  if (seen.has(source) || !existsSync(join(root, source))) return false;
  seen.add(source);
  const code = readFileSync(join(root, source), 'utf8');
  return [...code.matchAll(IMPORT)].some(([, path]) => usesLaboratory(join(dirname(source), path), seen));
};
