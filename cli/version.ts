import { existsSync, readFileSync } from 'node:fs';

/** The nearest package.json above this file, which is in cli/, or bundled in dist/bin. */
const findPackageJson = (from: URL): URL => {
  const here = new URL('package.json', from);
  const above = new URL('../', from);
  return existsSync(here) || above.href === from.href ? here : findPackageJson(above);
};

/** The package's version, from its package.json. */
export const version = (): string => {
  const text = readFileSync(findPackageJson(new URL('./', import.meta.url)), 'utf8');
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version);
  return 'unknown';
};
