import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { seededRandom, below } from '../lab/random.ts';
import { createContentStore } from '../lab/crash/sector-image.ts';
import { CrashError } from '../lab/crash/crash-error.ts';
import { NO_ERROR, rejectionCodeOf } from '../lab/errors.ts';
import { parseLog } from './log-writes.ts';
import type { LogEntry } from './log-writes.ts';
import { buildStream, splitRuns } from './write-stream.ts';

const logWrites = suite('log-writes');

const sectorOf = (fields: readonly (number | bigint)[], rest: Uint8Array = new Uint8Array()): Buffer => {
  const sector = Buffer.alloc(512);
  fields.forEach((field, at) => sector.writeBigUInt64LE(BigInt(field), 8 * at));
  sector.set(rest, 8 * fields.length);
  return sector;
};
const superBlock = (entryCount: number, sectorBytes = 512): Buffer => {
  const sector = sectorOf([0x6a736677736872n, 1, entryCount]);
  sector.writeUInt32LE(sectorBytes, 24);
  return sector;
};
const filled = (count: number, byte: number): Buffer => Buffer.alloc(512 * count, byte);
const mark = (text: string): Buffer => sectorOf([0, 0, 8, text.length], Buffer.from(text));

/** A write, a flush, a FUA write, a flush with data, a discard, a mark. */
const SAMPLE = Buffer.concat([
  superBlock(6),
  sectorOf([10, 2, 0, 0]),
  filled(2, 1),
  sectorOf([0, 0, 1, 0]),
  sectorOf([7, 1, 2 | 16, 0]),
  filled(1, 2),
  sectorOf([8, 1, 1, 0]),
  filled(1, 3),
  sectorOf([20, 3, 4, 0]),
  mark('begin-4'),
]);

const parse = (bytes: Uint8Array): Promise<LogEntry[]> =>
  parseLog(async (offset, length) => bytes.subarray(offset, offset + length));

const codeOf = (bytes: Uint8Array): Promise<string> => rejectionCodeOf(parse(bytes), CrashError);

logWrites('log-writes - every kind of entry is read', async () => {
  assert.equal(await parse(SAMPLE), [
    { kind: 'write', sector: 10, data: filled(2, 1), isFua: false },
    { kind: 'flush' },
    { kind: 'write', sector: 7, data: filled(1, 2), isFua: true },
    { kind: 'flush' },
    { kind: 'write', sector: 8, data: filled(1, 3), isFua: false },
    { kind: 'discard', sector: 20, sectorCount: 3 },
    { kind: 'mark', name: 'begin-4' },
  ]);
});

logWrites('log-writes - sectors of 4096 bytes are counted in 512-byte ones', async () => {
  const pad = Buffer.alloc(3584);
  const log = Buffer.concat([superBlock(1, 4096), pad, sectorOf([3, 1, 0, 0]), pad, Buffer.alloc(4096, 9)]);
  const [entry] = await parse(log);
  assert.equal(entry, { kind: 'write', sector: 24, data: Buffer.alloc(4096, 9), isFua: false });
});

logWrites('log-writes - a log cut anywhere is refused', async () => {
  for (let length = 0; length < SAMPLE.length; length += 1)
    assert.is(await codeOf(SAMPLE.subarray(0, length)), 'LOG_TRUNCATED', `${length} bytes`);
});

logWrites('log-writes - what is no log is refused', async () => {
  assert.is(await codeOf(filled(4, 0)), 'LOG_NOT_A_LOG');
  assert.is(await codeOf(Buffer.concat([superBlock(1, 100), filled(2, 0)])), 'LOG_NOT_A_LOG');
  assert.is(await codeOf(Buffer.concat([superBlock(1, 1 << 20), filled(2, 0)])), 'LOG_NOT_A_LOG');
  assert.is(await codeOf(Buffer.concat([superBlock(1), sectorOf([2n ** 63n, 1, 0, 0])])), 'LOG_BAD_ENTRY');
  assert.is(await codeOf(Buffer.concat([superBlock(1), sectorOf([0, 2n ** 32n, 0, 0])])), 'LOG_BAD_ENTRY');
  assert.is(await codeOf(Buffer.concat([superBlock(1), sectorOf([0, 0, 8, 500])])), 'LOG_BAD_ENTRY');
});

logWrites('log-writes - garbage is refused or read, and nothing else happens', async () => {
  const random = seededRandom(11);
  for (let round = 0; round < 2000; round += 1) {
    const bytes = Buffer.from(SAMPLE);
    for (let change = 0; change < 4; change += 1) bytes[below(random, bytes.length)] = below(random, 256);
    assert.ok([NO_ERROR, 'LOG_NOT_A_LOG', 'LOG_TRUNCATED', 'LOG_BAD_ENTRY'].includes(await codeOf(bytes)));
  }
});

logWrites('write stream - flushes end windows, FUA writes are pinned, discards are zeros', async () => {
  const store = createContentStore(Buffer.alloc(512 * 64, 5));
  const stream = buildStream(await parse(SAMPLE), store);
  assert.equal([...stream.sectors], [10, 11, 7, 8, 20, 21, 22]);
  assert.equal(stream.windows, [
    { from: 0, to: 2, pinned: [] },
    { from: 2, to: 3, pinned: [2] },
    { from: 3, to: 7, pinned: [] },
  ]);
  assert.equal([...stream.ids].slice(4), [0, 0, 0]);
  assert.equal(stream.marks, [{ name: 'begin-4', position: 7 }]);
});

logWrites('write stream - runs are told apart by their marks', () => {
  const write = (sector: number): LogEntry => ({ kind: 'write', sector, data: filled(1, 1), isFua: false });
  const named = (name: string): LogEntry => ({ kind: 'mark', name });
  const entries = [
    named('begin-0'),
    write(1),
    named('mine'),
    named('end-0'),
    write(2),
    named('begin-12'),
    write(3),
  ];
  const runs = splitRuns(entries);
  assert.equal([...runs.keys()], [0, 12]);
  assert.equal(runs.get(0), [write(1), named('mine')]);
  assert.equal(runs.get(12), [write(3)]);
});

logWrites.run();
