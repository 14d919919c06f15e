/** The verdict of one class of hosts, against hashing the files that it is about. */
import { firmwareFrom, parseTpmLog, readBootFile, verdict } from '../lib/uefi/index.ts';
import type { BootFile, BootFiles, Verdict } from '../lib/uefi/index.ts';
import { TPM_LOGS, capturedVariables, fixture } from '../tests/lab/boot/fixtures.ts';
import { DEBIAN_CSV, debian, debianTree } from '../tests/lab/boot/verdict-lab.ts';
import type { Content } from '../tests/lab/boot/verdict-lab.ts';
import { sha256 } from '../tests/lab/file-digest.ts';
import { interleave, millisecondsOf } from './measure.ts';
import type { Row } from './measure.ts';

const ROUNDS = 9;
const MIB = 1024 ** 2;
/** Of one call the clock says little. */
const CALLS = 10;

type Trees = { next: Content; previous: Content };

/** A Debian ESP as it is with today's packages and as it was with the GRUB before; shim and MokManager are there twice. */
const makeTrees = async (): Promise<Trees> => {
  const tree = await debianTree({
    'EFI/BOOT/fbx64.efi': await debian('fb'),
    'EFI/debian/BOOTX64.CSV': DEBIAN_CSV,
  });
  const copies = {
    'EFI/BOOT/BOOTX64.EFI': 'EFI/debian/shimx64.efi',
    'EFI/BOOT/mmx64.efi': 'EFI/debian/mmx64.efi',
  };
  const copied = Object.entries(copies).map(([to, from]) => [to, tree[from] ?? new Uint8Array(0)]);
  const next: Content = { ...tree, ...(Object.fromEntries(copied) as Content) };
  return { next, previous: { ...next, 'EFI/debian/grubx64.efi': await debian('grub4') } };
};

const distinctFiles = ({ next, previous }: Trees): Uint8Array[] => [
  ...new Set([...Object.values(next), ...Object.values(previous)]),
];

type Read = { next: BootFiles; previous: BootFiles };

/** Each file once, as everybody does who keeps what was read by its digest. */
const readTrees = ({ next, previous }: Trees): Read => {
  const known = new Map<Uint8Array, BootFile>();
  const read = (content: Content): BootFiles =>
    new Map(
      Object.entries(content).map(([path, bytes]) => {
        const file = known.get(bytes) ?? readBootFile(path, bytes);
        known.set(bytes, file);
        return [path, file];
      }),
    );
  return { next: read(next), previous: read(previous) };
};

const variables = capturedVariables();
const eventLog = fixture(TPM_LOGS.shim16);

const judge = ({ next, previous }: Read): Verdict =>
  verdict(next, firmwareFrom(variables), { previous, log: parseTpmLog(eventLog) });

const repeated = (work: () => unknown): Promise<number> =>
  millisecondsOf(async () => {
    for (let left = CALLS; left > 0; left -= 1) work();
  }).then((ms) => ms / CALLS);

const hashAll = (files: readonly Uint8Array[]): void => {
  for (const bytes of files) sha256(bytes);
};

export const benchVerdict = async (): Promise<Row[]> => {
  const trees = await makeTrees();
  const distinct = distinctFiles(trees);
  const read = readTrees(trees);
  const times = await interleave(
    {
      hash: () => repeated(() => hashAll(distinct)),
      whole: () => repeated(() => judge(readTrees(trees))),
      verdict: () => repeated(() => judge(read)),
    },
    ROUNDS,
  );
  const bytes = distinct.reduce((sum, { length }) => sum + length, 0);
  const against = `SHA-256 of its ${distinct.length} files (${Math.round(bytes / MIB)} MiB): ${times.hash.toFixed(1)} ms`;
  return [
    {
      what: 'verdict of one class, from bytes: every file of both trees read and its signatures verified',
      measured: `${times.whole.toFixed(1)} ms`,
      against,
      ratio: times.whole / times.hash,
      goal: 20,
      note:
        'The class is a Debian ESP with its previous tree, the captured variables of a host and its event log. The ' +
        'goal applies to the first row, which does more; planners read each file once, and then need the second row’s time for each class',
    },
    {
      what: 'verdict of one class, of files that were read before',
      measured: `${times.verdict.toFixed(1)} ms`,
      against,
      ratio: times.verdict / times.hash,
      goal: 20,
    },
  ];
};
