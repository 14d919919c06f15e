import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { UefiError } from '../../../lib/uefi/bytes/uefi-error.ts';
import type { UefiErrorCode } from '../../../lib/uefi/bytes/uefi-error.ts';
import { repoRoot } from '../tools.ts';

/** Path of a file that real firmware, shims and TPMs left. */
export const fixturePath = (...names: string[]): string =>
  join(repoRoot(), 'tests', 'fixtures', 'secure-boot', ...names);

export const fixture = (...names: string[]): Uint8Array =>
  new Uint8Array(readFileSync(fixturePath(...names)));

export const EFIVARS = 'efivars-ovmf-ms-shim16.1';

/** All variables of a host with shim 16.1 under OVMF, Secure Boot on: file name to file. */
export const capturedVariables = (): Map<string, Uint8Array> =>
  new Map(readdirSync(fixturePath(EFIVARS)).map((name) => [name, fixture(EFIVARS, name)]));

/** Changes to variables, by file name: the new file, or null for one that is taken away. */
export type VariableFiles = Readonly<Record<string, Uint8Array | null>>;

/** The captured variables with these changes. */
export const capturedWith = (changes: VariableFiles): Map<string, Uint8Array> => {
  const variables = capturedVariables();
  for (const [name, file] of Object.entries(changes)) {
    if (file === null) variables.delete(name);
    else variables.set(name, file);
  }
  return variables;
};

/** The file that efivarfs has of a variable with this data: non-volatile, of boot and run time. */
export const variableFile = (data: Iterable<number>): Uint8Array => new Uint8Array([7, 0, 0, 0, ...data]);

export const GLOBAL = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
export const SECURITY = 'd719b2cb-3d3a-4596-a3bc-dad00e67656f';
export const SHIM = '605dab50-e046-4300-abb6-3dd810dd8b23';

/** The data of a captured variable. */
export const variableData = (name: string, guid = GLOBAL): Uint8Array =>
  fixture(EFIVARS, `${name}-${guid}`).subarray(4);

export const TPM_LOGS = {
  shim16: 'bbm-sb-shim16.1-grub2.06deb12u2.bin',
  shim15: 'bbm-sb-shim15.8-grub2.06deb11u6.bin',
  sdBoot: 'bbm-nosb-sdboot252-unsigned.bin',
} as const;

/** The bytes of hex text, spaces ignored. */
export const hex = (text: string): Uint8Array =>
  new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A copy of `bytes` with `patch` at `offset`. */
export const patched = (bytes: Uint8Array, offset: number, patch: readonly number[]): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy.set(patch, offset);
  return copy;
};

/** Asserts that `run` refuses with this code. */
export const assertRefused = (run: () => unknown, code: UefiErrorCode): void => {
  try {
    run();
  } catch (error) {
    assert.instance(error, UefiError);
    assert.is(error instanceof UefiError && error.code, code);
    return;
  }
  assert.unreachable(`nothing was refused, but it should be ${code}`);
};
