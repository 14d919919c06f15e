/** errno codes by which a kernel or file system says that it knows no RENAME_EXCHANGE (renameat2(2)). */
const UNSUPPORTED = new Set(['EINVAL', 'ENOSYS', 'EOPNOTSUPP']);

const EXPLANATIONS: Readonly<Record<string, string>> = {
  EROFS:
    'the ESP is mounted read-only; remount it read-write (after an error vfat turns read-only by itself: run fsck.vfat)',
  EACCES: 'permission denied; only root may swap files on the ESP',
  EPERM: 'not permitted; only root may swap files on the ESP',
  ENOSPC: 'the ESP is full; free some space on it',
  EIO: 'the ESP cannot be read or written (I/O error); check it with fsck.vfat',
  EXDEV: 'the two names are on different mounts; nothing else may be mounted inside the ESP',
};

/** True if this code of a failed trial exchange means that no exchange will ever work there. */
export const isExchangeUnsupported = (code: string): boolean => UNSUPPORTED.has(code);

/**
 * What to tell the user when a trial exchange of two files on the ESP failed with this errno code.
 */
export const explainExchangeError = (code: string): string => {
  if (!isExchangeUnsupported(code))
    return EXPLANATIONS[code] ?? `the trial exchange on the ESP failed with ${code}`;
  return (
    `this kernel or file system cannot exchange two names atomically (renameat2 with RENAME_EXCHANGE: ${code}); ` +
    'vfat needs Linux 6.0 or newer'
  );
};
