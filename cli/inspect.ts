/** `bootswap inspect`: shows EFI images: digests, signatures, SBAT, the keys that a shim trusts. Reads only. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../lib/errors.ts';
import { humanBytes } from '../lib/format.ts';
import { runOrThrow } from '../lib/sys/index.ts';
import { inspectImage, machineName, UefiError } from '../lib/uefi/index.ts';
import type { ImageFacts } from '../lib/uefi/index.ts';
import { BootFilesError, listFiles, readBounded } from './boot-files.ts';
import type { Command, Invocation } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { table } from './terminal.ts';

type FileFacts = { path: string; sha256: string } & (
  | ImageFacts
  | { error: { code: string; message: string } }
);

const UNPACK_TIMEOUT_MS = 120_000;

const isImage = (bytes: Uint8Array): boolean => bytes[0] === 0x4d && bytes[1] === 0x5a; // MZ

const factsOf = (path: string, bytes: Uint8Array): FileFacts => {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    return { path, sha256, ...inspectImage(bytes) };
  } catch (error) {
    if (!(error instanceof UefiError)) throw error;
    return { path, sha256, error: { code: error.code, message: error.message } };
  }
};

/** Every file of a directory that begins like an EFI image. A file named on the command line is inspected whatever it is. */
const inspectDirectory = async (root: string, shownAs: string): Promise<FileFacts[]> => {
  const facts: FileFacts[] = [];
  for (const path of await listFiles(root)) {
    const bytes = await readBounded(join(root, path));
    if (isImage(bytes)) facts.push(factsOf(join(shownAs, path), bytes));
  }
  return facts;
};

const inspectPackage = async (deb: string, signal: AbortSignal): Promise<FileFacts[]> => {
  const scratch = await mkdtemp(join(tmpdir(), 'bootswap-inspect-'));
  try {
    await runOrThrow('dpkg-deb', ['-x', deb, scratch], { timeoutMs: UNPACK_TIMEOUT_MS, signal });
    return await inspectDirectory(scratch, deb);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

const inspectPath = async (path: string, signal: AbortSignal): Promise<FileFacts[]> => {
  const status = await stat(path).catch((cause: unknown) => {
    throw new BootFilesError('NOT_FOUND', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  });
  if (status.isDirectory()) return inspectDirectory(path, path);
  // Reading a pipe or a device might never end.
  if (!status.isFile())
    throw new BootFilesError('UNREADABLE', `${path} is neither a regular file nor a directory`);
  return path.endsWith('.deb') ? inspectPackage(path, signal) : [factsOf(path, await readBounded(path))];
};

const levelLine = (text: string): string => text.trim().replaceAll('\n', ' / ');

const rowsOf = (facts: ImageFacts): string[][] => {
  const nx = facts.nx ? ', NX' : '';
  const rows = [
    ['size', `${humanBytes(facts.size)}, ${machineName(facts.machine)}${nx}`],
    ['authenticode', facts.authenticode.sha256],
    ...facts.signatures.map(({ valid, signer, chain }) => [
      valid ? 'signed by' : 'NOT VALID',
      [signer?.subject ?? 'unknown signer', ...chain.slice(1).map(({ subject }) => subject)].join(' < '),
    ]),
    [
      'sbat',
      facts.sbat.map(({ component, generation }) => `${component},${generation}`).join(' ') ||
        facts.sbatState,
    ],
  ];
  if (facts.shimVersion !== null) rows.push(['shim', facts.shimVersion]);
  if (facts.sbatLevel !== null) rows.push(['sets level', levelLine(facts.sbatLevel.automatic)]);
  for (const { subject } of facts.vendorCertificates) rows.push(['trusts', subject]);
  for (const { code, detail } of facts.findings) rows.push(['note', `${code}: ${detail}`]);
  return rows;
};

const run = async ({ positionals, signal, terminal }: Invocation): Promise<ExitCode> => {
  const files: FileFacts[] = [];
  for (const path of positionals) files.push(...(await inspectPath(path, signal)));
  for (const facts of files) {
    terminal.print(terminal.paint.bold(facts.path));
    const rows = 'error' in facts ? [['not readable', facts.error.message]] : rowsOf(facts);
    for (const line of table(rows)) terminal.print(`  ${line}`);
  }
  if (files.length === 0) terminal.say('no EFI image found');
  terminal.document({ files });
  return files.length === 0 || files.some((facts) => 'error' in facts) ? exitCodes.failed : exitCodes.ok;
};

export const command: Command = {
  name: 'inspect',
  summary: 'show the digests, signatures, SBAT and trusted keys of EFI images',
  synopsis: 'FILE|DIR|DEB...',
  details: [
    'Given a directory or a package, shows every EFI image in it. Signatures are verified against the image; use `bootswap',
    'verdict` to see whether a machine trusts the signers. Exits with 1 if there is no image, or one cannot be read.',
  ].join('\n'),
  options: {},
  positionals: { min: 1, max: 10_000 },
  examples: ['bootswap inspect /boot/efi', 'bootswap inspect --json shim-signed_*.deb | jq .files[0].sbat'],
  run,
};
