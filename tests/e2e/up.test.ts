import { readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { streams } from '../../lib/bus/index.ts';
import type { Bus, StoredMessage } from '../../lib/bus/index.ts';
import { decodeAudit, decodeEnvelope, decodeReport } from '../../lib/wire/index.ts';
import { until } from '../lab/until.ts';
import { allIn } from '../lab/bus-streams.ts';
import { processesWith, isListening } from '../lab/processes.ts';
import { writeTree } from '../lab/trees.ts';
import { documentOf, exitsWith, host, newPayload, oldEsp, untilLive, withCli } from './cli-lab.ts';
import type { CliSite } from './cli-lab.ts';

const test = suite('up');

const updated = { ...oldEsp, ...newPayload };

const portOf = async ({ state }: CliSite): Promise<number> =>
  Number(/:(\d+)"/.exec(await readFile(join(state, 'bus.json'), 'utf8'))?.[1]);

const phasesOn = async (bus: Bus): Promise<string[]> =>
  (await allIn(bus, streams.reports)).map(({ data }) => decodeReport(data).phase);

const idOf = ({ headers }: StoredMessage): string =>
  headers.find(({ name }) => name.toLowerCase() === 'ce-id')?.value ?? '';

const assertNothingDoubled = async (bus: Bus): Promise<void> => {
  for (const stream of [streams.payloads, streams.decisions, streams.reports, streams.audits]) {
    const ids = (await allIn(bus, stream)).map(idOf);
    assert.equal(ids.toSorted(), [...new Set(ids)].toSorted(), `an event twice on ${stream}`);
  }
  const sequences = (await allIn(bus, streams.audits)).map(
    ({ data }) => decodeAudit(decodeEnvelope(data).payload).sequence,
  );
  assert.equal(
    sequences,
    sequences.map((_, index) => BigInt(index + 1)),
  );
};

const publish = ({ bootswap, state, payload }: CliSite) =>
  bootswap(['publish', payload, '--state-dir', state, '--wait', '--json', '--timeout', '40']);

test('up - a payload goes the whole way, the second one changes nothing, SIGTERM leaves nothing behind', async () => {
  await withCli(async (site) => {
    const up = await site.up(['--payload-dir', join(site.root, 'none'), '--json']);
    const isWaitedFor = (line: string): boolean =>
      /waiting for payload directories to appear.*\/none/.test(line);
    await until('the missing directory is named', () => up.stderr.some(isWaitedFor));
    assert.is((await stat(join(site.state, 'bus.json'))).mode & 0o777, 0o600);
    const first = await publish(site);
    exitsWith(first, 0);
    const document = documentOf(first.stdout) as {
      conclusion: string;
      hosts: { host: string; state: string }[];
    };
    assert.is(document.conclusion, 'passed');
    assert.equal(
      document.hosts.map(({ host: name, state }) => [name, state]),
      [[host, 'passed']],
    );
    assert.match(first.stderr, /^exchanged /m);
    await untilLive(site, updated);
    const bus = await site.bus();
    const [esp, phases] = [await site.espPrint(), await phasesOn(bus)];
    assert.equal(phases, ['staged', 'verified', 'exchanged']);
    const second = await publish(site);
    exitsWith(second, 0);
    assert.is(documentOf(second.stdout)['blobsStored'], 0);
    assert.is(await site.espPrint(), esp);
    assert.equal(await phasesOn(bus), phases);
    await assertNothingDoubled(bus);
    const port = await portOf(site);
    assert.equal(await up.end(), { code: 0, signal: null });
    assert.equal(await processesWith(site.root), []);
    assert.not(await isListening(port));
    assert.is(await stat(join(site.state, 'bus.json')).catch(() => null), null);
    assert.equal(documentOf(`${up.stdout.join('\n')}\n`)['services'], ['planner', 'applier', 'auditor']);
  });
});

test('up - acts when a watched directory changes, is not stopped by a bad one, and ends with SIGINT', async () => {
  await withCli(async (site) => {
    const up = await site.up(['--payload-dir', site.payload]);
    await untilLive(site, updated);
    await writeFile(join(site.payload, 'EFI/debian/grubx64.efi'), 'newest grub');
    await untilLive(site, { ...updated, 'EFI/debian/grubx64.efi': 'newest grub' });
    const before = await site.espPrint();
    await symlink('grubx64.efi', join(site.payload, 'EFI/debian/link.efi'));
    await until('the symlink is refused', () =>
      up.stderr.some((line) => line.includes('link.efi is a symlink')),
    );
    assert.is(await site.espPrint(), before);
    await rm(join(site.payload, 'EFI/debian/link.efi'));
    await rm(join(site.payload, 'EFI/debian/shimx64.efi'));
    const { 'EFI/debian/shimx64.efi': _gone, ...left } = updated;
    await untilLive(site, { ...left, 'EFI/debian/grubx64.efi': 'newest grub' });
    assert.equal(await up.end('SIGINT'), { code: 0, signal: null });
  });
});

test('up - a restart knows what was there; what a person published stays, until the directory changes', async () => {
  await withCli(async (site) => {
    const watching = ['--payload-dir', site.payload];
    const first = await site.up(watching);
    await untilLive(site, updated);
    const mine = join(site.root, 'mine');
    await writeFile(join(site.payload, 'EFI/debian/grubx64.efi'), 'two');
    await untilLive(site, { ...updated, 'EFI/debian/grubx64.efi': 'two' });
    await writeTree(mine, { ...newPayload, 'EFI/debian/grubx64.efi': 'by hand' });
    exitsWith(await publish({ ...site, payload: mine }), 0);
    const reports = (await phasesOn(await site.bus())).length;
    const esp = await site.espPrint();
    await first.end();
    await site.up(watching);
    const status = await site.bootswap(['status', '--state-dir', site.state, '--json']);
    const { record } = documentOf(status.stdout) as { record: { generation: number } };
    assert.is(record.generation, 3);
    exitsWith(await publish({ ...site, payload: mine }), 0);
    assert.is((await phasesOn(await site.bus())).length, reports);
    assert.is(await site.espPrint(), esp);
    await writeFile(join(site.payload, 'EFI/debian/grubx64.efi'), 'four');
    await untilLive(site, { ...updated, 'EFI/debian/grubx64.efi': 'four' });
  });
});

for (const point of ['build-stage', 'exchange@2', 'record-exchanged']) {
  test(`up - killed before ${point}: leaves no nats-server, and the next up finishes the update once`, async () => {
    await withCli(async (site) => {
      const watching = ['--payload-dir', site.payload];
      const first = await site.up(watching, { env: { BOOTSWAP_FAILPOINT: `${point}:kill` } });
      assert.is((await first.exited).signal, 'SIGKILL');
      await until('its nats-server is gone', async () => (await processesWith(site.root)).length === 0);
      await site.up(watching);
      await untilLive(site, updated);
      const bus = await site.bus();
      await until('it is audited', async () =>
        (await allIn(bus, streams.audits)).some(
          ({ data }) => decodeAudit(decodeEnvelope(data).payload).generation === 1n,
        ),
      );
      assert.is((await phasesOn(bus)).filter((phase) => phase === 'exchanged').length, 1);
      await assertNothingDoubled(bus);
    });
  });
}

test('up - a nats-server that is killed comes back, work goes on, nothing is doubled', async () => {
  await withCli(async (site) => {
    await site.up(['--payload-dir', join(site.root, 'none')]);
    const config = join(site.state, 'nats', 'nats-server.conf');
    const [pid = 0] = await processesWith(config);
    const port = await portOf(site);
    const publishing = publish(site);
    await until('the payload is on its way', async () => (await processesWith('publish')).length > 0);
    process.kill(pid, 'SIGKILL');
    exitsWith(await publishing, 0);
    await untilLive(site, updated);
    assert.is(await portOf(site), port);
    const [again = 0] = await processesWith(config);
    assert.is.not(again, pid);
    process.kill(again, 'SIGKILL');
    await until('a third one runs', async () => {
      const [third] = await processesWith(config);
      return third !== undefined && third !== again;
    });
    exitsWith(await publish(site), 0);
    const bus = await site.bus();
    assert.is((await phasesOn(bus)).filter((phase) => phase === 'exchanged').length, 1);
    await assertNothingDoubled(bus);
  });
});

test('up - a second one on the same state directory is refused and harms nothing', async () => {
  await withCli(async (site) => {
    await site.up(['--payload-dir', site.payload]);
    await untilLive(site, updated);
    const args = ['up', '--esp', site.esp, '--allow-any-fs', '--unproven', '--state-dir', site.state];
    exitsWith(await site.bootswap(args), 4, /another process runs a nats-server/);
    exitsWith(await publish(site), 0);
  });
});

test('up - what cannot start says why and ends: no ESP, no file system for it, a channel that is none', async () => {
  await withCli(async (site) => {
    const { bootswap, state, esp, root } = site;
    const base = ['up', '--state-dir', state];
    exitsWith(await bootswap([...base, '--esp', join(root, 'nowhere')]), 5, /no such directory: .*nowhere/);
    exitsWith(await bootswap([...base, '--esp', esp]), 5, /is not a mount point/);
    const any = [...base, '--esp', esp, '--allow-any-fs'];
    exitsWith(await bootswap([...any, '--channel', 'a b']), 2, /channel "a b"/);
    exitsWith(await bootswap([...any, '--poll', 'soon']), 2, /--poll takes a number/);
    assert.equal(await processesWith(root), []);
  });
});

test.run();
