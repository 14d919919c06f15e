export type { FindingCode } from './bytes/finding.ts';
export { UefiError } from './bytes/uefi-error.ts';
export {
  bootNumberOf,
  bootVariableName,
  parseEfiVariable,
  parseVariableName,
  readU16List,
  variableFileName,
  VENDOR,
} from './firmware/efi-variable.ts';
export type { EfiVariableName } from './firmware/efi-variable.ts';
export { firmwareFrom } from './firmware/firmware.ts';
export type { Firmware } from './firmware/firmware.ts';
export type { BootImage, ImageRole, ImageSignature, ShimParts, TrustList } from './image/boot-image.ts';
export { inspectImage } from './image/inspect.ts';
export type { ImageFacts } from './image/inspect.ts';
export { parseSbatLevel } from './image/sbat-level.ts';
export type { SbatLevel, SbatLevels } from './image/sbat-level.ts';
export { findRevoked } from './image/sbat.ts';
export type { SbatSection } from './image/sbat.ts';
export type { BootCsvProblemCode } from './loader/boot-csv.ts';
export { bootFileKind, readBootFile } from './loader/boot-tree.ts';
export type { BootFile, BootFiles, BootTree } from './loader/boot-tree.ts';
export { parseCertificate } from './signature/certificate.ts';
export type { Certificate } from './signature/certificate.ts';
export { embeddedChain } from './signature/chain.ts';
export { parseLuksBindings } from './tpm/luks-tokens.ts';
export type { PcrBinding } from './tpm/luks-tokens.ts';
export type { PcrForecast } from './tpm/pcr-forecast.ts';
export { parseTpmLog } from './tpm/tpm-log.ts';
export type { TpmEvent, TpmLog } from './tpm/tpm-log.ts';
export { entryPaths } from './verdict/entry-paths.ts';
export { machineName, validSignatures } from './verdict/firmware-rule.ts';
export { reason } from './verdict/verdict-reason.ts';
export type { BootAnswer, Reason, ReasonCode, Severity } from './verdict/verdict-reason.ts';
export { verdict } from './verdict/verdict.ts';
export type { EntryVerdict, Verdict, VerdictOptions } from './verdict/verdict.ts';
