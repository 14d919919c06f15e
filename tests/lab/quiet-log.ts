import type { Logger } from '../../lib/runtime/types.ts';

const ignore = (): void => undefined;

/** A logger that says nothing. */
export const quiet: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  with: () => quiet,
};
