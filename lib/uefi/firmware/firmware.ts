import {
  VENDOR,
  bootNumberOf,
  readSbatLevel,
  readU16List,
  readU16Variable,
  readU8Variable,
} from './efi-variable.ts';
import { variableSource } from './efi-variable-source.ts';
import type { VariableProblem, VariableSource } from './efi-variable-source.ts';
import type { Guid } from '../bytes/guid.ts';
import { parseLoadOption } from './load-option.ts';
import type { BootEntry } from './load-option-target.ts';
import { parseSignatureLists } from '../signature/signature-list.ts';
import type { SignatureList } from '../signature/signature-list.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/**
 * What a host's EFI variables say about its next boot. Null means that the variable is missing or cannot be read; for
 * those that cannot be read, `problems` says why. Lists of signatures are empty if the variable is missing and null
 * only if it cannot be read: then nothing may be concluded from them.
 */
export type Firmware = {
  /** Whether firmware checks what it starts. Shim has a switch of its own: `shimChecks`. */
  secureBoot: 'on' | 'off' | 'unknown';
  setupMode: boolean | null;
  /** False if shim's verification was switched off (MokSBState). */
  shimChecks: boolean | null;
  /** Shim does not trust db (MokIgnoreDB). */
  ignoresDb: boolean | null;
  db: SignatureList[] | null;
  dbx: SignatureList[] | null;
  kek: SignatureList[] | null;
  /** MokListRT and MokListXRT, with what shim had to split off; the vendor's certificate and dbx are among them. */
  mokList: SignatureList[] | null;
  mokListX: SignatureList[] | null;
  sbatLevel: string | null;
  /** What mokutil asked shim to do with the level at the next boot. */
  sbatPolicy: 'latest' | 'automatic' | 'reset' | null;
  /** Empty without BootOrder. */
  bootOrder: number[] | null;
  /** By number. */
  bootEntries: BootEntry[];
  bootCurrent: number | null;
  bootNext: number | null;
  timeoutSeconds: number | null;
  /** MokNew, MokAuth…: with one of these, MokManager asks at the console at the next boot. */
  pendingMokRequests: string[];
  problems: VariableProblem[];
};

/** shim's mok.c, check_mok_request. */
const MOK_REQUESTS: readonly string[] = [
  'MokNew',
  'MokSB',
  'MokPW',
  'MokAuth',
  'MokDel',
  'MokDB',
  'MokXNew',
  'MokXDel',
  'MokXAuth',
  'MokListTrustedNew',
];

const MAX_SPLITS = 64;

const flag = (data: Uint8Array): boolean => {
  const value = readU8Variable(data);
  if (value === 0 || value === 1) return value === 1;
  throw new UefiError('BAD_FORMAT', `a variable that is 0 or 1 is ${value}`);
};

const readFlag = (source: VariableSource, name: string, guid?: Guid): boolean | null =>
  source.read(name, { ...(guid === undefined ? {} : { guid }), decode: flag, absent: false });

/**
 * Firmware without Secure Boot has no such variable (UEFI 2.11, 3.3), and shim and Linux then take it for off; but if
 * nothing else that every firmware has is there either, the variables were not captured.
 */
const secureBootOf = (source: VariableSource, setupMode: boolean | null): Firmware['secureBoot'] => {
  const enabled = readFlag(source, 'SecureBoot');
  if (enabled === null || setupMode === null) return 'unknown';
  if (enabled) return setupMode ? 'off' : 'on';
  const isCaptured = ['SecureBoot', 'BootOrder', 'BootCurrent'].some((name) => source.has(name));
  return isCaptured ? 'off' : 'unknown';
};

const readLists = (source: VariableSource, name: string, guid: Guid): SignatureList[] | null =>
  source.read<SignatureList[]>(name, { guid, decode: parseSignatureLists, absent: [] });

/** What does not fit into MokListRT is in MokListRT1, MokListRT2… (shim's mok.c, mirror_mok_db). */
const readSplitLists = (source: VariableSource, name: string): SignatureList[] | null => {
  const names = [name];
  while (names.length <= MAX_SPLITS && source.has(`${name}${names.length}`, VENDOR.shim))
    names.push(`${name}${names.length}`);
  const parts = names.map((part) => readLists(source, part, VENDOR.shim));
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
};

const readNumber = (source: VariableSource, name: string): number | null =>
  source.read<number | null>(name, { decode: readU16Variable, absent: null });

const policyOf = (data: Uint8Array): Firmware['sbatPolicy'] => {
  const policy = (['latest', 'automatic', 'reset'] as const)[readU8Variable(data) - 1];
  if (policy !== undefined) return policy;
  throw new UefiError('BAD_FORMAT', 'SbatPolicy is none of 1, 2 and 3');
};

const readEntries = (source: VariableSource): BootEntry[] =>
  source.globalNames
    .flatMap((name): BootEntry[] => {
      const number = bootNumberOf(name);
      if (number === null) return [];
      const option = source.read(name, { decode: parseLoadOption, absent: null });
      return option === null ? [] : [{ number, option }];
    })
    .toSorted((left, right) => left.number - right.number);

/**
 * Reads captured variables: file names of efivarfs (`<name>-<GUID>`) and whole files, attributes included. Ghosts of size
 * 0 count as absent. Never throws for what is in them: see `problems`.
 */
export const firmwareFrom = (variables: ReadonlyMap<string, Uint8Array>): Firmware => {
  const source = variableSource(variables);
  const setupMode = readFlag(source, 'SetupMode');
  const shimOff = readFlag(source, 'MokSBStateRT', VENDOR.shim);
  const shim = { guid: VENDOR.shim, absent: null };
  return {
    secureBoot: secureBootOf(source, setupMode),
    setupMode,
    shimChecks: shimOff === null ? null : !shimOff,
    ignoresDb: readFlag(source, 'MokIgnoreDB', VENDOR.shim),
    db: readLists(source, 'db', VENDOR.imageSecurity),
    dbx: readLists(source, 'dbx', VENDOR.imageSecurity),
    kek: readLists(source, 'KEK', VENDOR.global),
    mokList: readSplitLists(source, 'MokListRT'),
    mokListX: readSplitLists(source, 'MokListXRT'),
    sbatLevel: source.read<string | null>('SbatLevelRT', { ...shim, decode: readSbatLevel }),
    sbatPolicy: source.read<Firmware['sbatPolicy']>('SbatPolicy', { ...shim, decode: policyOf }),
    bootOrder: source.read<number[]>('BootOrder', { decode: readU16List, absent: [] }),
    bootEntries: readEntries(source),
    bootCurrent: readNumber(source, 'BootCurrent'),
    bootNext: readNumber(source, 'BootNext'),
    timeoutSeconds: readNumber(source, 'Timeout'),
    pendingMokRequests: MOK_REQUESTS.filter((name) => source.has(name, VENDOR.shim)),
    problems: source.problems,
  };
};
