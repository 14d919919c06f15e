import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hashImage } from '../../../../lib/uefi/signature/authenticode.ts';
import { parsePe } from '../../../../lib/uefi/pe/pe.ts';
import { skipIf, lacking } from '../../../lab/skip.ts';
import { outputOf, readBootFiles } from '../../../lab/boot/boot-files.ts';
import { SAMPLE_HEADERS_BYTES, SAMPLE_OPTIONAL_AT, samplePe } from '../pe-samples.ts';

const test = suite('authenticode');
const withPesign = skipIf(test, lacking('pesign'));

const hash = (bytes: Uint8Array): ReturnType<typeof hashImage> => hashImage(parsePe(bytes));

/** The simple form: all of the file but checksum, security entry and certificate table. */
const simpleSha256 = (bytes: Buffer, end = bytes.length): string =>
  createHash('sha256')
    .update(bytes.subarray(0, SAMPLE_OPTIONAL_AT + 64))
    .update(bytes.subarray(SAMPLE_OPTIONAL_AT + 68, SAMPLE_OPTIONAL_AT + 144))
    .update(bytes.subarray(SAMPLE_OPTIONAL_AT + 152, end))
    .digest('hex');

const pesign = async (bytes: Uint8Array, ...args: readonly string[]): Promise<string | undefined> =>
  (await outputOf('pesign', ['-i', '{}', '-h', ...args], bytes))
    .trim()
    .split(/\s+/)
    .find((word) => /^[0-9a-f]{40,}$/.test(word));

/** The same image without its signatures, and with `extra` bytes behind its sections. */
const unsigned = (bytes: Buffer, extra: number): Buffer => {
  const { certificateTable, securityEntryOffset } = parsePe(bytes);
  const copy = Buffer.concat([bytes.subarray(0, certificateTable?.offset), Buffer.alloc(extra, 7)]);
  return copy.fill(0, securityEntryOffset ?? 0, (securityEntryOffset ?? 0) + 8);
};

test('authenticode - checksum, security entry and certificate table are not hashed, all else is', () => {
  const bytes = samplePe({ trailing: Buffer.from('symbols!'), certificateTable: Buffer.alloc(16, 1) });
  const { sha256, findings, ...rest } = hash(bytes);
  assert.is(sha256, simpleSha256(bytes, bytes.length - 16));
  assert.equal(findings, []);
  assert.equal(Object.keys(rest), ['sha1']);
  for (let at = 0; at < bytes.length; at += 1) {
    const isFree = (at >= SAMPLE_OPTIONAL_AT + 64 && at < SAMPLE_OPTIONAL_AT + 68) || at >= bytes.length - 16;
    // Other fields of the headers would make another image of it, or none.
    if (at < SAMPLE_HEADERS_BYTES && !isFree) continue;
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    assert.is(hash(changed).sha256 === sha256, isFree, `byte ${at}`);
  }
});

test('authenticode - an unsigned file of an odd length has a padded digest, too', () => {
  const bytes = samplePe({ trailing: Buffer.from([1, 2, 3]) });
  const { sha256, paddedSha256, paddedSha1 } = hash(bytes);
  assert.is(sha256, simpleSha256(bytes));
  assert.is(paddedSha256, simpleSha256(Buffer.concat([bytes, Buffer.alloc(5)])));
  assert.is(paddedSha1?.length, 40);
  assert.is(hash(samplePe()).paddedSha256, undefined);
});

test('authenticode - sections are hashed in file order, whatever the table says', () => {
  const sections = [
    { name: '.b', data: Buffer.alloc(16, 2), rawOffset: SAMPLE_HEADERS_BYTES + 16 },
    { name: '.a', data: Buffer.alloc(16, 1), rawOffset: SAMPLE_HEADERS_BYTES },
  ];
  const bytes = samplePe({ sections });
  assert.is(hash(bytes).sha256, simpleSha256(bytes));
  assert.equal(hash(bytes).findings, []);
});

test('authenticode - a file that is not hashed as a whole, or in part twice, is reported', () => {
  const data = Buffer.alloc(64, 3);
  const at = SAMPLE_HEADERS_BYTES;
  const gap = samplePe({ sections: [{ name: '.a', data, rawOffset: at + 16 }], trailing: data });
  const overlap = samplePe({
    sections: [
      { name: '.a', data, rawOffset: at },
      { name: '.b', data, rawOffset: at + 32 },
    ],
  });
  const behind = samplePe({ certificateTable: Buffer.alloc(16), behind: Buffer.alloc(8) });
  for (const bytes of [gap, overlap, behind])
    assert.equal(
      hash(bytes).findings.map(({ code }) => code),
      ['HASH_FORMS_DIFFER'],
    );
});

withPesign('authenticode - digests of all signed boot files equal those of pesign', async () => {
  for (const { name, version, bytes } of await readBootFiles()) {
    const { sha256, sha1, findings } = hash(bytes);
    assert.is(sha256, await pesign(bytes, '-P'), `${name} ${version}`);
    assert.is(sha1, await pesign(bytes, '-d', 'sha1'), `${name} ${version}, SHA-1`);
    assert.equal(findings, []);
  }
});

withPesign('authenticode - digests of unsigned files equal those of pesign, padded and not', async () => {
  const [file] = (await readBootFiles()).filter(({ name }) => name === 'fbx64.efi');
  assert.ok(file);
  for (const extra of [0, 3, 7]) {
    const bytes = unsigned(file.bytes, extra);
    const { sha256, paddedSha256 = sha256 } = hash(bytes);
    assert.is(sha256, await pesign(bytes), `${extra} more bytes`);
    assert.is(paddedSha256, await pesign(bytes, '-P'), `${extra} more bytes, padded`);
    assert.is(sha256 === paddedSha256, extra === 0);
  }
});

test.run();
