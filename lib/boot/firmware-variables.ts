/** Which of a host's EFI variables its next boot depends on, and their digest. Pure. */
import { humanBytes } from '../format.ts';
import { createHash } from 'node:crypto';
import {
  bootNumberOf,
  bootVariableName,
  parseEfiVariable,
  parseVariableName,
  readU16List,
  UefiError,
  variableFileName,
  VENDOR,
} from '../uefi/index.ts';
import type { EfiVariableName } from '../uefi/index.ts';
import { listItems, MAX_BOOT_VARIABLE_BYTES } from '../wire/limits.ts';
import type { Sha256Hex } from '../wire/types.ts';
import { BootFactsError } from './boot-error.ts';

/** File names of efivarfs (`<Name>-<GUID>`) and whole files, attributes included. */
export type Variables = ReadonlyMap<string, Uint8Array>;

const TRUST_NAMES: Readonly<Record<string, RegExp>> = {
  [VENDOR.global]: /^(?:SecureBoot|SetupMode|KEK)$/,
  [VENDOR.imageSecurity]: /^dbx?$/,
  [VENDOR.shim]: /^(?:MokListX?RT\d{0,2}|SbatLevelRT|SbatPolicy|MokSBStateRT|MokIgnoreDB)$/,
};
/** Requests to MokManager: only their presence matters. Their data may be digests of passwords, and is not sent. */
const MOK_REQUEST = /^Mok(?:New|SB|PW|Auth|Del|DB|XNew|XDel|XAuth|ListTrustedNew)$/;
const OWN_NAMES = /^(?:BootOrder|BootNext|BootCurrent|Timeout)$/;
/** They say how this boot came about, or how long firmware waits; not what the next one does. */
const UNDECIDING_NAMES = /^(?:BootCurrent|Timeout)$/;
const ATTRIBUTE_BYTES = 4;
/** Of all of a host's own variables together; they share a message with the facts of its files. */
const MAX_OWN_BYTES = 192 * 1024;
const MAX_OWN_VARIABLES = listItems.bootVariables;

const nameOf = (fileName: string): EfiVariableName | null => {
  try {
    return parseVariableName(fileName);
  } catch (error) {
    if (error instanceof UefiError) return null;
    throw error;
  }
};

const isTrust = ({ name, guid }: EfiVariableName): boolean => TRUST_NAMES[guid]?.test(name) === true;
const isRequest = ({ name, guid }: EfiVariableName): boolean =>
  guid === VENDOR.shim && MOK_REQUEST.test(name);
const isOwn = ({ name, guid }: EfiVariableName): boolean =>
  guid === VENDOR.global && (OWN_NAMES.test(name) || bootNumberOf(name) !== null);

/** Whether a verdict looks at the variable in this file of efivarfs. */
export const isBootVariable = (fileName: string): boolean => {
  const name = nameOf(fileName);
  return name !== null && (isTrust(name) || isRequest(name) || isOwn(name));
};

type Entry = { fileName: string; name: string; data: Uint8Array };

const byName = (left: Entry, right: Entry): number => Number(left.fileName > right.fileName) || -1;

const entriesOf = (variables: Variables, isWanted: (name: EfiVariableName) => boolean): Entry[] =>
  [...variables]
    .flatMap(([file, data]): Entry[] => {
      const name = nameOf(file);
      if (name === null || data.length === 0 || !isWanted(name)) return [];
      const kept = isRequest(name) ? data.subarray(0, ATTRIBUTE_BYTES) : data;
      return [{ fileName: variableFileName(name), name: name.name, data: kept }];
    })
    .toSorted(byName);

const asMap = (entries: readonly Entry[]): Map<string, Uint8Array> =>
  new Map(entries.map(({ fileName, data }) => [fileName, data]));

/** What is trusted and revoked, and what shim is asked to do: equal on hosts alike. Sorted by name. */
export const trustVariablesOf = (variables: Variables): Map<string, Uint8Array> =>
  asMap(entriesOf(variables, (name) => isTrust(name) || isRequest(name)));

const listedIn = (entries: readonly Entry[], name: string): string[] => {
  const file = entries.find((entry) => entry.name === name);
  if (file === undefined) return [];
  try {
    return readU16List(parseEfiVariable(file.data)?.data ?? new Uint8Array(0)).map(bootVariableName);
  } catch (error) {
    if (error instanceof UefiError) return [];
    throw error;
  }
};

const sumOf = (entries: readonly Entry[]): number => entries.reduce((sum, { data }) => sum + data.length, 0);

const fits = (entries: readonly Entry[]): boolean =>
  entries.length <= MAX_OWN_VARIABLES &&
  sumOf(entries) <= MAX_OWN_BYTES &&
  entries.every(({ data }) => data.length <= MAX_BOOT_VARIABLE_BYTES);

/** Those that firmware tries, and then as many as there is room for of those that nothing names. */
const clipped = (entries: readonly Entry[]): Entry[] => {
  const tried = new Set(['BootOrder', 'BootNext'].flatMap((name) => listedIn(entries, name)));
  const isTried = ({ name }: Entry): boolean =>
    OWN_NAMES.test(name) || tried.has(bootVariableName(bootNumberOf(name) ?? -1));
  const kept = entries.filter(isTried);
  if (!fits(kept))
    throw new BootFactsError(
      'TOO_LARGE',
      `firmware has ${kept.length} boot entries of ${humanBytes(sumOf(kept))}, too many to judge: remove some with efibootmgr -B`,
    );
  for (const entry of entries.filter((each) => !isTried(each))) if (fits([...kept, entry])) kept.push(entry);
  return kept.toSorted(byName);
};

/**
 * The host's own: BootOrder, BootNext, BootCurrent, Timeout and Boot####, sorted by name. Entries that neither BootOrder
 * nor BootNext names are left out where there are too many.
 * @throws {BootFactsError} TOO_LARGE if those that firmware tries are too many
 */
export const ownVariablesOf = (variables: Variables): Map<string, Uint8Array> => {
  const entries = entriesOf(variables, isOwn);
  return asMap(fits(entries) ? entries : clipped(entries));
};

const netstring = (bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`${bytes.length}:`), bytes, Buffer.from(',')]);

/**
 * Which firmware a proof holds for: SHA-256 over netstrings (https://cr.yp.to/proto/netstrings.txt), the word
 * `bootswap.v1.firmware`, then name and file of each variable that decides, in the order of their names. The facts of a
 * host and its variables themselves have the same digest. BootCurrent and Timeout do not count.
 * @throws {BootFactsError} TOO_LARGE as `ownVariablesOf`
 */
export const firmwareDigest = (variables: Variables): Sha256Hex => {
  const hash = createHash('sha256').update(netstring(Buffer.from('bootswap.v1.firmware')));
  const all = [...trustVariablesOf(variables), ...ownVariablesOf(variables)];
  for (const [name, data] of all.filter(([file]) => !UNDECIDING_NAMES.test(nameOf(file)?.name ?? '')))
    hash.update(netstring(Buffer.from(name))).update(netstring(data));
  return hash.digest('hex');
};
