import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout, seen from tests/tooling. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A module of scripts/, which is plain JavaScript and has no types of its own. */
export const loadScript = async <Module>(name: string): Promise<Module> =>
  (await import(new URL(`../../scripts/${name}`, import.meta.url).href)) as Module;

/** Runs `body` in a fresh directory that holds `files` (path to content), and removes it. */
export const withTree = async <Result>(
  files: Record<string, string>,
  body: (directory: string) => Result | Promise<Result>,
): Promise<Result> => {
  const directory = mkdtempSync(join(tmpdir(), 'bootswap-tooling-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    return await body(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
