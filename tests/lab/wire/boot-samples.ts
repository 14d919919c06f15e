/** Random parts of messages that say how a host boots. */
import type * as types from '../../../lib/wire/types.ts';
import { below, pick } from '../random.ts';
import type { Random } from '../random.ts';
import { bytes, detail, digest, paths, times, word } from './random-values.ts';

export const firmware = (random: Random): types.FirmwareFacts => ({
  machine: pick(random, [0x8664, 0xaa64, 0x14c]),
  trustSha256: digest(random),
  bootVariables: paths(random, below(random, 5)).map((name) => ({
    name,
    data: bytes(random, 1 + below(random, 40)),
  })),
  firmwareSha256: digest(random),
});

const readers: types.BootFileReader[] = ['image', 'boot-csv', 'options-csv', 'loader-entry'];

export const bootFiles = (random: Random): types.BootFileEvidence[] =>
  times(below(random, 5), () => digest(random))
    .sort()
    .map((sha256) => ({ sha256, reader: pick(random, readers), evidenceSha256: digest(random) }));

export const measured = (random: Random): types.MeasuredBoot => ({
  logSha256: digest(random),
  pcrs: [0, 4, 7, 14].filter(() => random() < 0.7).map((pcr) => ({ pcr, sha256: digest(random) })),
  bindings: times(below(random, 3), (token) => ({
    token,
    kind: pick<types.PcrBindingFacts['kind']>(random, ['systemd-tpm2', 'clevis']),
    pcrs: times(below(random, 4), () => below(random, 24)),
    bank: pick(random, ['', 'sha256']),
    pcrlock: random() < 0.5,
    isRequired: random() < 0.5,
    problem: detail(random),
  })),
});

const answers: types.BootAnswerText[] = ['boots', 'refuses', 'unknown'];
const classes: types.BootClassText[] = ['ok', 'fallthrough', 'hang', 'power-off', 'stuck'];

const provenEntry = (random: Random): types.ProvenEntry => ({
  name: pick(random, ['Boot0004', 'removable']),
  path: 'EFI/BOOT/BOOTX64.EFI',
  verdict: pick(random, answers),
  class: pick(random, classes),
});

export const proof = (random: Random): types.BootProof => ({
  firmwareSha256: digest(random),
  states: times(below(random, 4), (index) => ({
    exchanges: index + 1,
    verdict: pick(random, answers),
    sbatLevelAfter: pick(random, ['', 'sbat,1,2025051000\nshim,4\n']),
    entries: times(below(random, 4), () => provenEntry(random)),
  })),
  rollback: {
    possible: random() < 0.5,
    until: pick<'' | 'first-boot'>(random, ['', 'first-boot']),
    why: detail(random),
  },
  measurements: {
    pcr4: pick(random, ['', digest(random)]),
    pcr7: pick(random, ['', digest(random)]),
    pcr4Changed: random() < 0.5,
    pcr7Changed: random() < 0.5,
    breaks: times(below(random, 3), () => word(random)),
  },
});
