/** `npm run demo`: a complete update of one host, on a real kernel with a real vfat if there is a laboratory. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { start } from '../lib/sys/index.ts';
import { debPathsOf, fetchBootPackages } from '../tests/lab/debian-packages.ts';
import type { BootPackages } from '../tests/lab/debian-packages.ts';
import { makeEspImage, putTree } from '../tests/lab/esp-image.ts';
import { makeOlderTree } from '../tests/lab/older-tree.ts';
import { builtBootswap, builtProgram } from '../tests/lab/programs.ts';
import { repoRoot } from '../tests/lab/tools.ts';
import { guestMachine, laboratory, runInGuest } from '../tests/lab/guest/chosen.ts';
import { findBrick } from './brick.ts';
import type { Orders, Results } from './inside.ts';
import { prove } from './proof.ts';
import { heading, say } from './say.ts';

const { says, isRefused = false } = laboratory();
const hasGuest = guestMachine() !== null;
const stage = hasGuest ? 'a real kernel with a real vfat' : 'a plain directory (no real vfat)';

const insideArgs = async (orders: Orders): Promise<string[]> => [
  await builtProgram('demo/inside.ts'),
  JSON.stringify(orders),
];

const showPackages = (packages: BootPackages): void => {
  for (const { name, version } of packages.current) say(`${name} ${version}`);
};

const playInGuest = async (work: string, orders: Orders): Promise<string> => {
  const image = join(work, 'esp.img');
  await makeEspImage({ path: image, sizeMiB: 100 });
  await putTree(image, { directory: join(work, 'esp') });
  const debDirectory = dirname(orders.debs[0] ?? work);
  const { exitCode, output } = await runInGuest({
    command: [process.execPath, ...(await insideArgs(orders))],
    image,
    mountPoint: orders.espRoot,
    shares: [{ path: work, isWritable: true }, { path: debDirectory }],
    memoryMiB: 1024,
    timeoutMs: 600_000,
    env: { NO_COLOR: '1' },
    onLine: (line) => process.stdout.write(`${line}\n`),
  });
  if (exitCode !== 0)
    throw new Error(`the demo in the guest exited with ${exitCode}: ${output.slice(-2000)}`);
  return image;
};

const playHere = async (orders: Orders): Promise<null> => {
  const inside = start(process.execPath, await insideArgs(orders), {
    onLine: (line) => process.stdout.write(`${line}\n`),
  });
  const { code } = await inside.exited;
  if (code !== 0) throw new Error(`the demo exited with ${code}`);
  return null;
};

const play = async (work: string): Promise<boolean> => {
  heading('the packages, fetched by apt');
  const packages = await fetchBootPackages({});
  showPackages(packages);
  heading('an ESP with an older boot loader tree');
  const older = await makeOlderTree({ directory: join(work, 'esp'), packages });
  for (const [path, { description }] of older.files) say(`${path}  ${description}`);
  heading('two packages that do not boot together');
  const brick = await findBrick(packages);
  say(
    brick === null
      ? 'apt has no such pair, so this refusal is not shown'
      : `${brick.grub} is below the SBAT level of ${brick.shim}: shim stops at a dialog`,
  );
  const orders: Orders = {
    repoRoot: repoRoot(),
    espRoot: hasGuest ? '/run/esp' : join(work, 'esp'),
    scratch: hasGuest ? '/run/demo' : join(work, 'scratch'),
    bootswap: await builtBootswap(),
    debs: debPathsOf(packages.current),
    brickDebs: brick?.debs ?? null,
    isPlainDirectory: !hasGuest,
    resultsPath: join(work, 'results.json'),
  };
  const image = hasGuest ? await playInGuest(work, orders) : await playHere(orders);
  const results = JSON.parse(await readFile(orders.resultsPath, 'utf8')) as Results;
  heading('checks by programs other than bootswap');
  const directory = join(work, 'esp');
  return prove({ packages: packages.current, older, results, image, directory });
};

const work = await mkdtemp(join(tmpdir(), 'bootswap-demo-'));
process.stdout.write(`bootswap demo, on ${stage}\nlaboratory: ${says}\n`);
try {
  const isProven = await play(work);
  process.stdout.write(
    `\n${isProven ? 'All checks passed' : 'NOT ALL CHECKS PASSED'}, on ${stage}\nlaboratory: ${says}\n`,
  );
  process.exitCode = isProven && !isRefused ? 0 : 1;
} finally {
  await rm(work, { recursive: true, force: true });
}
