import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inspectImage } from '../../../../lib/uefi/image/inspect.ts';
import { readBootFiles } from '../../../lab/boot/boot-files.ts';
import type { SignedFile } from '../../../lab/boot/boot-files.ts';
import { GROUND_TRUTH } from './ground-truth.ts';
import { sampleEntry, samplePe } from '../pe-samples.ts';

const test = suite('inspect');

const codesOf = (bytes: Uint8Array): string[] => inspectImage(bytes).findings.map(({ code }) => code);
const truthOf = ({ name, version }: SignedFile) =>
  GROUND_TRUTH.find((truth) => truth.name === name && truth.version === version);

test('inspect - Debian’s boot files are as they were measured', async () => {
  const known = (await readBootFiles()).filter((file) => truthOf(file) !== undefined);
  for (const file of known) {
    const truth = truthOf(file);
    const facts = inspectImage(file.bytes);
    assert.is(facts.authenticode.sha256, truth?.authenticode);
    assert.equal(
      facts.signatures.map(({ signer }) => signer?.subject.split(',')[0]),
      truth?.signers,
    );
    const sbat = facts.sbat.map(({ component, generation }) => `${component},${generation}`);
    assert.equal(sbat, ['sbat,1', ...(truth?.sbat ?? [])]);
  }
});

test('inspect - every boot file of apt is sound, and only shim has trust and levels of its own', async () => {
  for (const { name, bytes } of await readBootFiles()) {
    const facts = inspectImage(bytes);
    const isShim = name === 'shimx64.efi';
    assert.equal([facts.machine, facts.subsystem, facts.size], [0x8664, 10, bytes.length]);
    assert.equal(facts.findings, []);
    assert.ok(facts.signatures.length > 0 && facts.signatures.every(({ valid }) => valid));
    assert.is(facts.vendorCertificates.length > 0, isShim);
    assert.is(facts.sbatLevel !== null, isShim);
    assert.is(facts.shimVersion !== null, isShim);
    assert.equal(JSON.parse(JSON.stringify(facts)), facts);
  }
});

test('inspect - shim’s own trust and levels are read', async () => {
  const [shim] = (await readBootFiles()).filter(
    ({ name, version }) => name === 'shimx64.efi' && version.includes('16.1-2~deb12u1'),
  );
  if (shim === undefined) return;
  const facts = inspectImage(shim.bytes);
  assert.is(facts.shimVersion, '16.1');
  assert.equal(facts.sbatLevel, {
    automatic: 'sbat,1,2025021800\nshim,4\ngrub,5\n',
    latest: 'sbat,1,2025051000\nshim,4\ngrub,5\ngrub.proxmox,2\n',
  });
  assert.equal(
    facts.vendorCertificates.map(({ subject }) => subject),
    ['CN=Debian Secure Boot CA'],
  );
  assert.is(facts.vendorDbx.sha256.length, 114);
});

test('inspect - what cannot be read of a part is a finding, and the rest is there', () => {
  const junk = Buffer.alloc(16, 0xff);
  const named = (name: string): string[] => codesOf(samplePe({ sections: [{ name, data: junk }] }));
  assert.equal(named('.sbatlevel'), ['SBAT_LEVEL_INVALID']);
  assert.equal(named('.vendor_cert'), ['VENDOR_CERT_INVALID']);
  assert.equal(named('.db'), ['SHIM_CERTIFICATES_INVALID']);
  assert.equal(named('.sbat'), ['SBAT_INVALID']);
  const revocations = ['.sbata', '.sbatl'].map((name) => ({ name, data: junk }));
  assert.equal(codesOf(samplePe({ sections: revocations })), ['REVOCATIONS_INVALID']);
  assert.equal(codesOf(samplePe({ certificateTable: Buffer.alloc(16) })), ['CERTIFICATE_TABLE_INVALID']);
});

test('inspect - a signature that cannot be read is a signature that is not valid', () => {
  const table = sampleEntry(Buffer.from([0x30, 2, 5, 0, 0, 0, 0, 0]));
  const { signatures, findings } = inspectImage(samplePe({ certificateTable: table }));
  assert.equal(
    signatures.map(({ valid, signer }) => [valid, signer]),
    [[false, null]],
  );
  assert.equal(
    signatures[0]?.findings.map(({ code }) => code),
    ['SIGNATURE_MALFORMED'],
  );
  assert.equal(findings, []);
});

test.run();
