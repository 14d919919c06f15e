import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BootFactsError } from '../../../../lib/boot/boot-error.ts';
import { evidenceRules } from '../../../../lib/boot/facts/boot-file-facts.ts';
import { makeEvidence, openEvidence } from '../../../../lib/boot/facts/evidence.ts';
import { packTpmLog, unpackTpmLog } from '../../../../lib/boot/facts/tpm-log-facts.ts';
import { forecastPcr4, forecastPcr7 } from '../../../../lib/uefi/tpm/pcr-forecast.ts';
import { parseTpmLog } from '../../../../lib/uefi/tpm/tpm-log.ts';
import { encodeEvidence } from '../../../../lib/wire/index.ts';
import { fixture, TPM_LOGS } from '../../../lab/boot/fixtures.ts';
import { sha256 } from '../../../lab/file-digest.ts';
import { codeOf } from '../../../lab/errors.ts';

const test = suite('evidence');

const content = new Uint8Array([1, 2, 3]);
const { sha256: name, body } = makeEvidence('variables', content);

test('evidence - is named by the digest of its body, and equal content has one name', () => {
  assert.is(sha256(body), name);
  assert.is(makeEvidence('variables', content).sha256, name);
  assert.is.not(makeEvidence('tpm-log', content).sha256, name);
  assert.equal(openEvidence(body, { sha256: name, kind: 'variables' }), content);
});

test('evidence - another body under its name is refused', () => {
  const other = makeEvidence('variables', new Uint8Array([9])).body;
  assert.is(
    codeOf(() => openEvidence(other, { sha256: name, kind: 'variables' }), BootFactsError),
    'DIGEST',
  );
});

test('evidence - of another kind, of other rules or none at all is refused', () => {
  assert.is(
    codeOf(() => openEvidence(body, { sha256: name, kind: 'boot-file' }), BootFactsError),
    'KIND',
  );
  const later = encodeEvidence({ kind: 'variables', rules: evidenceRules + 1, content });
  assert.is(
    codeOf(() => openEvidence(later, { sha256: sha256(later), kind: 'variables' }), BootFactsError),
    'RULES',
  );
  const none = new Uint8Array([0xff]);
  assert.is(
    codeOf(() => openEvidence(none, { sha256: sha256(none), kind: 'variables' }), BootFactsError),
    'MALFORMED',
  );
  assert.is(
    codeOf(() => makeEvidence('variables', new Uint8Array(990_000)), BootFactsError),
    'TOO_LARGE',
  );
});

test('tpm log - cut down, it foretells what the whole one foretells', () => {
  for (const name of Object.values(TPM_LOGS)) {
    const bytes = fixture(name);
    const [whole, cut] = [parseTpmLog(bytes), unpackTpmLog(packTpmLog(bytes))];
    assert.ok(cut.events.length < whole.events.length);
    const images = whole.events.flatMap(({ pcr, digests }) =>
      pcr === 4 ? digests.map(({ digest }) => Buffer.from(digest).toString('hex')) : [],
    );
    for (const hash of ['sha1', 'sha256'] as const) {
      const change = { hash, images: new Map(images.map((image) => [image, '00'.repeat(32)])) };
      assert.equal(forecastPcr4(cut, change), forecastPcr4(whole, change), name);
      assert.equal(forecastPcr4(cut, { hash }), forecastPcr4(whole, { hash }), name);
      const level = { hash, sbatLevel: 'sbat,1,2030010100\n' };
      assert.equal(forecastPcr7(cut, level), forecastPcr7(whole, level), name);
      assert.equal(forecastPcr7(cut, { hash }), forecastPcr7(whole, { hash }), name);
    }
    const kept = whole.events.filter(({ pcr }) => [4, 7, 14].includes(pcr));
    assert.equal(cut, { algorithms: whole.algorithms, events: kept }, name);
  }
});

test('tpm log - what is none is refused', () => {
  assert.is(
    codeOf(() => unpackTpmLog(new Uint8Array([1, 2])), BootFactsError),
    'MALFORMED',
  );
});

test.run();
