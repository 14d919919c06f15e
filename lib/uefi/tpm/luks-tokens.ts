import { UefiError } from '../bytes/uefi-error.ts';

/**
 * One way to open a LUKS2 volume that a TPM guards. `pcrs`: if one of these changes, it opens no more.
 * `pcrlock`: its PCRs are in a policy outside the header (systemd-pcrlock), so they are not known from here.
 * `isRequired` false: a clevis threshold that other pins can reach without it.
 * `problem`: the token could not be read; count it as bound to everything.
 */
export type PcrBinding = {
  token: number;
  kind: 'systemd-tpm2' | 'clevis';
  pcrs: number[];
  bank: string | null;
  pcrlock: boolean;
  isRequired: boolean;
  problem: string | null;
};

type Share = Pick<PcrBinding, 'pcrs' | 'bank' | 'pcrlock' | 'isRequired'>;

const MAX_CHARACTERS = 1 << 18; // of JSON, not of its padding; cryptsetup leaves room for 12 kB
const MAX_TOKENS = 32; // LUKS2_TOKENS_MAX
const MAX_DEPTH = 4;
const MAX_PCR = 23;

/** Why a token cannot be read; becomes the `problem` of its binding. */
class Unreadable extends Error {}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('it holds text that is not JSON');
  }
};

const pcrsOf = (numbers: readonly unknown[]): number[] =>
  numbers.map((number) => {
    if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= MAX_PCR)
      return number;
    throw new Unreadable('it names something that is not the number of a PCR');
  });

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** systemd's src/shared/tpm2-util.c, tpm2_make_luks2_json; PCRs of a signed policy (tpm2_pubkey_pcrs) may change. */
const systemdShare = (token: unknown): Share => {
  const pcrs = field(token, 'tpm2-pcrs') ?? [];
  if (!Array.isArray(pcrs)) throw new Unreadable('its tpm2-pcrs are no list');
  return {
    pcrs: pcrsOf(pcrs),
    bank: textOf(field(token, 'tpm2-pcr-bank')),
    pcrlock: field(token, 'tpm2_pcrlock') === true,
    isRequired: true,
  };
};

/** clevis-encrypt-tpm2(1): `pcr_ids` is a list in text, "0,7"; a list in JSON is accepted there too. */
const clevisPcrs = (ids: unknown): number[] => {
  if (ids === undefined) return [];
  const list: unknown[] = typeof ids === 'string' ? ids.split(',') : [ids].flat();
  const words = list.map((id) => (typeof id === 'string' ? id.trim() : id)).filter((id) => id !== '');
  return pcrsOf(words.map((id) => (typeof id === 'string' && /^\d{1,2}$/.test(id) ? Number(id) : id)));
};

const clevisTpm2 = (pin: unknown): Share => ({
  pcrs: clevisPcrs(field(pin, 'pcr_ids')),
  bank: textOf(field(pin, 'pcr_bank')),
  pcrlock: false,
  isRequired: true,
});

const protectedHeader = (encoded: unknown): unknown => {
  if (typeof encoded !== 'string') throw new Unreadable('it has no protected header');
  return parseJson(Buffer.from(encoded, 'base64url').toString());
};

/** A share is not required if the rest of the threshold's shares suffice. */
const clevisSss = (pin: unknown, depth: number): Share[] => {
  const shares = field(pin, 'jwe');
  const threshold = field(pin, 't');
  if (!Array.isArray(shares) || typeof threshold !== 'number')
    throw new Unreadable('its threshold is broken');
  const isRequired = threshold >= shares.length;
  return shares.flatMap((share) =>
    clevisShares(protectedHeader(textOf(share)?.split('.', 1)[0]), depth + 1).map((one) => ({
      ...one,
      isRequired: one.isRequired && isRequired,
    })),
  );
};

/** The TPM pins in a JWE's header; tang, pkcs11 and others bind no PCR. */
const clevisShares = (header: unknown, depth = 0): Share[] => {
  if (depth > MAX_DEPTH) throw new Unreadable('its thresholds are nested too deep');
  const clevis = field(header, 'clevis');
  const pin = field(clevis, 'pin');
  if (pin === 'tpm2') return [clevisTpm2(field(clevis, 'tpm2'))];
  if (pin === 'sss') return clevisSss(field(clevis, 'sss'), depth);
  if (typeof pin === 'string') return [];
  throw new Unreadable('it names no pin');
};

const READERS: ReadonlyMap<unknown, { kind: PcrBinding['kind']; read: (token: unknown) => Share[] }> =
  new Map([
    ['systemd-tpm2', { kind: 'systemd-tpm2', read: (token) => [systemdShare(token)] }],
    [
      'clevis',
      {
        kind: 'clevis',
        read: (token) => clevisShares(protectedHeader(field(field(token, 'jwe'), 'protected'))),
      },
    ],
  ]);

const UNREADABLE: Share = { pcrs: [], bank: null, pcrlock: false, isRequired: true };

const bindingsOf = ([id, token]: [string, unknown]): PcrBinding[] => {
  const reader = READERS.get(field(token, 'type'));
  if (reader === undefined) return [];
  const head = { token: Number(id), kind: reader.kind };
  try {
    return reader.read(token).map((share) => ({ ...head, ...share, problem: null }));
  } catch (error) {
    if (error instanceof Unreadable) return [{ ...head, ...UNREADABLE, problem: error.message }];
    throw error;
  }
};

/**
 * Which PCRs the tokens of a LUKS2 header are bound to: `json` is the header's JSON area, or what `cryptsetup
 * luksDump --dump-json-metadata` prints. Of a token that cannot be read the binding says so; other types are left out.
 * @throws {UefiError} TOO_LARGE above 256 KiB of JSON or 32 tokens; BAD_FORMAT if it is not the JSON of a LUKS2 header
 */
export const parseLuksBindings = (json: string): PcrBinding[] => {
  const end = json.indexOf('\0');
  const text = end === -1 ? json : json.slice(0, end);
  if (text.length > MAX_CHARACTERS)
    throw new UefiError('TOO_LARGE', `LUKS2 header: ${text.length} characters, more than ${MAX_CHARACTERS}`);
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new UefiError('BAD_FORMAT', 'LUKS2 header: the area of the header is not JSON', { cause });
  }
  const tokens = field(header, 'tokens') ?? {};
  if (typeof tokens !== 'object' || tokens === null || Array.isArray(tokens))
    throw new UefiError('BAD_FORMAT', 'LUKS2 header: its tokens are no object');
  const entries = Object.entries(tokens);
  if (entries.length > MAX_TOKENS)
    throw new UefiError('TOO_LARGE', `LUKS2 header: ${entries.length} tokens, more than ${MAX_TOKENS}`);
  return entries.flatMap(bindingsOf);
};
