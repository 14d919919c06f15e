/** Exit statuses of every command. Documented in docs/cli.md. */
export const exitCodes = {
  ok: 0,
  /** Failed or refused; the ESP is unchanged, or its previous content is restored. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The ESP does not match the plan or the payload. */
  auditFailed: 3,
  /** Another program is writing to the ESP. Try again. */
  busy: 4,
  /** Something required is missing: a server, a program, the ESP. */
  unavailable: 5,
  /** The update stopped halfway and could not be undone: run `bootswap recover`. */
  stuck: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
