export type MountEntry = {
  id: number;
  /** `major:minor`. */
  deviceNumber: string;
  /** The directory of the file system that is the root of this mount; `/` unless it is a bind mount. */
  root: string;
  mountPoint: string;
  filesystem: string;
  /** The source, `/dev/sda1`; may be any word for file systems without a device. */
  device: string;
  /** Of the mount and of the file system (super block), each once. */
  options: string[];
};

/** The kernel writes space, tab, newline, backslash and # as three octal digits (fs/proc_namespace.c, mangle). */
const unescapeOctal = (field: string): string =>
  field.replaceAll(/\\([0-3][0-7]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );

const SEPARATOR = ' - ';

const parseLine = (line: string): MountEntry[] => {
  // Optional fields (`shared:1`) stand before the separator, any number of them.
  const end = line.indexOf(SEPARATOR);
  if (end < 0) return [];
  const [id, , deviceNumber, root, mountPoint, options] = line.slice(0, end).split(' ');
  const [filesystem, device, superOptions] = line.slice(end + SEPARATOR.length).split(' ');
  if (id === undefined || deviceNumber === undefined || root === undefined) return [];
  if (mountPoint === undefined || filesystem === undefined || device === undefined) return [];
  return [
    {
      id: Number(id),
      deviceNumber,
      root: unescapeOctal(root),
      mountPoint: unescapeOctal(mountPoint),
      filesystem: unescapeOctal(filesystem),
      device: unescapeOctal(device),
      options: [
        ...new Set(`${options ?? ''},${superOptions ?? ''}`.split(',').filter((option) => option !== '')),
      ],
    },
  ];
};

/**
 * Parses /proc/self/mountinfo (proc_pid_mountinfo(5)). Lines of another shape are left out.
 */
export const parseMountInfo = (text: string): MountEntry[] => text.split('\n').flatMap(parseLine);
