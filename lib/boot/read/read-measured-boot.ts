/** Reads a TPM's measurements and the LUKS tokens bound to them. Missing data is normal, and is left out. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findExecutable, ProcessError, run } from '../../sys/index.ts';
import { parseLuksBindings, UefiError } from '../../uefi/index.ts';
import type { PcrBinding } from '../../uefi/index.ts';
import type { BootPlaces } from './boot-places.ts';

const MAX_LOG_BYTES = 1 << 20;
const MAX_HEADER_BYTES = 1 << 20;
/** Those that are foretold. Others may change while the host runs: 10 with every file, under IMA. */
const FORETOLD_PCRS = [4, 7, 14] as const;
const MAX_VOLUMES = 16;
const COMMAND_MS = 10_000;

const readOrNull = async (path: string | null, maxBytes: number): Promise<Buffer | null> => {
  if (path === null) return null;
  try {
    // Files of sysfs and securityfs say 0.
    if ((await stat(path)).size > maxBytes) return null;
    const bytes = await readFile(path);
    return bytes.length === 0 || bytes.length > maxBytes ? null : bytes;
  } catch {
    return null;
  }
};

/** The event log as it is, or null. */
export const readEventLog = ({ eventLog }: Pick<BootPlaces, 'eventLog'>): Promise<Buffer | null> =>
  readOrNull(eventLog, MAX_LOG_BYTES);

/** PCR 4, 7 and 14 of the SHA-256 bank as far as they can be read, in lower-case hex by number. */
export const readPcrs = async ({ pcrs }: Pick<BootPlaces, 'pcrs'>): Promise<Map<number, string>> => {
  const values = new Map<number, string>();
  if (pcrs === null) return values;
  for (const pcr of FORETOLD_PCRS) {
    const text = (await readOrNull(join(pcrs, String(pcr)), 4096))?.toString('latin1').trim().toLowerCase();
    if (text !== undefined && /^[0-9a-f]{64}$/.test(text)) values.set(pcr, text);
  }
  return values;
};

const outputOf = async (command: string, args: readonly string[], signal?: AbortSignal): Promise<string> => {
  try {
    const { code, stdout } = await run(command, args, {
      timeoutMs: COMMAND_MS,
      maxOutputBytes: MAX_HEADER_BYTES,
      ...(signal && { signal }),
    });
    return code === 0 ? stdout : '';
  } catch (error) {
    if (error instanceof ProcessError && signal?.aborted !== true) return '';
    throw error;
  }
};

const ownHeaders = async (signal?: AbortSignal): Promise<string[]> => {
  if (findExecutable('blkid') === null || findExecutable('cryptsetup') === null) return [];
  const volumes = await outputOf('blkid', ['-t', 'TYPE=crypto_LUKS', '-o', 'device'], signal);
  const headers: string[] = [];
  for (const device of volumes
    .split('\n')
    .filter((line) => line.startsWith('/'))
    .slice(0, MAX_VOLUMES))
    headers.push(await outputOf('cryptsetup', ['luksDump', '--dump-json-metadata', device], signal));
  return headers.filter((header) => header !== '');
};

/** A header that was named and cannot be read must not count as one without tokens. */
const unreadable = (problem: string): PcrBinding[] => [
  {
    token: 0,
    kind: 'systemd-tpm2',
    pcrs: [],
    bank: null,
    pcrlock: false,
    isRequired: true,
    problem,
  },
];

const bindingsOf = (header: string): PcrBinding[] => {
  try {
    return parseLuksBindings(header);
  } catch (error) {
    if (error instanceof UefiError) return unreadable(error.message);
    throw error;
  }
};

/** What of this host's LUKS tokens is bound to PCRs: of the headers that are named, else of its own volumes. */
export const readBindings = async (
  { luksHeaders, asksCryptsetup }: Pick<BootPlaces, 'luksHeaders' | 'asksCryptsetup'>,
  signal?: AbortSignal,
): Promise<PcrBinding[]> => {
  const bindings: PcrBinding[] = [];
  for (const path of luksHeaders) {
    const header = await readOrNull(path, MAX_HEADER_BYTES);
    bindings.push(
      ...(header === null ? unreadable(`${path} cannot be read`) : bindingsOf(header.toString('utf8'))),
    );
  }
  if (luksHeaders.length > 0 || !asksCryptsetup) return bindings;
  return (await ownHeaders(signal)).flatMap(bindingsOf);
};
