import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseLuksBindings } from '../../../../lib/uefi/tpm/luks-tokens.ts';
import type { PcrBinding } from '../../../../lib/uefi/tpm/luks-tokens.ts';
import { assertRefused } from '../../../lab/boot/fixtures.ts';
import { fuzzParser } from '../fuzz/fuzz-parser.ts';

const test = suite('luks tokens');

const header = (tokens: object): string =>
  JSON.stringify({ keyslots: {}, tokens, segments: {}, digests: {}, config: { json_size: '12288' } });

/** As systemd-cryptenroll 252 and 257 write it, blobs left out. */
const systemd = (changes: object = {}): object => ({
  type: 'systemd-tpm2',
  keyslots: ['1'],
  'tpm2-blob': 'AAAA',
  'tpm2-pcrs': [7],
  'tpm2-pcr-bank': 'sha256',
  'tpm2-primary-alg': 'ecc',
  'tpm2-policy-hash': '00',
  ...changes,
});

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const jweHeader = (clevis: object): object => ({ alg: 'dir', clevis, enc: 'A256GCM' });

/** As `clevis luks bind` writes it (the JWE in its JSON form). */
const clevis = (pin: object): object => ({
  type: 'clevis',
  keyslots: ['1'],
  jwe: { ciphertext: 'x', encrypted_key: '', iv: 'x', protected: base64url(jweHeader(pin)), tag: 'x' },
});

const tpm2 = (changes: object = {}): object => ({
  pin: 'tpm2',
  tpm2: { hash: 'sha256', key: 'ecc', pcr_bank: 'sha256', pcr_ids: '4,7', ...changes },
});

const compact = (pin: object): string => `${base64url(jweHeader(pin))}..iv.cipher.tag`;

const binding = (changes: Partial<PcrBinding>): PcrBinding => ({
  token: 0,
  kind: 'systemd-tpm2',
  pcrs: [],
  bank: 'sha256',
  pcrlock: false,
  isRequired: true,
  problem: null,
  ...changes,
});

test('systemd - the PCRs and the bank of a token', () => {
  assert.equal(parseLuksBindings(header({ 3: systemd({ 'tpm2-pcrs': [0, 7, 14] }) })), [
    binding({ token: 3, pcrs: [0, 7, 14] }),
  ]);
});

test('systemd - no PCR but those of a signed policy is no PCR; pcrlock is said', () => {
  const signed = systemd({ 'tpm2-pcrs': [], tpm2_pubkey_pcrs: [11], tpm2_pubkey: 'x' });
  const locked = systemd({ 'tpm2-pcrs': [], tpm2_pcrlock: true });
  assert.equal(parseLuksBindings(header({ 0: signed, 1: locked })), [
    binding({}),
    binding({ token: 1, pcrlock: true }),
  ]);
});

test('clevis - the PCRs in the protected header, as text or as a list', () => {
  const tokens = {
    0: clevis(tpm2()),
    1: clevis(tpm2({ pcr_ids: [7, '14'] })),
    2: clevis(tpm2({ pcr_ids: ' 7 ' })),
    3: clevis(tpm2({ pcr_ids: '' })),
    4: clevis(tpm2({ pcr_ids: undefined })),
  };
  assert.equal(
    parseLuksBindings(header(tokens)).map(({ kind, pcrs, problem }) => ({ kind, pcrs, problem })),
    [[4, 7], [7, 14], [7], [], []].map((pcrs) => ({ kind: 'clevis', pcrs, problem: null })),
  );
});

test('clevis - a pin that is no TPM binds nothing', () => {
  assert.equal(parseLuksBindings(header({ 0: clevis({ pin: 'tang', tang: { url: 'x' } }) })), []);
});

test('clevis - in a threshold the TPM is required only if the other shares do not suffice', () => {
  const shares = [compact(tpm2()), compact({ pin: 'tang', tang: {} })];
  const any = clevis({ pin: 'sss', sss: { t: 1, p: 'x', jwe: shares } });
  const all = clevis({ pin: 'sss', sss: { t: 2, p: 'x', jwe: shares } });
  const nested = clevis({
    pin: 'sss',
    sss: { t: 1, jwe: [compact({ pin: 'sss', sss: { t: 2, jwe: shares } }), compact({ pin: 'tang' })] },
  });
  assert.equal(
    parseLuksBindings(header({ 0: any, 1: all, 2: nested })).map(({ pcrs, isRequired }) => ({
      pcrs,
      isRequired,
    })),
    [false, true, false].map((isRequired) => ({ pcrs: [4, 7], isRequired })),
  );
});

test('tokens - other types are left out, and a header without tokens binds nothing', () => {
  const tokens = { 0: { type: 'systemd-recovery', keyslots: ['2'] }, 1: { type: 'luks2-keyring' }, 2: null };
  assert.equal(parseLuksBindings(header(tokens)), []);
  assert.equal(parseLuksBindings('{}'), []);
  assert.equal(parseLuksBindings(`${header({ 0: systemd() })}\0\0\0garbage`).length, 1, 'the area is padded');
});

const deep = (levels: number): object =>
  levels === 0 ? tpm2() : { pin: 'sss', sss: { t: 1, jwe: [compact(deep(levels - 1))] } };

test('tokens - one that cannot be read says so instead of being left out', () => {
  for (const token of [
    systemd({ 'tpm2-pcrs': '7' }),
    systemd({ 'tpm2-pcrs': [24] }),
    systemd({ 'tpm2-pcrs': [-1] }),
    systemd({ 'tpm2-pcrs': [7.5] }),
    systemd({ 'tpm2-pcrs': ['7'] }),
    { type: 'clevis' },
    { type: 'clevis', jwe: 'x' },
    { type: 'clevis', jwe: { protected: '!' } },
    { type: 'clevis', jwe: { protected: base64url([1]) } },
    clevis({ pin: 7 }),
    clevis(tpm2({ pcr_ids: '7,x' })),
    clevis(tpm2({ pcr_ids: { 7: true } })),
    clevis({ pin: 'sss', sss: {} }),
    clevis({ pin: 'sss', sss: { t: 1, jwe: [null] } }),
    clevis(deep(6)),
  ]) {
    const [found, ...others] = parseLuksBindings(header({ 0: token }));
    assert.equal(others, []);
    assert.type(found?.problem, 'string', JSON.stringify(token));
    assert.is(found?.isRequired, true);
  }
  assert.is(parseLuksBindings(header({ 0: clevis(deep(3)) }))[0]?.problem, null);
});

test('header - what is not the JSON of a LUKS2 header is refused', () => {
  for (const json of ['', 'null]', '{"tokens":', '{"tokens":[]}', '{"tokens":7}', '{"tokens":"x"}'])
    assertRefused(() => parseLuksBindings(json), 'BAD_FORMAT');
  const many = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [index, systemd()]));
  assertRefused(() => parseLuksBindings(header(many)), 'TOO_LARGE');
  assertRefused(() => parseLuksBindings(' '.repeat((1 << 18) + 1)), 'TOO_LARGE');
});

test('header - deeply nested JSON and names from the prototype do no harm', () => {
  assert.equal(parseLuksBindings(`{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), []);
  assert.equal(parseLuksBindings('{"tokens":{"__proto__":{"type":"clevis"}}}').length, 1);
  assert.equal(parseLuksBindings('{"__proto__":{"tokens":{"0":{"type":"clevis"}}}}'), []);
});

test('fuzz - mutated headers are read or refused', () => {
  const inputs = [
    header({ 0: systemd(), 1: clevis(tpm2()) }),
    header({ 0: clevis({ pin: 'sss', sss: { t: 1, jwe: [compact(tpm2())] } }) }),
  ].map((text) => new Uint8Array(Buffer.from(text)));
  const parse = (bytes: Uint8Array): unknown => parseLuksBindings(Buffer.from(bytes).toString());
  const { accepted, refused } = fuzzParser(parse, { inputs });
  assert.ok(accepted > 100 && refused > 100, `${accepted} accepted, ${refused} refused`);
});

test.run();
