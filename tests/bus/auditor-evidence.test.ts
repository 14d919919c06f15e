import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noBootPlaces } from '../../lib/boot/read/boot-places.ts';
import { openEvidence } from '../../lib/boot/facts/evidence.ts';
import { firmwareDigest } from '../../lib/boot/firmware-variables.ts';
import { openHostBoot } from '../../lib/boot/read/read-host-boot.ts';
import { readVariables } from '../../lib/boot/read/read-variables.ts';
import { unpackTrustVariables, variablesOfFacts } from '../../lib/boot/facts/variables-facts.ts';
import { eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { decodeHostFacts } from '../../lib/wire/index.ts';
import type { HostFacts } from '../../lib/wire/types.ts';
import type { AuditorDependencies } from '../../services/auditor/index.ts';
import { EFIVARS, fixturePath, GLOBAL, SHIM, TPM_LOGS } from '../lab/boot/fixtures.ts';
import { allIn } from '../lab/bus-streams.ts';
import { aReport, host, withAuditor } from './auditor-lab.ts';
import type { AuditorLab } from './auditor-lab.ts';

const test = suite('auditor evidence');

type Site = { lab: AuditorLab; deps: AuditorDependencies; efivars: string };

/** An auditor with captured variables, a log and a kernel, all of which a test may change. */
const withFirmware = (body: (site: Site) => Promise<void>): Promise<void> =>
  withAuditor(async (lab) => {
    const efivars = join(lab.root, 'efivars');
    await cp(fixturePath(EFIVARS), efivars, { recursive: true });
    await mkdir(join(lab.root, 'boot'));
    await writeFile(join(lab.root, 'boot', 'vmlinuz-1'), 'kernel');
    const places = {
      ...noBootPlaces,
      efivars,
      eventLog: fixturePath(TPM_LOGS.shim16),
      kernels: join(lab.root, 'boot'),
    };
    await body({ lab, efivars, deps: lab.other({ hostBoot: await openHostBoot(places) }) });
  });

const factsOn = async (bus: Bus): Promise<HostFacts> => {
  const last = await bus.last(streams.facts, subjects.facts(host));
  return decodeHostFacts(last?.data ?? new Uint8Array());
};

/** How often evidence was published, again under the same name included. */
const publishesOf = async (bus: Bus): Promise<number> =>
  Math.max(0, ...(await allIn(bus, streams.evidence)).map(({ sequence }) => Number(sequence)));

const bodyOf = async (bus: Bus, sha256: string): Promise<Uint8Array> =>
  (await bus.last(streams.evidence, subjects.evidence(sha256)))?.data ?? new Uint8Array();

test('evidence - is published before the facts that name it, once, and not again', () =>
  withFirmware(async ({ lab: { bus, root, audit, publish, call }, deps }) => {
    const outcome = await call(null, deps);
    assert.is(outcome.kind, 'done');
    const subjectsOf = outcome.kind === 'done' ? outcome.emissions.map(({ busSubject }) => busSubject) : [];
    assert.is(subjectsOf.at(-1), subjects.facts(host));
    await publish(outcome);
    const facts = await factsOn(bus);
    const named = [
      facts.firmware?.trustSha256 ?? '',
      facts.measured?.logSha256 ?? '',
      ...facts.bootFiles.map(({ evidenceSha256 }) => evidenceSha256),
    ];
    assert.is(await publishesOf(bus), new Set(named).size);
    assert.equal(
      facts.kernels.map(({ path }) => path),
      [join(root, 'boot', 'vmlinuz-1')],
    );
    for (const sha256 of named) assert.ok((await bodyOf(bus, sha256)).length > 0, sha256);
    await audit(deps);
    assert.is((await bus.last(streams.facts, subjects.facts(host)))?.sequence, 1n, 'facts once');
    assert.is(await publishesOf(bus), new Set(named).size);
  }));

test('evidence - with the facts it leads to the digest of the host’s own variables', () =>
  withFirmware(async ({ lab: { bus, audit }, deps, efivars }) => {
    await audit(deps);
    const { firmware } = await factsOn(bus);
    assert.ok(firmware !== null);
    if (firmware === null) return;
    const { trustSha256, firmwareSha256 } = firmware;
    const content = openEvidence(await bodyOf(bus, trustSha256), { sha256: trustSha256, kind: 'variables' });
    const variables = variablesOfFacts(firmware, unpackTrustVariables(content));
    assert.is(firmwareDigest(variables), firmwareSha256);
    assert.is(firmwareDigest(await readVariables(efivars)), firmwareSha256);
  }));

test('evidence - changed variables make new facts, which name new evidence; the rest is not sent again', () =>
  withFirmware(async ({ lab: { bus, audit }, deps, efivars }) => {
    await audit(deps);
    const [before, count] = [await factsOn(bus), await publishesOf(bus)];
    await writeFile(join(efivars, `SbatLevelRT-${SHIM}`), '\x06\0\0\0sbat,1,2030010100\n');
    await audit(deps);
    const after = await factsOn(bus);
    assert.is.not(after.firmware?.firmwareSha256, before.firmware?.firmwareSha256);
    assert.is.not(after.firmware?.trustSha256, before.firmware?.trustSha256);
    assert.equal(after.bootFiles, before.bootFiles);
    assert.is(await publishesOf(bus), count + 1);
    await writeFile(join(efivars, `BootNext-${GLOBAL}`), '\x07\0\0\0\x04\0');
    await audit(deps);
    assert.is((await factsOn(bus)).firmware?.trustSha256, after.firmware?.trustSha256);
    assert.is(await publishesOf(bus), count + 1, 'boot entries are in the facts');
  }));

test('evidence - another body under its name is put right with the next facts', () =>
  withFirmware(async ({ lab: { bus, audit }, deps, efivars }) => {
    await audit(deps);
    const sha256 = (await factsOn(bus)).firmware?.trustSha256 ?? '';
    const forged = { id: 'forged', source: 'test', type: eventTypes.evidence, subject: host, timeMs: 1 };
    await bus.publish(subjects.evidence(sha256), { ...forged, data: new Uint8Array([1]) });
    await writeFile(join(efivars, `BootNext-${GLOBAL}`), '\x07\0\0\0\x04\0');
    await audit(deps);
    openEvidence(await bodyOf(bus, sha256), { sha256, kind: 'variables' });
  }));

test('evidence - a host without firmware variables has facts without them, and its audit does not fail', () =>
  withAuditor(async ({ bus, audit, ledger }) => {
    await audit();
    const facts = await factsOn(bus);
    assert.equal([facts.firmware, facts.measured, facts.kernels], [null, null, []]);
    assert.is(facts.bootFiles.length, 1, 'two files of one digest');
    const [entry] = await ledger();
    const boots = entry?.audit.checks.find(({ name }) => name === 'boots');
    assert.is(boots?.result, 'unknown');
    assert.match(boots?.detail ?? '', 'pass --efivars');
  }));

test('evidence - a plan refused for changed firmware asks for facts, changed or not', () =>
  withFirmware(async ({ lab: { call, audit }, deps }) => {
    await audit(deps);
    const later = { ...deps, clock: { ...deps.clock, nowMs: () => deps.clock.nowMs() + 2 * 3_600_000 } };
    const emits = async (code: string): Promise<boolean> => {
      const outcome = await call(aReport({ phase: 'rejected', code }), later);
      const emissions = outcome.kind === 'done' ? outcome.emissions : [];
      return emissions.some(({ busSubject }) => busSubject === subjects.facts(host));
    };
    assert.is(await emits('PRECONDITION'), false);
    assert.is(await emits('FIRMWARE_CHANGED'), true);
  }));

test.run();
