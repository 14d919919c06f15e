import { digestImage, hashImage } from '../../../../lib/uefi/signature/authenticode.ts';
import { parseBootCsv, shimText } from '../../../../lib/uefi/loader/boot-csv.ts';
import { bootImageOf } from '../../../../lib/uefi/image/boot-image.ts';
import { bootFileKind, readBootFile } from '../../../../lib/uefi/loader/boot-tree.ts';
import { databaseOf } from '../../../../lib/uefi/verdict/boot-trust.ts';
import { parseCertificateTable } from '../../../../lib/uefi/signature/certificate-table.ts';
import {
  factsOfCertificate,
  parseCertificate,
  tbsDigest,
} from '../../../../lib/uefi/signature/certificate.ts';
import {
  childrenOf,
  decodeBoolean,
  decodeInteger,
  decodeOid,
  newDerBudget,
  readDer,
} from '../../../../lib/uefi/signature/der.ts';
import type { DerNode } from '../../../../lib/uefi/signature/der.ts';
import {
  filePathOf,
  normalizeFilePath,
  parseDevicePaths,
} from '../../../../lib/uefi/firmware/device-path.ts';
import { formatName } from '../../../../lib/uefi/signature/distinguished-name.ts';
import {
  bootNumberOf,
  parseEfiVariable,
  parseVariableName,
  readSbatLevel,
  readU16List,
  readU16Variable,
  readU8Variable,
} from '../../../../lib/uefi/firmware/efi-variable.ts';
import { firmwareFrom } from '../../../../lib/uefi/firmware/firmware.ts';
import { guidFromBytes, guidToBytes } from '../../../../lib/uefi/bytes/guid.ts';
import { inspect, inspectImage } from '../../../../lib/uefi/image/inspect.ts';
import { bootTargets } from '../../../../lib/uefi/firmware/load-option-target.ts';
import { parseLoadOption, startedPath } from '../../../../lib/uefi/firmware/load-option.ts';
import { imagesOfLoaderEntry } from '../../../../lib/uefi/loader/loader-entry.ts';
import { parseLuksBindings } from '../../../../lib/uefi/tpm/luks-tokens.ts';
import { secondStageOfOptionsCsv } from '../../../../lib/uefi/loader/options-csv.ts';
import { forecastPcr4, forecastPcr7 } from '../../../../lib/uefi/tpm/pcr-forecast.ts';
import { parsePe } from '../../../../lib/uefi/pe/pe.ts';
import { readSections } from '../../../../lib/uefi/pe/pe-sections.ts';
import { verifySignature } from '../../../../lib/uefi/signature/pkcs7.ts';
import { readCsvRows, parseGeneration } from '../../../../lib/uefi/image/sbat-csv.ts';
import {
  parseSbatLevel,
  parseSbatLevelSection,
  readRevocations,
  readShimLevels,
} from '../../../../lib/uefi/image/sbat-level.ts';
import { parseSbat, readSbat } from '../../../../lib/uefi/image/sbat.ts';
import { parseAuthenticodeMessage } from '../../../../lib/uefi/signature/signed-data.ts';
import { encodeSignatureLists, parseSignatureLists } from '../../../../lib/uefi/signature/signature-list.ts';
import { loggedVariable, parseTpmLog } from '../../../../lib/uefi/tpm/tpm-log.ts';
import {
  parseVendorCert,
  readDatabase,
  readShimCertificates,
  readVendorTrust,
} from '../../../../lib/uefi/image/vendor-cert.ts';
import { verdict } from '../../../../lib/uefi/verdict/verdict.ts';
import { capturedVariables } from '../../../lab/boot/fixtures.ts';
import type { Structure } from '../../../lab/mutate/mutate-structure.ts';
import { DEBIAN_CSV, debian, debianTree, filesOf, firmwareWith } from '../../../lab/boot/verdict-lab.ts';
import type { FuzzSamples } from './fuzz-samples.ts';
import { encodeDevicePaths, encodeEfiVariable, encodeLoadOption } from '../../../lab/boot/encode-options.ts';

export type FuzzedParser = {
  samples: keyof FuzzSamples;
  structure: Structure;
  /** Calls what gives the row its name, and what can only work on its result. */
  parse: (bytes: Buffer) => unknown;
};

const text = (bytes: Buffer): string => bytes.toString('utf8');
const rootOf = (bytes: Buffer): DerNode => readDer(bytes, newDerBudget());
const walk = (node: DerNode): void => {
  if ((node.tag & 0x20) !== 0) childrenOf(node).forEach(walk);
};

const ofImage = (parse: (bytes: Buffer) => unknown): FuzzedParser => ({
  samples: 'image',
  structure: 'image',
  parse,
});
const ofDer = (samples: keyof FuzzSamples, parse: (bytes: Buffer) => unknown): FuzzedParser => ({
  samples,
  structure: 'der',
  parse,
});
const ofBinary = (samples: keyof FuzzSamples, parse: (bytes: Buffer) => unknown): FuzzedParser => ({
  samples,
  structure: 'binary',
  parse,
});
const ofText = (samples: keyof FuzzSamples, parse: (bytes: Buffer) => unknown): FuzzedParser => ({
  samples,
  structure: 'text',
  parse,
});
const ofUtf16 = (samples: keyof FuzzSamples, parse: (bytes: Buffer) => unknown): FuzzedParser => ({
  samples,
  structure: 'utf16',
  parse,
});

/** A Debian ESP on a host with Secure Boot on: one of its lists or variables is what came. */
const debianFiles = filesOf(
  await debianTree({
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/fbx64.efi': await debian('fb'),
    'EFI/debian/BOOTX64.CSV': DEBIAN_CSV,
  }),
);
const LISTS = ['EFI/debian/BOOTX64.CSV', 'EFI/BOOT/options.csv', 'EFI/a/BOOT.CSV', 'loader/entries/a.conf'];
const removableOnly = firmwareWith({ BootOrder: null });
const espWith = (bytes: Buffer): ReturnType<typeof filesOf> => {
  const path = LISTS[(bytes[bytes.length >> 1] ?? 0) % LISTS.length] ?? '';
  return new Map(debianFiles).set(path, readBootFile(path, bytes));
};

const captured = capturedVariables();
const VARIABLES = [...captured.keys()].filter((name) =>
  /^(?:Boot|Sec|Setup|Mok|Sbat|db|KEK|Time)/.test(name),
);

/** One of a host's variables is another, its own or a stranger's. */
const hostWith = (bytes: Buffer): Map<string, Uint8Array> => {
  const name = VARIABLES[(bytes[bytes.length >> 1] ?? 0) % VARIABLES.length] ?? '';
  return new Map(captured).set(name, bytes);
};

const PCR_CHANGE = {
  images: new Map([['00', '11']]),
  sbatLevel: 'sbat,1,2025021800\n',
  variables: [{ name: 'db', data: new Uint8Array(3) }],
};

/** Every function of lib/uefi that takes bytes or text that others made; fuzz.test.ts proves that none is missing. */
export const FUZZED_PARSERS: Readonly<Record<string, FuzzedParser>> = {
  parsePe: ofImage(parsePe),
  readSections: ofImage((bytes) =>
    readSections(bytes, { coff: 0x44, tableOffset: 0x148, sizeOfHeaders: 0x200 }),
  ),
  hashImage: ofImage((bytes) => hashImage(parsePe(bytes))),
  digestImage: ofImage((bytes) => digestImage(parsePe(bytes), 'sha384')),
  inspect: ofImage((bytes) => bootImageOf(inspect(bytes))),
  inspectImage: { ...ofImage(inspectImage), samples: 'smallImage' },
  readSbat: ofImage((bytes) => readSbat(parsePe(bytes))),
  readShimLevels: ofImage((bytes) => readShimLevels(parsePe(bytes))),
  readRevocations: ofImage((bytes) => readRevocations(parsePe(bytes))),
  readVendorTrust: ofImage((bytes) => readVendorTrust(parsePe(bytes))),
  readShimCertificates: ofImage((bytes) => readShimCertificates(parsePe(bytes))),
  readBootFile: ofBinary('anyFile', (bytes) =>
    ['x.efi', 'BOOTX64.CSV', 'options.csv', 'loader/entries/a.conf'].map((path) => readBootFile(path, bytes)),
  ),
  parseCertificateTable: ofBinary('table', parseCertificateTable),
  readDer: ofDer('message', (bytes) => walk(rootOf(bytes))),
  decodeInteger: ofDer('derValue', (bytes) => decodeInteger(rootOf(bytes))),
  decodeOid: ofDer('derValue', (bytes) => decodeOid(rootOf(bytes))),
  decodeBoolean: ofDer('derValue', (bytes) => decodeBoolean(rootOf(bytes))),
  formatName: ofDer('name', (bytes) => formatName(rootOf(bytes))),
  parseAuthenticodeMessage: ofDer('message', parseAuthenticodeMessage),
  verifySignature: ofDer('message', (bytes) => verifySignature(() => '', bytes)),
  parseCertificate: ofDer('certificate', (bytes) => {
    const certificate = parseCertificate(bytes);
    return [factsOfCertificate(certificate), tbsDigest(certificate, 'sha256')];
  }),
  parseVendorCert: ofBinary('vendor', parseVendorCert),
  parseSignatureLists: ofBinary('signatureList', (bytes) => encodeSignatureLists(parseSignatureLists(bytes))),
  readDatabase: ofBinary('signatureList', (bytes) => readDatabase(parseSignatureLists(bytes))),
  databaseOf: ofBinary('signatureList', (bytes) => databaseOf('fuzz', parseSignatureLists(bytes))),
  parseSbat: ofText('sbat', parseSbat),
  readCsvRows: ofText('sbat', (bytes) => readCsvRows(bytes.toString('latin1'), 6)),
  parseGeneration: ofText('level', (bytes) => parseGeneration(bytes.toString('latin1', 5))),
  parseSbatLevel: ofText('level', parseSbatLevel),
  parseSbatLevelSection: ofBinary('levelSection', parseSbatLevelSection),
  readSbatLevel: ofText('level', readSbatLevel),
  parseBootCsv: ofUtf16('bootCsv', parseBootCsv),
  shimText: ofUtf16('bootCsv', (bytes) => shimText(bytes, 'fuzz')),
  secondStageOfOptionsCsv: ofUtf16('optionsCsv', secondStageOfOptionsCsv),
  imagesOfLoaderEntry: ofText('loaderEntry', imagesOfLoaderEntry),
  normalizeFilePath: ofText('path', (bytes) => normalizeFilePath(text(bytes))),
  bootFileKind: ofText('path', (bytes) => bootFileKind(text(bytes))),
  parseLuksBindings: ofText('luks', (bytes) => parseLuksBindings(text(bytes))),
  parseEfiVariable: ofBinary('variable', (bytes) => {
    const variable = parseEfiVariable(bytes);
    return variable && encodeEfiVariable(variable);
  }),
  parseVariableName: ofText('variableName', (bytes) => parseVariableName(text(bytes))),
  bootNumberOf: ofText('variableName', (bytes) => bootNumberOf(text(bytes).split('-', 1)[0] ?? '')),
  readU8Variable: ofBinary('number', readU8Variable),
  readU16Variable: ofBinary('number', readU16Variable),
  readU16List: ofBinary('number', readU16List),
  guidFromBytes: ofBinary('guid', guidFromBytes),
  guidToBytes: ofText('guidText', (bytes) => guidToBytes(text(bytes))),
  parseDevicePaths: ofBinary('devicePath', (bytes) => {
    const paths = parseDevicePaths(bytes);
    return [encodeDevicePaths(paths), paths.map(filePathOf)];
  }),
  parseLoadOption: ofBinary('option', (bytes) => {
    const option = parseLoadOption(bytes);
    return [startedPath(option), bootTargets([{ number: 1, option }], 'x'), encodeLoadOption(option)];
  }),
  firmwareFrom: ofBinary('variable', (bytes) => firmwareFrom(hostWith(bytes))),
  verdict: ofUtf16('lists', (bytes) => verdict(espWith(bytes), removableOnly)),
  parseTpmLog: ofBinary('tpmLog', parseTpmLog),
  loggedVariable: ofBinary('tpmLog', (bytes) => parseTpmLog(bytes).events.map(loggedVariable)),
  forecastPcr4: ofBinary('tpmLog', (bytes) => forecastPcr4(parseTpmLog(bytes), PCR_CHANGE)),
  forecastPcr7: ofBinary('tpmLog', (bytes) => forecastPcr7(parseTpmLog(bytes), PCR_CHANGE)),
};

/** What also takes bytes, text or nodes first and is no parser of its own, and why. */
export const NO_PARSERS: Readonly<Record<string, string>> = {
  joinPath: 'puts a path together',
  variableFileName: 'puts a name together',
  isGuid: 'part of guidToBytes',
  plainBytes: 'another view of the same memory',
  asBuffer: 'another view of the same memory',
  boundBytes: 'part of each parser with a bound',
  utf16Text: 'part of each parser of UTF-16',
  slice: 'part of the parsers of images',
  readU16: 'part of the parsers of images',
  readU32: 'part of the parsers of images',
  isAllZero: 'part of parseCertificateTable',
  untilNul: 'part of readRevocations',
  childrenOf: 'part of readDer and all that read DER',
  expectTag: 'part of all that read DER',
  variableSource: 'part of firmwareFrom',
  extendedDigest: 'part of forecastPcr4',
  banksOf: 'part of forecastPcr4',
};
