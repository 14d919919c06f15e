import { VENDOR, parseEfiVariable, parseVariableName, variableFileName } from './efi-variable.ts';
import type { Guid } from '../bytes/guid.ts';
import { UefiError } from '../bytes/uefi-error.ts';
import type { UefiErrorCode } from '../bytes/uefi-error.ts';

/** A variable that is there and cannot be read. */
export type VariableProblem = { variable: string; code: UefiErrorCode; detail: string };

/** A set of captured variables: reads each by its name, and notes those that it cannot read. */
export type VariableSource = {
  problems: VariableProblem[];
  /** Names in the global namespace, ghosts excluded. */
  globalNames: string[];
  has: (name: string, guid?: Guid) => boolean;
  /**
   * The variable's data as `decode` reads it. `absent` if there is none or only the ghost of one; null, and a problem,
   * if it cannot be read.
   */
  read: <Value>(name: string, options: ReadOptions<Value>) => Value | null;
};

type ReadOptions<Value> = { guid?: Guid; decode: (data: Uint8Array) => Value; absent: Value };

type Files = ReadonlyMap<string, Uint8Array>;

/** By normalised file name; those that are no name of a variable, and ghosts, are left out. */
const normalize = (variables: Files, note: (variable: string, error: unknown) => void): Files => {
  const files = new Map<string, Uint8Array>();
  for (const [fileName, bytes] of variables) {
    if (bytes.length === 0) continue;
    try {
      files.set(variableFileName(parseVariableName(fileName)), bytes);
    } catch (error) {
      note(fileName, error);
    }
  }
  return files;
};

/** Captured variables: file names of efivarfs (`<name>-<GUID>`) and whole files, attributes included. */
export const variableSource = (variables: Files): VariableSource => {
  const problems: VariableProblem[] = [];
  const note = (variable: string, error: unknown): void => {
    if (!(error instanceof UefiError)) throw error;
    problems.push({ variable, code: error.code, detail: error.message });
  };
  const files = normalize(variables, note);
  const fileOf = (name: string, guid: Guid = VENDOR.global): Uint8Array | undefined =>
    files.get(variableFileName({ name, guid }));
  return {
    problems,
    globalNames: [...files.keys()]
      .map(parseVariableName)
      .flatMap(({ name, guid }) => (guid === VENDOR.global ? [name] : [])),
    has: (name, guid) => fileOf(name, guid) !== undefined,
    read: (name, { guid, decode, absent }) => {
      const file = fileOf(name, guid);
      if (file === undefined) return absent;
      try {
        const variable = parseEfiVariable(file);
        return variable === null ? absent : decode(variable.data);
      } catch (error) {
        note(name, error);
        return null;
      }
    },
  };
};
