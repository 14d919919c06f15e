import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'nats';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buckets, streams, subjects } from '../../lib/bus/index.ts';
import {
  generateKeyPair,
  payloadTypes,
  signEnvelope,
  signManifest,
  signPlan,
} from '../../lib/trust/index.ts';
import { decodeReport, encodeEnvelope, encodePayloadManifest, payloadIdOf } from '../../lib/wire/index.ts';
import type { PayloadManifest, Plan } from '../../lib/wire/types.ts';
import { until } from '../lab/until.ts';
import { allIn, deadLetters, publishRaw } from '../lab/bus-streams.ts';
import { sha256 } from '../lab/file-digest.ts';
import { makePlan, withId } from '../lab/applier/plans.ts';
import { exitsWith, host, oldEsp, untilLive } from './cli-lab.ts';
import {
  deadLetterOf,
  isFacts,
  sendManifest,
  sendPlan,
  untilRejected,
  withUp,
  worksStill,
} from './messages-lab.ts';

const test = suite('bad messages');

const minute = 60_000n;

const manifestOf = (paths: readonly string[], changes: Partial<PayloadManifest> = {}): PayloadManifest => {
  const files = paths.map((path) => ({ path, sizeBytes: 3n, sha256: sha256('bad') }));
  const own = { payloadId: payloadIdOf(files), channel: 'stable', publishedAtMs: 1n, files };
  return { ...own, sources: [{ name: 'test', version: '1' }], ...changes };
};

const badPaths: [string, string[]][] = [
  ['a path that leads out', ['EFI/../../etc/passwd']],
  ['an absolute path', ['/EFI/debian/a.efi']],
  ['a name that FAT cannot hold', ['EFI/debian/a:b.efi']],
  ['a name that ends in a dot', ['EFI/debian/a.']],
  ['a file that is not below EFI/', ['loader/loader.conf']],
  ['names that are one on FAT', ['EFI/debian/A.efi', 'EFI/debian/a.efi']],
  ['a file that is a directory, too', ['EFI/debian', 'EFI/debian/a.efi']],
  ['the name of a stage', ['EFI/DEBIAN.BSW/a.efi']],
];

test('bad messages - manifests unsigned, signed by others, or with paths that must not be: dead letters, ESP untouched', () =>
  withUp(async (running) => {
    const { publisher } = running;
    const before = await running.espPrint();
    const good = manifestOf(['EFI/debian/grubx64.efi']);
    const strangers: [string, Uint8Array, string][] = [
      ['another key', signManifest(good, generateKeyPair()), 'MANIFEST_UNKNOWN_KEY'],
      ['a plan key', signManifest(good, running.planner), 'MANIFEST_UNKNOWN_KEY'],
      ['another channel', signManifest({ ...good, channel: 'testing' }, publisher), 'MANIFEST_CHANNEL'],
    ];
    const altered = Buffer.from(signManifest(good, publisher));
    altered.write('EFI/debian/grubx65.efi', altered.indexOf('EFI/debian/grubx64.efi'));
    strangers.push(['altered', altered, 'MANIFEST_BAD_SIGNATURE']);
    const withNul = Buffer.from(encodePayloadManifest(manifestOf(['EFI/debian/a~.efi'])));
    withNul[withNul.indexOf('~')] = 0;
    const sealed = signEnvelope(withNul, { payloadType: payloadTypes.manifest, key: publisher });
    strangers.push(['a NUL in a path', encodeEnvelope(sealed), 'MANIFEST_BAD_FIELD']);
    for (const [what, data, code] of strangers) {
      await sendManifest(running, data);
      assert.equal(await deadLetterOf(running, data), { service: 'planner', code }, what);
    }
    for (const [what, paths] of badPaths) {
      const data = signManifest(manifestOf(paths), publisher);
      await sendManifest(running, data);
      const { service, code } = await deadLetterOf(running, data);
      assert.is(service, 'planner');
      assert.match(code, /^MANIFEST_/, `${what}: ${code}`);
    }
    assert.is(await running.espPrint(), before);
    await worksStill(running);
  }));

test('bad messages - publish with a key that is not pinned goes to the dead letters and changes nothing', () =>
  withUp(async (running) => {
    const { bootswap, root, state, payload, wire } = running;
    const before = await running.espPrint();
    exitsWith(
      await bootswap(['keys', 'generate', '--name', 'stranger', '--state-dir', join(root, 'other')]),
      0,
    );
    const key = join(root, 'other/keys/stranger.key');
    const published = await bootswap([
      'publish',
      payload,
      '--key',
      key,
      '--state-dir',
      state,
      '--wait',
      '--timeout',
      '2',
    ]);
    exitsWith(published, 1);
    assert.match(published.stdout, /no planner answered/);
    await until('it is with the dead letters', async () =>
      (await deadLetters(wire)).some(({ code }) => code === 'MANIFEST_UNKNOWN_KEY'),
    );
    assert.is(await running.espPrint(), before);
    await worksStill(running);
  }));

test('bad messages - plans by others, for others, too late, too early, with bad paths or blobs: refused, ESP untouched', () =>
  withUp(async (running) => {
    const { planner, wire } = running;
    const before = await running.espPrint();
    const nowMs = BigInt(Date.now());
    const after = { ...oldEsp, 'EFI/debian/grubx64.efi': 'by a plan' };
    const options = { before: oldEsp, after, targets: ['EFI/debian'], host, issuedAtMs: nowMs };
    const good = makePlan(options);

    const forged = signPlan(good, generateKeyPair());
    await sendPlan(running, forged);
    assert.equal(await deadLetterOf(running, forged), { service: 'applier', code: 'UNKNOWN_KEY' });
    const asManifest = signManifest(manifestOf(['EFI/debian/a.efi']), planner);
    await sendPlan(running, asManifest);
    assert.equal(await deadLetterOf(running, asManifest), { service: 'applier', code: 'WRONG_TYPE' });

    const [swap] = good.swaps;
    assert.ok(swap);
    const withTarget = (target: string): Plan =>
      withId({
        ...good,
        swaps: [
          {
            ...swap,
            target,
            files: swap.files.map((file) => ({ ...file, path: file.path.replace('EFI/debian', target) })),
          },
        ],
      });
    const old = nowMs - 20n * minute;
    const lacking = {
      ...options,
      after: { ...after, 'EFI/debian/grubx64.efi': 'nobody has it' },
      issuedAtMs: old,
    };
    const refused: [string, Plan, string][] = [
      ['for another host', makePlan({ ...options, host: 'another' }), 'WRONG_HOST'],
      ['expired', makePlan({ ...options, issuedAtMs: old, expiresAtMs: nowMs - minute }), 'EXPIRED'],
      [
        'from the future',
        makePlan({ ...options, generation: 2n, issuedAtMs: nowMs + 3n * 1440n * minute }),
        'CLOCK_BEHIND',
      ],
      [
        'another tree',
        makePlan({ ...options, before: { ...oldEsp, 'EFI/debian/mine.cfg': 'else' } }),
        'PRECONDITION',
      ],
      ['a target outside', withTarget('EFI/../etc'), 'PATH_OUTSIDE'],
      ['an absolute target', withTarget('/etc'), 'PATH_OUTSIDE'],
      ['a target not below EFI', withTarget('loader'), 'PATH_OUTSIDE'],
      ['a name that FAT cannot hold', withTarget('EFI/a:b'), 'NAME_NOT_FAT'],
      ['the name of a stage', withTarget('EFI/DEBIAN.BSW'), 'STAGE_NAME'],
      ['an id of another plan', { ...good, planId: sha256('another') }, 'INCONSISTENT'],
      ['a blob that nobody stored', makePlan(lacking), 'BLOB_MISSING'],
    ];
    for (const [what, plan, code] of refused) {
      await sendPlan(running, signPlan(plan, planner));
      await untilRejected(running, plan, code).catch((error: unknown) => {
        throw new Error(`${what}: ${String(error)}`);
      });
      assert.is(await running.espPrint(), before, what);
    }

    const content = Buffer.from('by a plan');
    await wire.blobs.put(
      sha256('by a plan'),
      (async function* () {
        yield content;
      })(),
    );
    await sendPlan(running, signPlan(good, planner));
    await untilLive(running, after);
    const replayed = makePlan({ ...options, before: after, after: oldEsp });
    await sendPlan(running, signPlan(replayed, planner));
    await untilRejected(running, replayed, 'STALE_GENERATION');
    await untilLive(running, after);
  }));

test('bad messages - a blob whose content is not what its digest says is refused, and the ESP is untouched', () =>
  withUp(async (running) => {
    const { state, planner } = running;
    const before = await running.espPrint();
    const local = JSON.parse(await readFile(join(state, 'bus.json'), 'utf8')) as {
      url: string;
      user: string;
      pass: string;
    };
    const nc = await connect({ servers: local.url, user: local.user, pass: local.pass });
    const store = await nc.jetstream().views.os(buckets.blobs);
    await store.putBlob({ name: sha256('what was promised') }, Buffer.from('something else. '));
    await nc.close();
    const after = { ...oldEsp, 'EFI/debian/grubx64.efi': 'what was promised' };
    const issuedAtMs = BigInt(Date.now()) - 20n * minute;
    const plan = makePlan({ before: oldEsp, after, targets: ['EFI/debian'], host, issuedAtMs });
    await sendPlan(running, signPlan(plan, planner));
    await until('it is rejected for its blob', async () => {
      const reports = (await allIn(running.wire, streams.reports)).map(({ data }) => decodeReport(data));
      return reports.some(
        ({ planId, phase, code }) =>
          planId === plan.planId && phase === 'rejected' && code.startsWith('BLOB_'),
      );
    });
    assert.is(await running.espPrint(), before);
  }));

test('bad messages - garbage and the largest there can be, on every subject: kept, and everything works on', () =>
  withUp(
    async (running) => {
      const { wire } = running;
      const before = await running.espPrint();
      const read: [string, string][] = [
        [subjects.payload('stable'), 'planner'],
        [subjects.facts(host), 'planner'],
        [subjects.plan(host), 'applier'],
        [subjects.audit(host), 'applier'],
        [subjects.report(host), 'auditor'],
      ];
      for (const [subject, service] of read) {
        const data = randomBytes(200);
        await publishRaw(wire, subject, data);
        assert.is((await deadLetterOf(running, data)).service, service, subject);
      }
      for (const [subject, service] of read) {
        const letters = (await deadLetters(wire)).filter((letter) => letter.service === service).length;
        await publishRaw(wire, subject, randomBytes(1_048_000));
        await until(
          `the largest on ${subject} is with the dead letters`,
          async () =>
            (await deadLetters(wire)).filter((letter) => letter.service === service).length > letters,
        );
      }
      for (const subject of [subjects.decision('stable'), subjects.dead('anyone')])
        await publishRaw(wire, subject, randomBytes(64));
      assert.is(await running.espPrint(), before);
      // The next audit publishes the host's facts over the garbage.
      await until('the host is known again', async () =>
        isFacts((await wire.last(streams.facts, subjects.facts(host)))?.data),
      );
      await worksStill(running);
    },
    ['--audit-every', '2'],
  ));

test.run();
