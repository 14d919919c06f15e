import { bootVariableName, VENDOR } from '../../lib/uefi/firmware/efi-variable.ts';
import { firmwareFrom } from '../../lib/uefi/firmware/firmware.ts';
import type { Firmware } from '../../lib/uefi/firmware/firmware.ts';
import { LOAD_OPTION_ACTIVE } from '../../lib/uefi/firmware/load-option.ts';
import type { RowVariables } from './boot-row-trees.ts';
import { ESP_GUID } from './gpt-disk.ts';
import type { VariableChange } from './ovmf-variables.ts';
import {
  endNode,
  fileNode,
  gptPartitionNode,
  encodeEfiVariable,
  encodeLoadOption,
} from './boot/encode-options.ts';

const NV_BS = 3;
const NV_BS_RT = 7;
const AUTHENTICATED = 0x27;
const SECURE_BOOT_ENABLE = 'f0a30bc7-af08-4556-99c4-001009c93a44';

const DEFAULT_ENTRIES: NonNullable<RowVariables['entries']> = [
  { number: 0xa0, path: '\\EFI\\debian\\shimx64.efi' },
];

const u16s = (numbers: readonly number[]): Uint8Array =>
  Uint8Array.from(numbers.flatMap((number) => [number & 0xff, number >> 8]));

const partition = gptPartitionNode({ number: 1, startLba: 2048n, sizeLba: 131_072n, guid: ESP_GUID });

const loadOption = (path: string): Uint8Array =>
  encodeLoadOption({
    attributes: LOAD_OPTION_ACTIVE,
    description: `bootswap test ${path}`,
    paths: [[partition, fileNode(path), endNode()]],
    optionalData: new Uint8Array(0),
  });

type Named = { name: string; data: Uint8Array };

const bootVariables = ({ entries = DEFAULT_ENTRIES, bootNext }: RowVariables): Named[] => [
  ...entries.map(({ number, path }) => ({ name: bootVariableName(number), data: loadOption(path) })),
  ...(entries.length === 0
    ? []
    : [
        {
          name: 'BootOrder',
          data: u16s(entries.map(({ number }) => number).filter((number) => number !== bootNext)),
        },
      ]),
  ...(bootNext === undefined ? [] : [{ name: 'BootNext', data: u16s([bootNext]) }]),
];

const listVariables = ({ db, dbAdded, dbx }: RowVariables, currentDb: Uint8Array): Named[] => [
  ...(db === undefined && dbAdded === undefined
    ? []
    : [{ name: 'db', data: new Uint8Array(Buffer.concat([db ?? currentDb, dbAdded ?? new Uint8Array(0)])) }]),
  ...(dbx === undefined ? [] : [{ name: 'dbx', data: dbx }]),
];

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** A row's variables as changes to an OVMF_VARS store; `currentDb` is the db that the store has. */
export const storeChanges = (variables: RowVariables, currentDb: Uint8Array): VariableChange[] => {
  const shim = VENDOR.shim;
  const { isSecureBootOff = false, mokList, sbatLevel } = variables;
  const of = (attributes: number, data: Uint8Array) => ({ attributes, data });
  return [
    ...bootVariables(variables).map(({ name, data }) => ({
      name,
      guid: VENDOR.global,
      value: of(NV_BS_RT, data),
    })),
    ...listVariables(variables, currentDb).map(({ name, data }) => ({
      name,
      guid: VENDOR.imageSecurity,
      value: of(AUTHENTICATED, data),
    })),
    ...(mokList === undefined ? [] : [{ name: 'MokList', guid: shim, value: of(NV_BS, mokList) }]),
    ...(sbatLevel === undefined
      ? []
      : [{ name: 'SbatLevel', guid: shim, value: of(NV_BS, ascii(sbatLevel)) }]),
    ...(isSecureBootOff
      ? [{ name: 'SecureBootEnable', guid: SECURE_BOOT_ENABLE, value: of(NV_BS, Uint8Array.of(0)) }]
      : []),
    { name: 'Timeout', guid: VENDOR.global, value: of(NV_BS_RT, u16s([0])) },
  ];
};

/** Of a captured host what every row has in common with it: keys, and that Secure Boot is on. */
const KEPT = /^(?:SecureBoot|SetupMode|PK|KEK|db|dbx)-/;

/** The same as what a host with these variables would show in efivarfs. `captured`: those of a host like OVMF's. */
export const rowFirmware = (variables: RowVariables, captured: ReadonlyMap<string, Uint8Array>): Firmware => {
  const files = new Map([...captured].filter(([name]) => KEPT.test(name)));
  const put = (name: string, guid: string, data: Uint8Array): void => {
    files.set(`${name}-${guid}`, encodeEfiVariable({ attributes: NV_BS_RT, data }));
  };
  const currentDb = captured.get(`db-${VENDOR.imageSecurity}`)?.subarray(4) ?? new Uint8Array(0);
  for (const { name, data } of bootVariables(variables)) put(name, VENDOR.global, data);
  for (const { name, data } of listVariables(variables, currentDb)) put(name, VENDOR.imageSecurity, data);
  if (variables.isSecureBootOff === true) put('SecureBoot', VENDOR.global, Uint8Array.of(0));
  if (variables.mokList !== undefined) put('MokListRT', VENDOR.shim, variables.mokList);
  if (variables.sbatLevel !== undefined) put('SbatLevelRT', VENDOR.shim, ascii(variables.sbatLevel));
  return firmwareFrom(files);
};
