/** Guests in QEMU that are kept: a boot takes longer than most runs, and a Node that was read once is read. */
import type { GuestMachine } from './machine.ts';
import { DEFAULT_MEMORY_MIB } from './options.ts';
import type { GuestOptions, GuestResult } from './options.ts';
import { disksOf } from './order.ts';
import { qemuDialect } from './qemu.ts';
import type { QemuOptions } from './qemu.ts';
import { startQemuGuest } from './qemu-guest.ts';
import type { QemuGuest } from './qemu-guest.ts';
import { readRun, untilDone, withRun } from './run-order.ts';
import type { Run } from './run-order.ts';

/** `no-flush`: the host's page cache is the disk, which survives the guest. The guest still sends its flushes. */
const plugIn = async ({ qmp }: QemuGuest, path: string, index: number): Promise<void> => {
  const [node, cache] = [`disk${index}`, { direct: false, 'no-flush': true }];
  const file = { driver: 'file', filename: path, cache };
  await qmp.execute('blockdev-add', { driver: 'raw', 'node-name': node, discard: 'ignore', cache, file });
  const place = { bus: 'scsi.0', 'scsi-id': index, lun: 0 };
  await qmp.execute('device_add', { driver: 'scsi-hd', id: `device${index}`, drive: node, ...place });
};

/** The image is whole for others only when QEMU has let go of it. */
const plugOut = async ({ qmp }: QemuGuest, index: number): Promise<void> => {
  const deleted = qmp.deleted(`device${index}`);
  // If the command below fails, nobody waits for it any more.
  deleted.catch(() => undefined);
  await qmp.execute('device_del', { id: `device${index}` });
  await deleted;
  await qmp.execute('blockdev-del', { 'node-name': `disk${index}` });
};

/** How the guest is after a run: `spent` ones are not used again. */
type End = 'done' | 'spent' | 'gone';

const carryOut = (guest: QemuGuest, { marker, orderPath, console }: Run): Promise<End> => {
  const answered = new Promise<End>((resolve) => {
    guest.listen((line) => {
      if (line === `${marker} done`) resolve('done');
      else if (line === `${marker} spent`) resolve('spent');
      else console.take(line);
    });
  });
  guest.tell(orderPath);
  return Promise.race([answered, guest.ended.then((): End => 'gone')]);
};

type Used = { end: End; /** To be used again, or null. */ guest: QemuGuest | null };

const withDisks = async (guest: QemuGuest, run: Run): Promise<Used> => {
  const disks = disksOf(run.options);
  for (const [index, path] of disks.entries()) await plugIn(guest, path, index);
  const end = await carryOut(guest, run);
  if (end !== 'done') return { end, guest: null };
  for (const index of disks.keys()) await plugOut(guest, index);
  return { end, guest };
};

/** A guest that is not to be used again ends here, and with it its hold on images and folders. */
const useGuest = async (
  run: Run,
  take: (signal: AbortSignal) => QemuGuest | Promise<QemuGuest>,
): Promise<Used> => {
  const stop = new AbortController();
  const taken: QemuGuest[] = [];
  const work = async (): Promise<Used> => {
    const guest = await take(stop.signal);
    taken.push(guest);
    stop.signal.addEventListener('abort', guest.kill, { once: true });
    if (stop.signal.aborted) guest.kill();
    const lost = guest.ended.then((): Used => ({ end: 'gone', guest: null }));
    try {
      return await Promise.race([withDisks(guest, run), lost]);
    } finally {
      stop.signal.removeEventListener('abort', guest.kill);
    }
  };
  let used: Used | undefined;
  try {
    used = await untilDone(run.options, { done: work(), kill: () => stop.abort() });
    return used;
  } finally {
    for (const guest of taken) if (used?.guest !== guest) await endOf(guest);
  }
};

const endOf = async ({ kill, ended }: QemuGuest): Promise<void> => {
  kill();
  await ended;
};

/**
 * QEMU as a laboratory. A guest is used for one run after the other: each has fresh disks, /tmp, /run, views of the
 * host's folders and kernel log, and no process of the last. What cannot be made fresh ends the guest: see init.pl.
 */
export const qemuMachine = (qemu: QemuOptions): GuestMachine => {
  const idle: QemuGuest[] = [];
  const take = (memoryMiB: number, signal: AbortSignal): QemuGuest | Promise<QemuGuest> => {
    const at = idle.findIndex((guest) => guest.memoryMiB === memoryMiB);
    const [kept] = at < 0 ? [] : idle.splice(at, 1);
    kept?.setIdle(false);
    return kept ?? startQemuGuest(qemu, { memoryMiB, signal });
  };
  const giveBack = (guest: QemuGuest): void => {
    guest.listen(() => undefined);
    guest.setIdle(true);
    idle.push(guest);
    void guest.ended.then(() => {
      if (idle.includes(guest)) idle.splice(idle.indexOf(guest), 1);
    });
  };
  const carryOutRun = async (run: Run): Promise<GuestResult> => {
    const { end, guest } = await useGuest(run, (signal) =>
      take(run.options.memoryMiB ?? DEFAULT_MEMORY_MIB, signal),
    );
    if (guest !== null) giveBack(guest);
    return readRun(run, `QEMU's guest ended (${end})`);
  };
  // An idle guest lets this process end, so a run must keep it alive until the last of the guest's ends is heard of.
  const run = async (options: GuestOptions): Promise<GuestResult> => {
    const busy = setInterval(() => undefined, 60_000);
    try {
      return await withRun({ options, dialect: qemuDialect(qemu) }, carryOutRun);
    } finally {
      clearInterval(busy);
    }
  };
  return { name: 'QEMU', run };
};
