import { writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePe } from '../../lib/uefi/pe/pe.ts';
import { runToolOrThrow } from './tools.ts';

/** A key that no firmware knows, and its certificate. */
export type TestKey = { keyPath: string; certPath: string; certificate: Uint8Array };

/** RSA, for that is all that shim and EDK2 verify. */
export const makeTestKey = async (directory: string, name = 'test'): Promise<TestKey> => {
  const [keyPath, certPath, derPath] = ['key', 'pem', 'der'].map((ending) =>
    join(directory, `${name}.${ending}`),
  ) as [string, string, string];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '30'];
  const subject = ['-subj', `/CN=bootswap ${name} key`];
  await runToolOrThrow('openssl', [...request, ...subject, '-keyout', keyPath, '-out', certPath]);
  await runToolOrThrow('openssl', ['x509', '-in', certPath, '-outform', 'DER', '-out', derPath]);
  return { keyPath, certPath, certificate: new Uint8Array(await readFile(derPath)) };
};

/** The image with only the first `keep` of its signatures. */
export const withSignatures = (bytes: Uint8Array, keep: number): Buffer => {
  const { certificateTable, securityEntryOffset } = parsePe(bytes);
  if (certificateTable === null || securityEntryOffset === null) return Buffer.from(bytes);
  const image = Buffer.from(bytes);
  let end = certificateTable.offset;
  for (let entry = 0; entry < keep; entry += 1) end += Math.ceil(image.readUInt32LE(end) / 8) * 8;
  image.writeUInt32LE(keep === 0 ? 0 : certificateTable.offset, securityEntryOffset);
  image.writeUInt32LE(end - certificateTable.offset, securityEntryOffset + 4);
  return image.subarray(0, end);
};

/** Signed with `key` and nothing else, by sbsign(1). */
export const signedBy = async (bytes: Uint8Array, key: TestKey, directory: string): Promise<Buffer> => {
  const [input, output] = [join(directory, 'unsigned.efi'), join(directory, 'signed.efi')];
  await writeFile(input, withSignatures(bytes, 0));
  await runToolOrThrow('sbsign', ['--key', key.keyPath, '--cert', key.certPath, '--output', output, input]);
  return readFile(output);
};

const headerOf = (bytes: Uint8Array): number => Buffer.from(bytes).readUInt32LE(0x3c);

/** One byte of its first section is another: the signature does not fit any more. */
export const flipped = (bytes: Uint8Array): Buffer => {
  const image = Buffer.from(bytes);
  const at = (parsePe(bytes).sections[0]?.rawOffset ?? 0) + 0x800;
  image[at] = (image[at] ?? 0) ^ 0xff;
  return image;
};

export const forMachine = (bytes: Uint8Array, machine: number): Buffer => {
  const image = Buffer.from(bytes);
  image.writeUInt16LE(machine, headerOf(bytes) + 4);
  return image;
};

const DLL_CHARACTERISTICS_AT = 24 + 70;
const NX_COMPAT = 0x0100;

export const markedNx = (bytes: Uint8Array): Buffer => {
  const image = Buffer.from(bytes);
  const at = headerOf(bytes) + DLL_CHARACTERISTICS_AT;
  image.writeUInt16LE(image.readUInt16LE(at) | NX_COMPAT, at);
  return image;
};

/** A shim that applies another SBAT level by itself; `to` is as long as what stands there. */
export const withAutomaticLevel = (shim: Uint8Array, { from, to }: { from: string; to: string }): Buffer => {
  const section = parsePe(shim).sections.find(({ name }) => name === '.sbatlevel');
  const image = Buffer.from(shim);
  const at = section === undefined ? -1 : image.indexOf(from, section.rawOffset, 'latin1');
  if (at === -1 || from.length !== to.length) throw new RangeError(`this shim has no level ${from}`);
  image.write(to, at, 'latin1');
  return image;
};
