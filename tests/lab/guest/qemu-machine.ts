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

/** A guest that is not `done`, or whose disks do not come out, ends here: nothing may hold an image afterwards. */
const finish = async (guest: QemuGuest, end: End, disks: number): Promise<boolean> => {
  const isClean = end === 'done';
  if (isClean) {
    for (let index = disks - 1; index >= 0; index -= 1) await plugOut(guest, index);
    return true;
  }
  guest.kill();
  await guest.ended;
  return false;
};

const useGuest = async (guest: QemuGuest, run: Run): Promise<{ end: End; isReusable: boolean }> => {
  const disks = disksOf(run.options);
  const work = async (): Promise<End> => {
    for (const [index, path] of disks.entries()) await plugIn(guest, path, index);
    return carryOut(guest, run);
  };
  const lost = guest.ended.then((): End => 'gone');
  try {
    const end = await untilDone(run.options, { done: Promise.race([work(), lost]), kill: guest.kill });
    return { end, isReusable: await finish(guest, end, disks.length) };
  } catch (error) {
    guest.kill();
    await guest.ended;
    throw error;
  }
};

/**
 * QEMU as a laboratory. A guest is used for one run after the other: each has fresh disks, /tmp, /run, views of the
 * host's folders and kernel log, and no process of the last. What cannot be made fresh ends the guest: see init.pl.
 */
export const qemuMachine = (qemu: QemuOptions): GuestMachine => {
  const idle: QemuGuest[] = [];
  const take = async (memoryMiB: number): Promise<QemuGuest> => {
    const at = idle.findIndex((guest) => guest.memoryMiB === memoryMiB);
    const [kept] = at < 0 ? [] : idle.splice(at, 1);
    kept?.setIdle(false);
    return kept ?? startQemuGuest(qemu, memoryMiB);
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
    const guest = await take(run.options.memoryMiB ?? DEFAULT_MEMORY_MIB);
    const { end, isReusable } = await useGuest(guest, run);
    if (isReusable) giveBack(guest);
    return readRun(run, `QEMU's guest ended (${end})`);
  };
  const run = (options: GuestOptions): Promise<GuestResult> =>
    withRun({ options, dialect: qemuDialect(qemu) }, carryOutRun);
  return { name: 'QEMU', run };
};
