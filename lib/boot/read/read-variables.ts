/** Reads EFI variables, this machine's own or captured ones. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../errors.ts';
import { isBootVariable } from '../firmware-variables.ts';

const MAX_VARIABLE_BYTES = 1 << 20;
/** Too short for a variable: the parser reports it as unreadable, and draws no conclusion from it. */
const UNREADABLE = new Uint8Array([0]);

const readVariable = async (path: string): Promise<Uint8Array | null> => {
  try {
    const bytes = new Uint8Array(await readFile(path));
    return bytes.length > MAX_VARIABLE_BYTES ? UNREADABLE : bytes;
  } catch (error) {
    return hasCode(error, 'ENOENT') ? null : UNREADABLE;
  }
};

/**
 * The variables of a directory like efivarfs that a verdict looks at, by file name. Others are not read: firmware is slow,
 * and Linux lets others than root read a hundred in a second only. One that is there and cannot be read comes as a file that
 * nothing can parse: it must not count as absent.
 * @throws Node's error if the directory cannot be listed: ENOENT, EACCES
 */
export const readVariables = async (directory: string): Promise<Map<string, Uint8Array>> => {
  const variables = new Map<string, Uint8Array>();
  for (const name of (await readdir(directory)).filter(isBootVariable).toSorted()) {
    const bytes = await readVariable(join(directory, name));
    if (bytes !== null) variables.set(name, bytes);
  }
  return variables;
};
