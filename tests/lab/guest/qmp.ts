/** QEMU's machine protocol (docs/interop/qmp-spec), as far as disks are plugged in and out with it. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { createLineSplitter } from '../../../lib/sys/lines.ts';
import { LabError } from '../lab-error.ts';

type Message = {
  id?: number;
  return?: unknown;
  error?: { class: string; desc: string };
  event?: string;
  data?: { device?: string };
};

export type Qmp = {
  /** @throws {LabError} GUEST_DIED, for what QEMU refuses and for a QEMU that is gone */
  execute: (command: string, argumentsOf?: object) => Promise<unknown>;
  /** Resolves when QEMU has let go of the device. */
  deleted: (device: string) => Promise<void>;
  socket: Socket;
};

type Waiting = { resolve: (value: unknown) => void; reject: (error: LabError) => void };

const refused = (what: string, why: string): LabError =>
  new LabError('GUEST_DIED', `QEMU refused ${what}: ${why}`);

/** Speaks over a socket that is connected, or is about to be; QEMU's greeting is one more message to it. */
export const createQmp = (path: string): Qmp => {
  const socket = connect(path);
  const replies = new Map<number, Waiting & { what: string }>();
  const deletions = new Map<string, Waiting>();
  const take = (line: string): void => {
    const message = JSON.parse(line) as Message;
    const reply = replies.get(message.id ?? -1);
    replies.delete(message.id ?? -1);
    if (message.error !== undefined) reply?.reject(refused(reply.what, message.error.desc));
    else reply?.resolve(message.return);
    if (message.event === 'DEVICE_DELETED') deletions.get(message.data?.device ?? '')?.resolve(undefined);
  };
  const end = (): void => {
    const gone = new LabError('GUEST_DIED', 'QEMU ended');
    for (const waiting of [...replies.values(), ...deletions.values()]) waiting.reject(gone);
  };
  const lines = createLineSplitter((line) => line !== '' && take(line));
  socket.on('data', lines.push).on('close', end).on('error', end);
  let last = 0;
  const execute = (command: string, argumentsOf: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new LabError('GUEST_DIED', 'QEMU has ended'));
      last += 1;
      replies.set(last, { resolve, reject, what: command });
      socket.write(`${JSON.stringify({ execute: command, arguments: argumentsOf, id: last })}\n`);
    });
  const deleted = (device: string): Promise<void> =>
    new Promise<unknown>((resolve, reject) => deletions.set(device, { resolve, reject })).then(
      () => void deletions.delete(device),
    );
  return { execute, deleted, socket };
};
