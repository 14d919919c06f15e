/** The parts of a host's facts that say what it boots by. */
import { list, record } from './codec.ts';
import { boolean, bytes, digest, oneOf, path, text, uint32, uint64 } from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { listItems, MAX_BOOT_VARIABLE_BYTES, textBytes } from './limits.ts';
import type {
  BootFileEvidence,
  BootFileReader,
  EfiVariableFacts,
  FirmwareFacts,
  MeasuredBoot,
  PcrBindingFacts,
  PcrValue,
  TreeFile,
} from './types.ts';

const { BootFileReader: Readers, TokenKind: Tokens } = bootswap.v1;

/** The numbers of the readers in the .proto. */
export const readerNumbers: Record<BootFileReader, number> = {
  image: Readers.BOOT_FILE_READER_IMAGE,
  'boot-csv': Readers.BOOT_FILE_READER_BOOT_CSV,
  'options-csv': Readers.BOOT_FILE_READER_OPTIONS_CSV,
  'loader-entry': Readers.BOOT_FILE_READER_LOADER_ENTRY,
};

export const variableName = text({ maxBytes: textBytes.variableName });

const bootVariable = record<EfiVariableFacts>({
  name: variableName,
  data: bytes({ maxBytes: MAX_BOOT_VARIABLE_BYTES }),
});

export const firmware = record<FirmwareFacts>({
  machine: uint32,
  trustSha256: digest,
  bootVariables: list(bootVariable, {
    maxItems: listItems.bootVariables,
    key: ({ name }) => name,
    sorted: true,
  }),
  firmwareSha256: digest,
});

export const bootFiles = list(
  record<BootFileEvidence>({
    sha256: digest,
    reader: oneOf<BootFileReader>(readerNumbers),
    evidenceSha256: digest,
  }),
  { maxItems: listItems.bootFiles, key: ({ sha256, reader }) => `${sha256} ${reader}`, sorted: true },
);

export const kernels = list(record<TreeFile>({ path, sizeBytes: uint64, sha256: digest }), {
  maxItems: listItems.kernels,
  key: (file) => file.path,
  sorted: true,
});

const binding = record<PcrBindingFacts>({
  token: uint32,
  kind: oneOf<PcrBindingFacts['kind']>({
    'systemd-tpm2': Tokens.TOKEN_KIND_SYSTEMD_TPM2,
    clevis: Tokens.TOKEN_KIND_CLEVIS,
  }),
  pcrs: list(uint32, { maxItems: listItems.pcrs }),
  bank: text({ maxBytes: textBytes.name, optional: true }),
  pcrlock: boolean,
  isRequired: boolean,
  problem: text({ maxBytes: textBytes.problem, optional: true }),
});

export const measured = record<MeasuredBoot>({
  logSha256: digest,
  pcrs: list(record<PcrValue>({ pcr: uint32, sha256: digest }), {
    maxItems: listItems.pcrs,
    key: ({ pcr }) => String(pcr).padStart(10, '0'),
    sorted: true,
  }),
  bindings: list(binding, { maxItems: listItems.bindings }),
});
