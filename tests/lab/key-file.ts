import { writeFile } from 'node:fs/promises';
import { generateKeyPair } from '../../lib/trust/index.ts';
import type { SigningKey } from '../../lib/trust/index.ts';

/** Writes a signing key, by default a new one, as a PEM file that another process may read. @returns the path */
export const writeKeyFile = async (path: string, key: SigningKey = generateKeyPair()): Promise<string> => {
  await writeFile(path, key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return path;
};
