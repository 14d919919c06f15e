import { readFileSync } from 'node:fs';

/** The package's version, from its package.json two levels above the compiled file (dist/cli or dist/bin). */
export const version = (): string => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version);
  return 'unknown';
};
