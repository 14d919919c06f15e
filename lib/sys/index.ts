export { findExecutable } from './executable.ts';
export { ProcessError, run, runOrThrow, start } from './process.ts';
export type {
  ExitStatus,
  ProcessErrorCode,
  RunningProcess,
  RunOptions,
  RunResult,
  StartOptions,
} from './process.ts';
