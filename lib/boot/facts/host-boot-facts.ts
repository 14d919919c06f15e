/** What a host boots by, as facts and the evidence that they name. Pure. */
import { bootFileKind, UefiError } from '../../uefi/index.ts';
import type { BootFile, BootFiles } from '../../uefi/index.ts';
import { listItems } from '../../wire/limits.ts';
import type {
  BootFileEvidence,
  BootFileReader,
  HostFacts,
  MeasuredBoot,
  Sha256Hex,
} from '../../wire/types.ts';
import { bindingFactsOf } from './binding-facts.ts';
import { BootFactsError } from '../boot-error.ts';
import { packBootFile } from './boot-file-facts.ts';
import { makeEvidence } from './evidence.ts';
import type { EvidenceRecord } from './evidence.ts';
import { firmwareDigest } from '../firmware-variables.ts';
import type { HostBoot, ReadFile } from '../host-boot.ts';
import { packTpmLog } from './tpm-log-facts.ts';
import { bootVariableFactsOf, packTrustVariables } from './variables-facts.ts';

/** The part of HostFacts that says what the host boots by. */
export type BootFacts = Pick<HostFacts, 'firmware' | 'bootFiles' | 'kernels' | 'measured'>;
export type HostBootFacts = {
  facts: BootFacts;
  /** What the facts name, each once. */
  evidence: EvidenceRecord[];
  /** What could not be said, for people: no plan will be proven without it. */
  problems: string[];
};

/** Kernels that are not on the ESP are images whatever they are called. */
export const readerOf = (path: string): BootFileReader | 'other' =>
  path.startsWith('/') ? 'image' : bootFileKind(path);

type Collected = { evidence: Map<Sha256Hex, EvidenceRecord>; problems: string[] };

const orProblem = <T>(collected: Collected, make: () => T): T | null => {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof BootFactsError) && !(error instanceof UefiError)) throw error;
    collected.problems.push(error.message);
    return null;
  }
};

const collect = ({ evidence }: Collected, record: EvidenceRecord): Sha256Hex => {
  evidence.set(record.sha256, record);
  return record.sha256;
};

const firmwareFactsOf = (collected: Collected, { variables, machine }: HostBoot): HostFacts['firmware'] => {
  if (variables === null) return null;
  return orProblem(collected, () => ({
    machine,
    bootVariables: bootVariableFactsOf(variables),
    firmwareSha256: firmwareDigest(variables),
    trustSha256: collect(collected, makeEvidence('variables', packTrustVariables(variables))),
  }));
};

const keyOf = ({ sha256, reader }: BootFileEvidence): string => `${sha256} ${reader}`;

const fileEvidenceOf = (collected: Collected, files: readonly ReadFile[]): BootFileEvidence[] => {
  const found = new Map<string, BootFileEvidence>();
  for (const { path, sha256, file } of files) {
    const reader = readerOf(path);
    if (reader === 'other') continue;
    const key = keyOf({ sha256, reader, evidenceSha256: '' });
    if (found.has(key)) continue;
    const record = orProblem(collected, () => makeEvidence('boot-file', packBootFile(file)));
    if (record !== null) found.set(key, { sha256, reader, evidenceSha256: collect(collected, record) });
  }
  if (found.size > listItems.bootFiles)
    collected.problems.push(`${found.size} boot files are too many for the facts`);
  return [...found.values()]
    .toSorted((left, right) => Number(keyOf(left) > keyOf(right)) || -1)
    .slice(0, listItems.bootFiles);
};

const measuredOf = (collected: Collected, { eventLog, pcrs, bindings }: HostBoot): MeasuredBoot | null => {
  if (eventLog === null) return null;
  const log = orProblem(collected, () => makeEvidence('tpm-log', packTpmLog(eventLog)));
  if (log === null) return null;
  return {
    logSha256: collect(collected, log),
    pcrs: [...pcrs].map(([pcr, sha256]) => ({ pcr, sha256 })).toSorted((a, b) => a.pcr - b.pcr),
    bindings: bindings.slice(0, listItems.bindings).map(bindingFactsOf),
  };
};

const byPath = (left: { path: string }, right: { path: string }): number =>
  Number(left.path > right.path) || -1;

/** What is too much for a message is left out, and `problems` says so; the planner then proves nothing. */
export const bootFactsOf = (boot: HostBoot): HostBootFacts => {
  const collected: Collected = { evidence: new Map(), problems: [] };
  const facts: BootFacts = {
    firmware: firmwareFactsOf(collected, boot),
    bootFiles: fileEvidenceOf(collected, [...boot.files, ...boot.elsewhere]),
    kernels: boot.elsewhere
      .map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 }))
      .toSorted(byPath)
      .slice(0, listItems.kernels),
    measured: measuredOf(collected, boot),
  };
  return { facts, evidence: [...collected.evidence.values()], problems: collected.problems };
};

/** The two halves in which `verdict` takes files: those on the ESP, and kernels elsewhere. */
export type BootTrees = { files: BootFiles; kernels: BootFiles };

export const treesOf = ({ files, elsewhere }: Pick<HostBoot, 'files' | 'elsewhere'>): BootTrees => {
  const all = [...files, ...elsewhere].map(({ path, file }): [string, BootFile] => [path, file]);
  return {
    files: new Map(all.filter(([path]) => !path.startsWith('/'))),
    kernels: new Map(all.filter(([path]) => path.startsWith('/'))),
  };
};

/** A file's evidence by digest and reader; null if there is none. */
export type FileOfEvidence = (sha256: Sha256Hex, reader: BootFileReader) => BootFile | null;

/** As `treesOf`, from a host's facts; `missing`: paths on which there is no evidence. */
export const treesOfFacts = (
  { files, kernels }: Pick<HostFacts, 'files' | 'kernels'>,
  fileOf: FileOfEvidence,
): BootTrees & { missing: string[] } => {
  const missing: string[] = [];
  const read = ({ path, sizeBytes, sha256 }: HostFacts['files'][number]): ReadFile => {
    const reader = readerOf(path);
    const file = reader === 'other' ? { kind: 'other' as const } : fileOf(sha256, reader);
    if (file === null) missing.push(path);
    return { path, sizeBytes, sha256, file: file ?? { kind: 'broken', detail: 'no record of this file' } };
  };
  return { ...treesOf({ files: files.map(read), elsewhere: kernels.map(read) }), missing };
};
