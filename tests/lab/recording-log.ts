import type { LogFields, Logger } from '../../lib/runtime/types.ts';

export type LogEntry = { level: string; message: string; fields: LogFields };

/** A logger that keeps what it is told, for tests. */
export const createRecordingLog = (
  entries: LogEntry[] = [],
  fields: LogFields = {},
): Logger & { entries: LogEntry[] } => {
  const write = (level: string) => (message: string, more?: LogFields) =>
    void entries.push({ level, message, fields: { ...fields, ...more } });
  return {
    entries,
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (more) => createRecordingLog(entries, { ...fields, ...more }),
  };
};
