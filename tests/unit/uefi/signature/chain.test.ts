import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isForModulesOnly, parseCertificate, tbsDigest } from '../../../../lib/uefi/signature/certificate.ts';
import type { Certificate } from '../../../../lib/uefi/signature/certificate.ts';
import { embeddedChain, findTrustPath } from '../../../../lib/uefi/signature/chain.ts';
import { verifySignature } from '../../../../lib/uefi/signature/pkcs7.ts';
import { repoRoot, runTool } from '../../../lab/tools.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { blobsOf, outputOf, readBootFiles } from '../../../lab/boot/boot-files.ts';
import { certPathOf, makeIdentity } from './test-authority.ts';
import type { Identity, IdentityOptions } from './test-authority.ts';

const test = suite('chain');

const fixture = (name: string): Promise<Buffer> =>
  readFile(join(repoRoot(), 'tests', 'fixtures', 'secure-boot', name));
const subjects = (path: readonly Certificate[] | null): string[] | null =>
  path?.map(({ subject }) => subject) ?? null;

/** root issues middle issues leaf. */
const withFamily = (
  work: (family: {
    root: Certificate;
    middle: Certificate;
    leaf: Certificate;
    directory: string;
  }) => Promise<void>,
): Promise<void> =>
  withScratch(async (directory) => {
    const make = async (name: string, by?: Identity): Promise<Identity> =>
      makeIdentity({
        directory,
        name,
        isAuthority: name !== 'leaf',
        ...(by === undefined
          ? {}
          : { issuer: { certPath: certPathOf(directory, by.name), keyPath: by.keyPath } }),
      });
    const root = await make('root');
    const middle = await make('middle', root);
    const leaf = await make('leaf', middle);
    await work({ root: root.certificate, middle: middle.certificate, leaf: leaf.certificate, directory });
  });

test('chain - any certificate of the path may be the anchor', () =>
  withFamily(async ({ root, middle, leaf }) => {
    const to = (anchor: Certificate, embedded: Certificate[]): string[] | null =>
      subjects(findTrustPath({ signer: leaf, embedded }, [anchor]));
    assert.equal(to(root, [leaf, middle]), ['CN=leaf', 'CN=middle', 'CN=root']);
    assert.equal(to(middle, [leaf]), ['CN=leaf', 'CN=middle']);
    assert.equal(to(leaf, []), ['CN=leaf']);
    assert.is(to(root, [leaf]), null);
    assert.is(findTrustPath({ signer: leaf, embedded: [middle, root] }, []), null);
  }));

test('chain - who is no authority, or has only the name of one, issues nothing', () =>
  withFamily(async ({ middle, leaf, directory }) => {
    const namesake = await makeIdentity({
      directory,
      name: 'namesake',
      subject: '/CN=middle',
      isAuthority: true,
    });
    assert.is(findTrustPath({ signer: leaf, embedded: [] }, [namesake.certificate]), null);
    const options: IdentityOptions = { directory, name: 'plain', isAuthority: false };
    const plain = await makeIdentity(options);
    const child = await makeIdentity({
      directory,
      name: 'child',
      issuer: { certPath: certPathOf(directory, 'plain'), keyPath: plain.keyPath },
    });
    assert.is(findTrustPath({ signer: child.certificate, embedded: [] }, [plain.certificate]), null);
    assert.equal(subjects(embeddedChain(leaf, [namesake.certificate, middle])), ['CN=leaf', 'CN=middle']);
  }));

test('chain - a certificate whose signature is another’s is not issued', () =>
  withFamily(async ({ middle, leaf }) => {
    const forgedDer = Buffer.from(leaf.der);
    forgedDer[forgedDer.length - 1] = (forgedDer.at(-1) ?? 0) ^ 1;
    const forged = parseCertificate(forgedDer);
    assert.is(findTrustPath({ signer: forged, embedded: [] }, [middle]), null);
    assert.equal(subjects(embeddedChain(forged, [middle])), ['CN=leaf']);
  }));

test('chain - certificates that issue each other in a circle end the search', () =>
  withScratch(async (directory) => {
    const a = await makeIdentity({ directory, name: 'a', isAuthority: true });
    const b = await makeIdentity({ directory, name: 'b', isAuthority: true });
    const cross = (name: string, of: Identity, by: Identity): Promise<Identity> =>
      makeIdentity({
        directory,
        name,
        subject: `/CN=${of.name}`,
        keyPath: of.keyPath,
        issuer: { certPath: certPathOf(directory, by.name), keyPath: by.keyPath },
        isAuthority: true,
      });
    const ab = (await cross('ab', a, b)).certificate;
    const ba = (await cross('ba', b, a)).certificate;
    const stranger = await makeIdentity({ directory, name: 'stranger', isAuthority: true });
    assert.is(findTrustPath({ signer: ab, embedded: [ab, ba] }, [stranger.certificate]), null);
    assert.equal(subjects(embeddedChain(ab, [ab, ba])), ['CN=a', 'CN=b']);
    assert.equal(subjects(findTrustPath({ signer: ab, embedded: [ab, ba] }, [b.certificate])), [
      'CN=a',
      'CN=b',
    ]);
  }));

test('chain - the Debian authority that shim carries is the anchor of the boot files, as openssl says', async () => {
  const anchor = parseCertificate(await fixture('debvendor.0.der'));
  for (const { name, bytes } of await readBootFiles()) {
    for (const blob of blobsOf(bytes)) {
      const { signer, embedded } = verifySignature(() => '', blob);
      assert.ok(signer);
      const isDebian = name !== 'shimx64.efi';
      const path = findTrustPath({ signer, embedded }, [anchor]);
      assert.equal(subjects(path), isDebian ? [signer.subject, 'CN=Debian Secure Boot CA'] : null, name);
      const caFile = join(repoRoot(), 'tests', 'fixtures', 'secure-boot', 'vendor.pem');
      await withScratch(async (directory) => {
        const leaf = join(directory, 'leaf.pem');
        await writeFile(leaf, signer.x509.toString());
        const args = ['verify', '-no_check_time', '-partial_chain', '-CAfile', caFile, leaf];
        assert.is((await runTool('openssl', args)).code === 0, isDebian, name);
      });
    }
  }
});

test('chain - each of the two Microsoft authorities alone trusts shim by one of its signatures', async () => {
  const blobs = [await fixture('s1.p7'), await fixture('s2.p7')];
  const checks = blobs.map((blob) => verifySignature(() => '', blob));
  const authorities = checks.map(({ chain }) => chain[1]);
  assert.equal(
    authorities.map((authority) => authority?.sha256),
    [
      '48e99b991f57fc52f76149599bff0a58c47154229b9f8d603ac40d3500248507',
      'f6124e34125bee3fe6d79a574eaa7b91c0e7bd9d929c1a321178efd611dad901',
    ],
  );
  for (const [index, authority] of authorities.entries())
    for (const [other, { signer, embedded }] of checks.entries()) {
      assert.ok(authority && signer);
      assert.is(findTrustPath({ signer, embedded }, [authority]) !== null, index === other);
    }
});

test('certificate - the digest of its signed part is what dbx may hold', async () => {
  const certificate = parseCertificate(await fixture('debvendor.0.der'));
  assert.is(certificate.sha256, '079646974bce09b1f04da67bd722d1fb0947ae4c4010bccdbba52d5b23cbf1a2');
  assert.is(certificate.serial, 'ED54A1D5AF8748948D9F8932EE9C7C34');
  assert.equal(certificate.extendedKeyUsages, ['1.3.6.1.5.5.7.3.3']);
  const tbs = await withScratch(async (directory) => {
    const path = join(directory, 'tbs');
    await outputOf(
      'openssl',
      ['asn1parse', '-inform', 'DER', '-in', '{}', '-strparse', '4', '-out', path],
      certificate.der,
    );
    return readFile(path);
  });
  for (const algorithm of ['sha256', 'sha384', 'sha512'] as const)
    assert.is(tbsDigest(certificate, algorithm), createHash(algorithm).update(tbs).digest('hex'));
  assert.ok(certificate.isAuthority);
  assert.not(isForModulesOnly(certificate));
});

test('certificate - one for kernel modules only says so', () =>
  withScratch(async (directory) => {
    const extensions = ['extendedKeyUsage=1.3.6.1.5.5.7.3.3,1.3.6.1.4.1.2312.16.1.2'];
    const { certificate } = await makeIdentity({ directory, name: 'modules', extensions });
    assert.ok(isForModulesOnly(certificate));
  }));

test.run();
