/** What bootswap's exit status means, in every command. Documented in docs/cli.md. */
export const exitCodes = {
  ok: 0,
  /** The work could not be done or was refused; the ESP is as it was, or is again. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The ESP is not what the plan or the payload says. */
  auditFailed: 3,
  /** Another writer has the ESP. Try again. */
  busy: 4,
  /** Something needed is not there: no server, a missing program, no ESP. */
  unavailable: 5,
  /** Stopped halfway and could not be undone: run `bootswap recover`. */
  stuck: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
