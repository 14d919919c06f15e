import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../../lib/errors.ts';
import { parsePe } from '../../../../lib/uefi/pe/pe.ts';
import { encodeSignatureLists } from '../../../../lib/uefi/signature/signature-list.ts';
import type { SignatureList } from '../../../../lib/uefi/signature/signature-list.ts';
import {
  parseVendorCert,
  readShimCertificates,
  readVendorTrust,
} from '../../../../lib/uefi/image/vendor-cert.ts';
import { repoRoot } from '../../../lab/tools.ts';
import { samplePe } from '../pe-samples.ts';

const test = suite('vendor cert');

const OWNER = '605dab50-e046-4300-abb6-3dd810dd8b23';
const certificate = await readFile(join(repoRoot(), 'tests', 'fixtures', 'secure-boot', 'debvendor.0.der'));
const hashes = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
const hexes = hashes.map((hash) => Buffer.from(hash).toString('hex'));

const list = (type: 'x509' | 'sha256', ...data: Uint8Array[]): SignatureList => ({
  type,
  signatureBytes: 16 + (data[0]?.length ?? 0),
  header: new Uint8Array(),
  entries: data.map((each) => ({ owner: OWNER, data: each })),
});

const section = (authorized: Uint8Array, deauthorized: Uint8Array): Buffer => {
  const head = Buffer.alloc(16);
  [authorized.length, deauthorized.length, 16, 16 + authorized.length].forEach((value, index) =>
    head.writeUInt32LE(value, index * 4),
  );
  return Buffer.concat([head, authorized, deauthorized]);
};

test('vendor cert - one certificate, and what is revoked as one list or as many', () => {
  const asOne = encodeSignatureLists([list('sha256', ...hashes)]);
  const asMany = encodeSignatureLists(hashes.map((hash) => list('sha256', hash)));
  for (const deauthorized of [asOne, asMany]) {
    const trust = parseVendorCert(section(certificate, deauthorized));
    assert.is(trust.form, 'certificate');
    assert.equal(
      trust.authorized.certificates.map(({ subject }) => subject),
      ['CN=Debian Secure Boot CA'],
    );
    assert.equal(trust.deauthorized.sha256, hexes);
    assert.ok(trust.authorizedBytes.equals(certificate));
    assert.ok(trust.deauthorizedBytes.equals(deauthorized));
  }
});

test('vendor cert - signature lists with certificates and digests', () => {
  const lists = encodeSignatureLists([list('x509', certificate), list('sha256', ...hashes)]);
  const { form, authorized, deauthorized } = parseVendorCert(section(lists, new Uint8Array()));
  assert.is(form, 'lists');
  assert.equal(
    authorized.certificates.map(({ serial }) => serial),
    ['ED54A1D5AF8748948D9F8932EE9C7C34'],
  );
  assert.equal(authorized.sha256, hexes);
  assert.equal(deauthorized.lists, []);
});

test('vendor cert - a shim without own trust', () => {
  assert.is(parseVendorCert(section(new Uint8Array(), new Uint8Array())).form, 'none');
});

test('vendor cert - sizes that lie are refused', () => {
  const whole = section(certificate, new Uint8Array());
  for (const [at, value] of [
    [0, 931],
    [4, 1],
    [8, 0xffffffff],
    [12, 0xfffffff0],
  ] as const) {
    const wrong = Buffer.from(whole);
    wrong.writeUInt32LE(value, at);
    wrong.writeUInt32LE(at === 12 ? 1 : wrong.readUInt32LE(4), 4);
    assert.throws(
      () => parseVendorCert(wrong),
      (error: unknown) => hasCode(error, 'TRUNCATED'),
      `${at}`,
    );
  }
  assert.throws(
    () => parseVendorCert(section(Buffer.concat([certificate, Buffer.alloc(1)]), new Uint8Array())),
    (error: unknown) => hasCode(error, 'BAD_VENDOR_CERT'),
  );
  assert.throws(
    () => parseVendorCert(Buffer.alloc(15)),
    (error: unknown) => hasCode(error, 'TRUNCATED'),
  );
});

test('vendor cert - the section is found by its cut name, and no shim has none', () => {
  const sections = [{ name: '.vendor_cert', data: section(certificate, new Uint8Array()) }];
  assert.is(readVendorTrust(parsePe(samplePe({ sections })))?.form, 'certificate');
  assert.is(readVendorTrust(parsePe(samplePe())), null);
});

test('vendor cert - certificates of a shim_certificate file', () => {
  const data = encodeSignatureLists([list('x509', certificate)]);
  const padded = Buffer.concat([data, Buffer.alloc(64)]);
  const sections = [{ name: '.db', data: padded, virtualSize: data.length }];
  const { certificates } = readShimCertificates(parsePe(samplePe({ sections })));
  assert.equal(
    certificates.map(({ subject }) => subject),
    ['CN=Debian Secure Boot CA'],
  );
  assert.equal(readShimCertificates(parsePe(samplePe())).certificates, []);
});

test.run();
