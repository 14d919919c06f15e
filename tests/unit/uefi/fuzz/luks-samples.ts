const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = (clevis: object): string => base64url({ alg: 'dir', clevis, enc: 'A256GCM' });
const pin = { pin: 'tpm2', tpm2: { hash: 'sha256', pcr_bank: 'sha256', pcr_ids: '4,7' } };
const threshold = {
  pin: 'sss',
  sss: { t: 1, jwe: [`${header(pin)}..iv.c.t`, `${header({ pin: 'tang' })}..i.c.t`] },
};

const clevis = (clevisPin: object): object => ({
  type: 'clevis',
  keyslots: ['1'],
  jwe: { ciphertext: 'x', encrypted_key: '', iv: 'x', protected: header(clevisPin), tag: 'x' },
});

const systemd = {
  type: 'systemd-tpm2',
  keyslots: ['1'],
  'tpm2-pcrs': [7, 14],
  'tpm2-pcr-bank': 'sha256',
  tpm2_pcrlock: true,
};

/** JSON areas of LUKS2 headers as cryptsetup prints them: systemd's token, clevis' with one pin and with a threshold. */
export const luksSamples = (): string[] =>
  [{ 0: systemd }, { 1: clevis(pin), 2: { type: 'x' } }, { 0: systemd, 3: clevis(threshold) }].map((tokens) =>
    JSON.stringify({ keyslots: {}, tokens, segments: {}, config: { json_size: '12288' } }),
  );
