import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { streams } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { hasCode } from '../../lib/errors.ts';
import { createPayloadPublisher, publishPayload, readPayload } from '../../lib/payload/index.ts';
import { systemClock } from '../../lib/runtime/index.ts';
import { generateKeyPair, openManifest, publicKeyOf } from '../../lib/trust/index.ts';
import { payloadIdOf } from '../../lib/wire/index.ts';
import { quiet } from '../lab/quiet-log.ts';
import { withScratch } from '../lab/scratch.ts';
import { writeTree } from '../lab/trees.ts';
import { allIn } from '../lab/bus-streams.ts';
import { withBus } from './bus-lab.ts';

const test = suite('payload changes');

const signingKey = generateKeyPair();
const { signal } = new AbortController();

type Lab = {
  bus: Bus;
  root: string;
  directory: string;
  /** A publisher as after a restart. */
  publisher: () => (...paths: string[]) => Promise<void>;
  /** How many payloads the bus has, and what the last one holds. */
  published: () => Promise<{ count: number; paths: string[] }>;
};

const withPublisher = (body: (lab: Lab) => Promise<void>): Promise<void> =>
  withScratch((root) =>
    withBus({}, async ({ connect }) => {
      const bus = await connect();
      const directory = join(root, 'updates');
      const options = { bus, channel: 'stable', signingKey, clock: systemClock(), log: quiet };
      await body({
        bus,
        root,
        directory,
        publisher: () => {
          const publish = createPayloadPublisher({ ...options, memoryPath: join(root, 'watched.json') });
          return (...paths) => publish(paths.length > 0 ? paths : [directory], signal);
        },
        published: async () => {
          const messages = await allIn(bus, streams.payloads);
          const last = messages.at(-1);
          const manifest = last && openManifest(last.data, [publicKeyOf(signingKey)]).manifest;
          return { count: messages.length, paths: manifest?.files.map(({ path }) => path) ?? [] };
        },
      });
    }),
  );

test('payload changes - published once, and again when and only when the content changes', () =>
  withPublisher(async ({ directory, publisher, published }) => {
    await writeTree(directory, { 'EFI/debian/shimx64.efi': 'one' });
    const publish = publisher();
    await publish();
    await publish();
    assert.equal(await published(), { count: 1, paths: ['EFI/debian/shimx64.efi'] });
    await writeFile(join(directory, 'EFI/debian/shimx64.efi'), 'one');
    await publish();
    assert.is((await published()).count, 1, 'written again with the same content');
    await writeFile(join(directory, 'EFI/debian/shimx64.efi'), 'two');
    await publish();
    assert.is((await published()).count, 2);
  }));

test('payload changes - a restart does not publish again; a loss of the bus or of the memory does no harm', () =>
  withPublisher(async ({ directory, publisher, published, root }) => {
    await writeTree(directory, { 'EFI/debian/shimx64.efi': 'one' });
    await publisher()();
    await publisher()();
    assert.is((await published()).count, 1);
    for (const damaged of ['', 'null', '{"payloadId":7}', '{']) {
      await writeFile(join(root, 'watched.json'), damaged);
      await publisher()();
      assert.is((await published()).count, 1, damaged);
    }
    await rm(join(root, 'watched.json'));
    await publisher()();
    assert.is((await published()).count, 1, 'the bus knows');
    await writeFile(join(directory, 'EFI/debian/shimx64.efi'), 'two, while nobody looked');
    await publisher()();
    assert.is((await published()).count, 2);
  }));

test('payload changes - what is remembered does not keep it from a bus that has no payload', () =>
  withPublisher(async ({ directory, publisher, published, root }) => {
    await writeTree(directory, { 'EFI/debian/shimx64.efi': 'one' });
    const payload = await readPayload([directory]);
    await writeFile(join(root, 'watched.json'), JSON.stringify({ payloadId: payloadIdOf(payload.files) }));
    await payload.dispose();
    await publisher()();
    assert.is((await published()).count, 1);
  }));

test('payload changes - what somebody else has published since stays, also after a restart', () =>
  withPublisher(async ({ bus, directory, publisher, published, root }) => {
    await writeTree(directory, { 'EFI/debian/shimx64.efi': 'one' });
    const publish = publisher();
    await publish();
    await writeTree(join(root, 'other'), { 'EFI/fedora/shimx64.efi': 'by hand' });
    const payload = await readPayload([join(root, 'other')]);
    await publishPayload({ bus, payload, channel: 'stable', signingKey, clock: systemClock() });
    await payload.dispose();
    await publish();
    await publisher()();
    assert.equal(await published(), { count: 2, paths: ['EFI/fedora/shimx64.efi'] });
    await writeFile(join(directory, 'EFI/debian/shimx64.efi'), 'two');
    await publisher()();
    assert.equal(await published(), { count: 3, paths: ['EFI/debian/shimx64.efi'] });
  }));

test('payload changes - directories that are missing or empty have nothing to say, the others are merged', () =>
  withPublisher(async ({ root, directory, publisher, published }) => {
    const [empty, missing] = [join(root, 'empty'), join(root, 'missing')];
    await mkdir(empty);
    const publish = publisher();
    await publish(empty, missing);
    assert.is((await published()).count, 0);
    await writeTree(directory, { 'EFI/debian/shimx64.efi': 'one' });
    await publish(empty, directory, missing);
    assert.equal(await published(), { count: 1, paths: ['EFI/debian/shimx64.efi'] });
  }));

test('payload changes - a payload that is none is an error, and a good one after it is published', () =>
  withPublisher(async ({ directory, publisher, published }) => {
    await writeTree(directory, { 'EFI/debian/shimx64.efi': 'one' });
    await symlink('shimx64.efi', join(directory, 'EFI/debian/link.efi'));
    const publish = publisher();
    const code = await publish().then(
      () => 'none',
      (error: unknown) => (hasCode(error, 'SYMLINK') ? 'SYMLINK' : String(error)),
    );
    assert.is(code, 'SYMLINK');
    assert.is((await published()).count, 0);
    await rm(join(directory, 'EFI/debian/link.efi'));
    await publish();
    assert.is((await published()).count, 1);
  }));

test.run();
