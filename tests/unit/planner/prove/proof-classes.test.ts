import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseEfiVariable } from '../../../../lib/uefi/firmware/efi-variable.ts';
import type { PcrBinding } from '../../../../lib/uefi/tpm/luks-tokens.ts';
import { createClassPlanner } from '../../../../services/planner/prove/roomy-planner.ts';
import type { ClassPlanner, HostPlan } from '../../../../services/planner/prove/classes.ts';
import type { PlanOptions } from '../../../../services/planner/plan/plan-host.ts';
import { olderShim, olderTree } from '../../../lab/boot/prove-lab.ts';
import { fixture, GLOBAL, SHIM, TPM_LOGS } from '../../../lab/boot/fixtures.ts';
import { debian, debianTree } from '../../../lab/boot/verdict-lab.ts';
import type { Content } from '../../../lab/boot/verdict-lab.ts';
import {
  olderVariables,
  ownFacts,
  payloadOf,
  realHost,
  realManifest,
  sourcesOf,
  olderHost,
} from '../../../lab/planner/proof-fixture.ts';
import type { RealHost } from '../../../lab/planner/proof-fixture.ts';
import { GRUB, GRUB_CFG } from '../../../lab/boot/debian-paths.ts';

const test = suite('planner proof classes');

const text = (words: string): Uint8Array => new Uint8Array(Buffer.from(words));

const plannerFor = (payload: Content, hosts: readonly RealHost[], options: PlanOptions = {}) => {
  const sources = sourcesOf(
    payload,
    hosts.flatMap(({ evidence }) => evidence),
  );
  return { planner: createClassPlanner(realManifest(payload), sources, options), sources };
};

const planned = (plan: HostPlan) => {
  if (plan.kind === 'plan') return plan;
  throw new Error(plan.kind === 'refused' ? `${plan.code}: ${plan.detail}` : plan.kind);
};
const refusal = (plan: HostPlan) => {
  if (plan.kind === 'refused') return plan;
  throw new Error(`${plan.kind}, and not refused`);
};
const planOne = async (host: RealHost, payload: Content, options: PlanOptions = {}): Promise<HostPlan> =>
  plannerFor(payload, [host], options).planner.plan(host.facts);

test('proof classes - a plan carries the proof for its host’s own firmware', async () => {
  const host = await olderHost();
  const { proof, body } = planned(await planOne(host, await payloadOf()));
  assert.is(proof?.firmwareSha256, host.facts.firmware?.firmwareSha256);
  assert.is(proof?.states.length, body.swaps.length);
  assert.is(proof?.states[0]?.verdict, 'boots');
  assert.equal(
    proof?.states[0]?.entries.map(({ name, path }) => `${name} ${path}`),
    ['Boot0004 EFI/debian/shimx64.efi'],
  );
  assert.equal([proof?.rollback.possible, proof?.rollback.until], [true, 'first-boot']);
});

test('proof classes - what would not boot is refused with the remedy, and what is not known is not planned', async () => {
  const brick = refusal(await planOne(await olderHost(), await payloadOf({ [GRUB]: await debian('grub4') })));
  assert.is(brick.code, 'WOULD_NOT_BOOT');
  assert.match(brick.detail, 'also publish grub with SBAT generation >= 5');
  const host = await olderHost();
  const blind = { ...host, facts: { ...host.facts, firmware: null } };
  const unknown = refusal(await planOne(blind, await payloadOf()));
  assert.is(unknown.code, 'VERDICT_UNKNOWN');
  assert.match(unknown.detail, '--unproven');
  const { proof, body } = planned(await planOne(blind, await payloadOf(), { unproven: true }));
  assert.is(proof, null);
  assert.match(body.swaps[0]?.why ?? '', 'not proven to boot');
});

test('proof classes - evidence that is missing or broken is asked for again with the next facts', async () => {
  const host = await olderHost();
  const payload = await payloadOf();
  const lost = host.evidence.slice(1);
  const bodies = new Map(lost.map(({ sha256, body }) => [sha256, body]));
  const sources = sourcesOf(payload, []);
  const { evidence } = sourcesOf(payload, host.evidence);
  let isBack = false;
  const planner = createClassPlanner(realManifest(payload), {
    ...sources,
    evidence: {
      bootFile: async (sha256) => (isBack || bodies.has(sha256) ? evidence.bootFile(sha256) : null),
      variables: async (sha256) => (isBack || bodies.has(sha256) ? evidence.variables(sha256) : null),
      tpmLog: evidence.tpmLog,
    },
  });
  assert.is(refusal(await planner.plan(host.facts)).code, 'EVIDENCE_MISSING');
  isBack = true;
  assert.is((await planner.plan(host.facts)).kind, 'plan');
  const [first] = host.evidence;
  const forged = host.evidence.map(({ sha256 }) => ({ sha256, body: first?.body ?? new Uint8Array(0) }));
  const broken = { ...host, evidence: forged };
  assert.is(refusal(await planOne(broken, payload)).code, 'EVIDENCE_MISSING');
});

test('proof classes - facts of an older agent, which tell nothing of the boot, are refused with what helps', async () => {
  const host = await olderHost();
  const older = { ...host.facts, firmware: null, bootFiles: [], kernels: [], measured: null };
  const { code, detail } = refusal(await planOne({ ...host, facts: older }, await payloadOf()));
  assert.is(code, 'VERDICT_UNKNOWN');
  assert.match(detail, 'update its bootswap');
});

test('proof classes - evidence that is not what its digest says is not believed, and the refusal says what helps', async () => {
  const host = await olderHost();
  const evidence = host.evidence.map(({ sha256, body }) => ({ sha256, body: body.toReversed() }));
  const { code, detail } = refusal(await planOne({ ...host, evidence }, await payloadOf()));
  assert.is(code, 'EVIDENCE_MISSING');
  assert.match(detail, 'the same version of bootswap on both sides');
});

test('proof classes - an exchange that would not boot half-way is widened, and says why', async () => {
  const both = { 'EFI/BOOT/BOOTX64.EFI': await olderShim(), 'EFI/BOOT/grubx64.efi': await debian('grub4') };
  const next = { 'EFI/BOOT/BOOTX64.EFI': await debian('shim'), 'EFI/BOOT/grubx64.efi': await debian('grub') };
  const host = await olderHost(both);
  const payload = await payloadOf(next);
  const { body } = planned(await planOne(host, payload));
  assert.equal(
    body.swaps.map(({ scope }) => scope),
    ['esp'],
  );
  assert.match(
    body.swaps[0]?.why ?? '',
    'replacing all of EFI at once, because a half-done update would not boot',
  );
  assert.match(body.swaps[0]?.why ?? '', 'EFI/debian new with EFI/BOOT old');
  const { esp } = host.facts;
  const small = { ...host, facts: { ...host.facts, esp: { ...esp, freeBytes: 4n << 20n } } };
  const full = refusal(await planOne(small, payload));
  assert.is(full.code, 'NO_SPACE');
  assert.match(
    full.detail,
    / lacks [\d.]+ [KMG]?i?B: .*scope esp.*a narrower scope is not safe: EFI\/debian new/s,
  );
});

const HOSTS = 1000;
const CLASSES = 20;

test('proof classes - a thousand hosts in 20 classes take 20 proofs, though each has firmware and grub.cfg of its own', async () => {
  const variables = await olderVariables();
  const trees = [await olderTree(), await debianTree({ [GRUB]: await debian('grub4') })];
  const classes: RealHost[] = [];
  for (let index = 0; index < CLASSES; index += 1) {
    const tree = trees[index % trees.length] ?? {};
    const own = { [`EFI/class${index}/tool.efi`]: await debian('fwupd') };
    classes.push(realHost({ ...tree, ...own }, { boot: { variables } }));
  }
  const { planner, sources } = plannerFor(await payloadOf(), classes);
  const tally = { plans: 0, firmware: new Set<string>() };
  for (let index = 0; index < HOSTS; index += 1) {
    const { facts } = classes[index % CLASSES] ?? realHost({});
    const plan = planned(await planner.plan(ownFacts(facts, index)));
    tally.plans += 1;
    tally.firmware.add(plan.proof?.firmwareSha256 ?? '');
  }
  assert.is(tally.plans, HOSTS);
  assert.is(planner.counts().proofs, CLASSES);
  assert.ok(planner.counts().verdicts <= CLASSES * 8, String(planner.counts().verdicts));
  assert.is(sources.fetched.payloads, CLASSES);
  assert.is(tally.firmware.size, HOSTS);
});

const key = async (planner: ClassPlanner, hosts: readonly RealHost[]): Promise<number> => {
  for (const { facts } of hosts) await planner.plan(facts);
  return planner.counts().proofs;
};

test('proof classes - whatever decides the boot separates', async () => {
  const variables = await olderVariables();
  const tree = await olderTree();
  const other = (name: string, data: Uint8Array | null): RealHost => {
    const changed = new Map(variables);
    if (data === null) changed.delete(name);
    else changed.set(name, data);
    return realHost(tree, { boot: { variables: changed } });
  };
  const order = parseEfiVariable(variables.get(`BootOrder-${GLOBAL}`) ?? new Uint8Array(0));
  assert.ok(order !== null);
  const hosts = [
    await olderHost(),
    other(`SbatLevelRT-${SHIM}`, null),
    other(`BootOrder-${GLOBAL}`, new Uint8Array([7, 0, 0, 0, 4, 0])),
    other(`BootNext-${GLOBAL}`, new Uint8Array([7, 0, 0, 0, 4, 0])),
    await olderHost({ [GRUB]: await debian('grub') }),
    await olderHost({ 'EFI/debian/mmx64.efi': await debian('fb') }),
    await olderHost({ 'EFI/other/x.efi': text('x') }),
  ];
  const payload = await payloadOf();
  assert.is(await key(plannerFor(payload, hosts).planner, hosts), hosts.length);
  const alike = [await olderHost(), await olderHost({ [GRUB_CFG]: text('another') })];
  assert.is(await key(plannerFor(payload, alike).planner, alike), 1);
});

test('proof classes - what the TPM will measure is foretold once for each log, and tokens that break are named', async () => {
  const binding: PcrBinding = {
    token: 1,
    kind: 'systemd-tpm2',
    pcrs: [4],
    bank: null,
    pcrlock: false,
    isRequired: true,
    problem: null,
  };
  const tree = await debianTree();
  const host = realHost(tree, { boot: { eventLog: fixture(TPM_LOGS.shim16), bindings: [binding] } });
  const payload = await payloadOf({ 'EFI/debian/fwupdx64.efi': await debian('fwupd') });
  const { planner } = plannerFor(payload, [host]);
  const { proof } = planned(await planner.plan(host.facts));
  assert.equal([proof?.measurements.pcr4Changed, proof?.measurements.pcr7Changed], [false, false]);
  assert.match(proof?.measurements.pcr4 ?? '', /^[0-9a-f]{64}$/);
  assert.equal(proof?.measurements.breaks, []);
  await planner.plan({ ...host.facts, host: 'another' });
  assert.is(planner.counts().forecasts, 1);
  const unread = {
    ...host,
    evidence: host.evidence.filter(({ sha256 }) => sha256 !== host.facts.measured?.logSha256),
  };
  assert.is(refusal(await planOne(unread, payload)).code, 'EVIDENCE_MISSING');
});

test.run();
