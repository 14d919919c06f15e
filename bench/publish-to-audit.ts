/**
 * From `publish` to the audit of one host, over the bus, against the same swap by `bootswap apply` in one process; on
 * a memory file system here, and on vfat in a guest.
 */
import { cp, rm, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../lib/sys/index.ts';
import { debPathsOf, fetchBootPackages } from '../tests/lab/debian-packages.ts';
import { makeEspImage, putTree } from '../tests/lab/esp-image.ts';
import { makeOlderTree } from '../tests/lab/older-tree.ts';
import { laboratory, runInGuest, whyNoGuest } from '../tests/lab/guest/chosen.ts';
import { builtBootswap, builtProgram } from '../tests/lab/programs.ts';
import { withScratch } from '../tests/lab/scratch.ts';
import { median } from './measure.ts';
import type { Row } from './measure.ts';
import type { Timing } from './one-host.ts';

const rounds = 3;

/** /dev/shm is a tmpfs on every Linux; without it the figure is of whatever holds the temporary files. */
const memoryRoot = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

type Setting = { work: string; debs: string[] };

const playHere = async ({ work, debs }: Setting): Promise<Timing> => {
  const esp = join(work, 'live');
  await rm(esp, { recursive: true, force: true });
  await cp(join(work, 'esp'), esp, { recursive: true });
  const resultsPath = join(work, 'timing.json');
  const orders = JSON.stringify({
    bootswap: await builtBootswap(),
    esp,
    pristine: join(work, 'esp'),
    scratch: join(work, 'scratch'),
    debs,
    resultsPath,
  });
  const { code, stderr } = await run(process.execPath, [
    await builtProgram('bench/one-host.ts'),
    orders,
    'any-fs',
  ]);
  if (code !== 0) throw new Error(`one-host ended with status ${code}: ${stderr}`);
  return JSON.parse(await readFile(resultsPath, 'utf8')) as Timing;
};

const playInGuest = async ({ work, debs }: Setting): Promise<Timing> => {
  const image = join(work, 'esp.img');
  await makeEspImage({ path: image, sizeMiB: 100 });
  await putTree(image, { directory: join(work, 'esp') });
  const resultsPath = join(work, 'timing.json');
  const orders = JSON.stringify({
    bootswap: await builtBootswap(),
    esp: '/run/esp',
    pristine: join(work, 'esp'),
    scratch: '/run/scratch',
    debs,
    resultsPath,
  });
  const { exitCode, output } = await runInGuest({
    command: [process.execPath, await builtProgram('bench/one-host.ts'), orders],
    image,
    mountPoint: '/run/esp',
    memoryMiB: 1024,
    timeoutMs: 600_000,
    shares: [{ path: work, isWritable: true }, { path: dirname(debs[0] ?? work) }],
  });
  if (exitCode !== 0) throw new Error(`one-host ended with status ${exitCode} in the guest: ${output}`);
  return JSON.parse(await readFile(resultsPath, 'utf8')) as Timing;
};

const rowOf = (where: string, timings: readonly Timing[]): Row => {
  const published = median(timings.map(({ publishMs }) => publishMs));
  const applied = median(timings.map(({ applyMs }) => applyMs));
  return {
    what: `publish to audit of one host, real payload, ${where}`,
    measured: `${published.toFixed(0)} ms`,
    against: `\`bootswap apply\` of the same: ${applied.toFixed(0)} ms`,
    ratio: published / applied,
    goal: null,
    note: 'Both are whole commands, including the start of Node; publish also unpacks, uploads and downloads the files',
  };
};

const repeat = async (play: () => Promise<Timing>): Promise<Timing[]> => {
  const timings: Timing[] = [];
  for (let round = 0; round < rounds; round += 1) timings.push(await play());
  return timings;
};

export const benchPublishToAudit = async (): Promise<Row[]> => {
  const packages = await fetchBootPackages({});
  return withScratch(async (work) => {
    await makeOlderTree({ directory: join(work, 'esp'), packages });
    const setting = { work, debs: debPathsOf(packages.current) };
    const rows = [rowOf('tmpfs', await repeat(() => playHere(setting)))];
    if (whyNoGuest() === undefined)
      rows.push(rowOf(`vfat in ${laboratory().says}`, await repeat(() => playInGuest(setting))));
    return rows;
  }, memoryRoot());
};
