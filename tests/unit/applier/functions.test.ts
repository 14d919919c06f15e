import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventTypes, subjects } from '../../../lib/bus/names.ts';
import type { Emission, Outcome } from '../../../lib/runtime/types.ts';
import { generateKeyPair, openAudit, publicKeyOf, signAudit } from '../../../lib/trust/index.ts';
import type { Audit, Plan } from '../../../lib/wire/types.ts';
import { decodeReport } from '../../../lib/wire/index.ts';
import { applierFunctions, ApplyError } from '../../../services/applier/index.ts';
import type { ApplierDeps, ApplyCode, BlobSource } from '../../../services/applier/index.ts';
import { lockEsp } from '../../../services/applier/esp/lock.ts';
import { allTargets, firstPlan, hostId, makePlan, newTree, nowMs, oldTree } from '../../lab/applier/plans.ts';
import { quiet } from '../../lab/quiet-log.ts';
import { splitStages, ordered } from '../../lab/trees.ts';
import { blobsFrom, withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';

const test = suite('functions');

const hostKey = generateKeyPair();

type Bench = {
  site: Site;
  emitted: Emission[];
  plan: (data: Uint8Array, signal?: AbortSignal) => Promise<Outcome>;
  audit: (data: Uint8Array) => Promise<Outcome>;
};

const never = new AbortController().signal;

const withBench = (overrides: Partial<ApplierDeps>, use: (bench: Bench) => Promise<void>): Promise<void> =>
  withSite({ tree: oldTree, blobs: newTree, overrides }, async (site) => {
    const emitted: Emission[] = [];
    const openOwnAudit = (envelope: Uint8Array): Audit => openAudit(envelope, [publicKeyOf(hostKey)]).audit;
    const functions = applierFunctions({ ...site.deps, openAudit: openOwnAudit, pollMs: 1000 });
    const call =
      (name: string) =>
      async (data: Uint8Array, signal = never): Promise<Outcome> => {
        const fn = functions.find((one) => one.name === name);
        assert.ok(fn, name);
        const event = {
          id: 'event-1',
          source: 'test',
          type: name === 'applier.plans' ? eventTypes.plan : eventTypes.audit,
          subject: hostId,
          timeMs: nowMs,
          data,
        };
        const emit = async (emission: Emission): Promise<void> => void emitted.push(emission);
        return fn.handle({ event, emit, signal, log: quiet });
      };
    await use({ site, emitted, plan: call('applier.plans'), audit: call('applier.audits') });
  });

const auditOf = (verdict: 'pass' | 'fail', changes: Partial<Audit> = {}): Audit => ({
  host: hostId,
  sequence: 1n,
  previousSha256: '',
  atMs: BigInt(nowMs),
  trigger: 'report',
  verdict,
  checks: [{ name: 'files-present', result: verdict, detail: '' }],
  planId: firstPlan.planId,
  payloadId: firstPlan.payloadId,
  payloadEventId: firstPlan.payloadEventId,
  generation: firstPlan.generation,
  reportEventId: 'report-1',
  reportPhase: 'exchanged',
  ...changes,
});

const idsOf = (emitted: readonly Emission[]): string[] => emitted.map(({ id }) => id);

test('functions - both follow their subject by level and never run at the same time', () =>
  withBench({}, async ({ site }) => {
    const deps = { ...site.deps, openAudit: () => auditOf('pass'), pollMs: 1000 };
    const [plans, audits] = applierFunctions(deps);
    assert.equal(plans?.trigger, {
      kind: 'level',
      stream: 'BOOTSWAP_PLANS',
      subject: subjects.plan(hostId),
      pollMs: 1000,
    });
    assert.is(audits?.trigger.kind, 'level');
    assert.is(plans?.exclusive, audits?.exclusive);
    assert.ok(plans?.exclusive);
  }));

test('functions - a plan is carried out and every phase is an event with an id of its own', () =>
  withBench({}, async ({ site, emitted, plan }) => {
    assert.equal(await plan(site.seal(firstPlan)), { kind: 'done', emissions: [] });
    const prefix = `report:${hostId}:${firstPlan.planId}`;
    assert.equal(idsOf(emitted), [`${prefix}:staged`, `${prefix}:verified`, `${prefix}:exchanged`]);
    const report = decodeReport(emitted.at(-1)?.data ?? Buffer.alloc(0));
    assert.equal(report.targets, allTargets);
    assert.ok(report.bytesWritten > 0n);
    assert.is(emitted[0]?.busSubject, subjects.report(hostId));
    assert.is(emitted[0]?.type, eventTypes.report);
  }));

test('functions - the same plan again is done without a word', () =>
  withBench({}, async ({ site, emitted, plan }) => {
    await plan(site.seal(firstPlan));
    assert.equal(await plan(site.seal(firstPlan)), { kind: 'done', emissions: [] });
    assert.is(emitted.length, 3);
  }));

test('functions - what cannot be opened goes to the dead letters with its code', () =>
  withBench({}, async ({ emitted, plan, audit }) => {
    for (const act of [plan, audit]) {
      const outcome = await act(Buffer.from('garbage'));
      assert.is(outcome.kind, 'reject');
      assert.ok(outcome.kind === 'reject' && outcome.code !== '');
    }
    assert.equal(emitted, []);
  }));

/** Stands for whatever refuses before the first write. */
const refusing = (code: ApplyCode): BlobSource => ({
  get: () => {
    throw new ApplyError(code, 'on purpose');
  },
});

type Row = { title: string; plan: Plan; overrides: Partial<ApplierDeps>; outcome: string; said: string[] };
const rows: Row[] = [
  {
    title: 'a refusal for good is said and done',
    plan: makePlan({ before: oldTree, after: newTree, targets: allTargets, host: 'host-2' }),
    overrides: {},
    outcome: 'done',
    said: ['rejected:WRONG_HOST'],
  },
  {
    title: 'a refusal for now is said once and tried again',
    plan: firstPlan,
    overrides: { allowAnyFilesystem: false },
    outcome: 'retry NOT_MOUNTED 600000',
    said: ['rejected:NOT_MOUNTED'],
  },
  {
    title: 'a full directory may have room later',
    plan: firstPlan,
    overrides: { blobs: refusing('DIRECTORY_FULL') },
    outcome: 'retry DIRECTORY_FULL 600000',
    said: ['rejected:DIRECTORY_FULL'],
  },
  {
    title: 'a blob that may still come is waited for in silence',
    plan: firstPlan,
    overrides: { blobs: blobsFrom({}) },
    outcome: 'retry BLOB_MISSING undefined',
    said: [],
  },
];
for (const { title, plan: sealed, overrides, outcome: expected, said } of rows) {
  test(`functions - ${title}`, () =>
    withBench(overrides, async ({ site, emitted, plan }) => {
      for (let turn = 1; turn <= 2; turn += 1) {
        const outcome = await plan(site.seal(sealed));
        const shown = outcome.kind === 'retry' ? `retry ${outcome.code} ${outcome.afterMs}` : outcome.kind;
        assert.is(shown, expected);
      }
      assert.equal(
        idsOf(emitted),
        said.map(
          (phase) => `report:${sealed.host === hostId ? hostId : site.deps.hostId}:${sealed.planId}:${phase}`,
        ),
      );
    }));
}

test('functions - a busy ESP is tried again soon and not said', () =>
  withBench({}, async ({ site, emitted, plan }) => {
    const lock = await lockEsp(site.espRoot, { bootupdLockPath: '/nonexistent/lock' });
    try {
      const outcome = await plan(site.seal(firstPlan));
      assert.is(outcome.kind === 'retry' ? outcome.code : outcome.kind, 'BUSY');
      assert.equal(emitted, []);
    } finally {
      await lock.release();
    }
  }));

test('functions - a stop while staging undoes and asks for the plan again', async () => {
  const stop = new AbortController();
  const failPoint = (phase: string): void => {
    if (phase === 'barrier') stop.abort();
  };
  await withBench({ failPoint }, async ({ site, plan }) => {
    const outcome = await plan(site.seal(firstPlan), stop.signal);
    assert.is(outcome.kind === 'retry' ? outcome.code : outcome.kind, 'ABORTED');
    assert.equal(await site.esp(), ordered(oldTree));
  });
});

test('functions - a failed audit of what was just exchanged brings the old tree back', () =>
  withBench({}, async ({ site, emitted, plan, audit }) => {
    await plan(site.seal(firstPlan));
    assert.equal(await audit(signAudit(auditOf('fail'), hostKey)), { kind: 'done', emissions: [] });
    assert.equal(await site.esp(), ordered(oldTree));
    assert.match(idsOf(emitted).at(-1) ?? '', ':rolled-back:AUDIT_FAILED');
    assert.is((await plan(site.seal(firstPlan))).kind, 'done');
    assert.equal(await site.esp(), ordered(oldTree));
  }));

test('functions - an audit signed by another key, or of another host, changes nothing', () =>
  withBench({}, async ({ site, plan, audit }) => {
    await plan(site.seal(firstPlan));
    const forged = await audit(signAudit(auditOf('fail'), generateKeyPair()));
    assert.is(forged.kind === 'reject' ? forged.code : '', 'UNKNOWN_KEY');
    const foreign = await audit(signAudit(auditOf('fail', { host: 'host-2' }), hostKey));
    assert.is(foreign.kind === 'reject' ? foreign.code : '', 'WRONG_HOST');
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
  }));

test.run();
