/** The exit code of a command that ends because something is missing that it cannot do without. */
export const EXIT_MISSING_PREREQUISITE = 5;

/**
 * Something that this machine lacks. `message` is one sentence: what is missing, and what to do. It is shown as it is,
 * without a stack, and the command ends with EXIT_MISSING_PREREQUISITE (scripts/start.mjs).
 */
export class PrerequisiteError extends Error {
  name = 'PrerequisiteError';
  isPrerequisite = true;
}
