/** Every system call of lib/sys on a mounted vfat, in a guest: prints what each answered, as JSON. */
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../lib/errors.ts';
import {
  adviseDontNeed,
  alignedBuffer,
  barrier,
  flock,
  mount,
  openRaw,
  readVfatNames,
  renameExchange,
  unmount,
} from '../../lib/sys/index.ts';
import { bindLibc } from '../../lib/sys/libc.ts';
import { DISKS_VARIABLE } from '../lab/guest/options.ts';

const ESP = '/run/esp';
const RENAME_EXCHANGE = 2;
const AT_FDCWD = -100;
const at = (name: string): string => join(ESP, name);
const device = process.env[DISKS_VARIABLE]?.split(' ')[0] ?? '';

const refusal = (call: () => Promise<unknown> | void): Promise<string> =>
  Promise.resolve()
    .then(call)
    .then(
      () => 'nothing was refused',
      (error: unknown) => /^E[A-Z]+/.exec(messageOf(error))?.[0] ?? messageOf(error),
    );

/** Directories that know by a file in them who they were. */
const makeDirectories = async (): Promise<void> => {
  for (const name of ['live', 'stage']) {
    await mkdir(at(name));
    await writeFile(at(`${name}/was-${name}`), name);
  }
};

const onOpen = async <T>(path: string, use: (fd: number) => T | Promise<T>): Promise<T> => {
  const handle = await open(path);
  try {
    return await use(handle.fd);
  } finally {
    await handle.close();
  }
};

const rename = async (): Promise<unknown> => {
  await makeDirectories();
  renameExchange(at('live'), at('stage'));
  const byFunction = await readdir(at('live'));
  const rc = bindLibc({ renameat2: 'syscall' }).renameat2(
    AT_FDCWD,
    at('live'),
    AT_FDCWD,
    at('stage'),
    RENAME_EXCHANGE,
  );
  const byNumber = await readdir(at('live'));
  return { byFunction, rc, byNumber, missing: await refusal(() => renameExchange(at('live'), at('none'))) };
};

const lock = (): Promise<unknown> =>
  onOpen(ESP, async (second) => {
    const take = () => flock(second, 'exclusive', { nonBlocking: true });
    const held = await onOpen(ESP, async (first) => {
      await flock(first, 'exclusive', { nonBlocking: true });
      return refusal(take);
    });
    return { held, freed: await refusal(take) };
  });

/** The boot sector's last two bytes, past the page cache. */
const readSignature = async (): Promise<unknown> => {
  const { handle, isDirect } = await openRaw(device, { mode: 'read' });
  try {
    const sector = alignedBuffer(512);
    await handle.read(sector, 0, 512, 0);
    return { isDirect, signature: sector.toString('hex', 510) };
  } finally {
    await handle.close();
  }
};

const raw = async (): Promise<unknown> => {
  const whileMounted = await refusal(() => openRaw(device, { mode: 'write' }));
  await unmount(ESP);
  const { handle } = await openRaw(device, { mode: 'write' });
  await handle.close();
  await mount({ source: device, target: ESP, filesystem: 'vfat', options: ['ro', 'umask=0077'] });
  return { whileMounted, ...Object(await readSignature()), again: await readFile(at('note'), 'utf8') };
};

const main = async (): Promise<void> => {
  const answers: Record<string, unknown> = { arch: process.arch, rename: await rename(), lock: await lock() };
  await writeFile(at('note'), 'written before');
  await onOpen(at('note'), adviseDontNeed);
  await barrier(ESP);
  answers['names'] = (await onOpen(ESP, readVfatNames)).map(({ name, longSlots }) => `${name} ${longSlots}`);
  answers['raw'] = await raw();
  answers['nowReadOnly'] = await refusal(() => writeFile(at('note'), ''));
  process.stdout.write(`${JSON.stringify(answers)}\n`);
};

await main();
