import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fromMessage, streams, subjects } from '../../lib/bus/index.ts';
import { publishPayload, readPayload } from '../../lib/payload/index.ts';
import type { PublishProgress } from '../../lib/payload/index.ts';
import { systemClock } from '../../lib/runtime/index.ts';
import { openManifest } from '../../lib/trust/index.ts';
import { withScratch } from '../lab/scratch.ts';
import { writeTree } from '../lab/trees.ts';
import { rejectsWith } from '../lab/errors.ts';
import { withPlanner } from './planner-lab.ts';

const test = suite('planner publish');

const contents = {
  'EFI/BOOT/BOOTX64.EFI': 'shim',
  'EFI/debian/shimx64.efi': 'shim',
  'EFI/debian/grubx64.efi': 'grub',
};

test('publish - stores each content once, then the signed manifest; a second time only the event', () =>
  withPlanner(({ bus, publisher, deps }) =>
    withScratch(async (root) => {
      await writeTree(root, contents);
      const payload = await readPayload([root]);
      const options = { bus, payload, channel: 'stable', signingKey: publisher, clock: systemClock() };
      const progress: PublishProgress[] = [];
      const first = await publishPayload({ ...options, onProgress: (each) => progress.push(each) });
      assert.equal([first.blobsStored, first.blobsSkipped, first.bytesStored], [2, 0, 8n]);
      assert.equal(
        progress.map(({ kind }) => kind),
        ['blob', 'blob', 'event'],
      );
      for (const file of payload.files) assert.ok(await bus.blobs.has(file.sha256), file.path);
      const second = await publishPayload(options);
      assert.equal([second.blobsStored, second.blobsSkipped, second.bytesStored], [0, 2, 0n]);
      assert.is.not(second.eventId, first.eventId);
      assert.is(second.payloadId, first.payloadId);
      const last = await bus.last(streams.payloads, subjects.payload('stable'));
      assert.ok(last !== null);
      const event = fromMessage(last.headers, last.data);
      assert.is(event.id, second.eventId);
      const { manifest } = openManifest(event.data, deps.publisherKeys);
      assert.equal(
        manifest.files.map(({ path }) => path),
        Object.keys(contents).sort(),
      );
    }),
  ));

test('publish - a file that changed since it was read publishes nothing', () =>
  withPlanner(({ bus, publisher }) =>
    withScratch(async (root) => {
      await writeTree(root, contents);
      const payload = await readPayload([root]);
      await writeFile(join(root, 'EFI/debian/grubx64.efi'), 'evil');
      const options = { bus, payload, channel: 'stable', signingKey: publisher, clock: systemClock() };
      await rejectsWith('BLOB_DIGEST', () => publishPayload(options));
      assert.is(await bus.last(streams.payloads, subjects.payload('stable')), null);
    }),
  ));

test('publish - a channel that is no subject token is refused before anything is stored', () =>
  withPlanner(({ bus, publisher }) =>
    withScratch(async (root) => {
      await writeTree(root, contents);
      const payload = await readPayload([root]);
      const options = { bus, payload, signingKey: publisher, clock: systemClock() };
      await rejectsWith('CHANNEL', () => publishPayload({ ...options, channel: 'a.b' }));
      assert.not(await bus.blobs.has(payload.files[0]?.sha256 ?? ''));
    }),
  ));

test.run();
