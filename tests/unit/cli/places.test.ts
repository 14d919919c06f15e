import { stat, symlink, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findTarget, requireTarget, writeLocalBus } from '../../../cli/connection.ts';
import { channelOf, espRootOf, hostOf, localHostOf, stateDirectoryOf } from '../../../cli/places.ts';
import { plannerKeysPathOf, publisherKeysPathOf } from '../../../cli/trust-options.ts';
import { describeStateDirectory } from '../../../lib/host/index.ts';
import { withScratch } from '../../lab/scratch.ts';
import { rejectsWith } from '../../lab/errors.ts';
import { invocationOf } from './invocation.ts';

const test = suite('places');

test('places - the command line beats the environment, which beats the default', () => {
  const env = { BOOTSWAP_STATE_DIR: '/env', BOOTSWAP_CHANNEL: 'env' };
  assert.is(stateDirectoryOf(invocationOf({ 'state-dir': '/line' }, env)), '/line');
  assert.is(stateDirectoryOf(invocationOf({}, env)), '/env');
  assert.is(channelOf(invocationOf({ channel: 'line' }, env)), 'line');
  assert.is(channelOf(invocationOf({}, env)), 'env');
  assert.is(channelOf(invocationOf({})), 'stable');
  const isRoot = process.getuid?.() === 0;
  const own = stateDirectoryOf(invocationOf({}, { XDG_STATE_HOME: '/x' }));
  assert.is(own, isRoot ? '/var/lib/bootswap' : '/x/bootswap');
});

test('places - a channel or host id that no subject can hold is refused', async () => {
  await rejectsWith('CHANNEL', () => channelOf(invocationOf({ channel: 'a.b' })));
  await rejectsWith('CHANNEL', () => channelOf(invocationOf({}, { BOOTSWAP_CHANNEL: '>' })));
  await rejectsWith('HOST_ID', () => hostOf(invocationOf({ host: 'a b' })));
  await rejectsWith('HOST_ID', () => localHostOf(invocationOf({ host: '' })));
  assert.is(await hostOf(invocationOf({ host: 'line' }, { BOOTSWAP_HOST: 'env' })), 'line');
  assert.is(await hostOf(invocationOf({}, { BOOTSWAP_HOST: 'env' })), 'env');
});

test('places - an ESP is its real path; one that is not there is NO_ESP', () =>
  withScratch(async (root) => {
    await mkdir(join(root, 'esp'));
    await symlink('esp', join(root, 'link'));
    await writeFile(join(root, 'file'), '');
    assert.is(await espRootOf(invocationOf({ esp: join(root, 'link') })), join(root, 'esp'));
    assert.is(await espRootOf(invocationOf({}, { BOOTSWAP_ESP: join(root, 'esp') })), join(root, 'esp'));
    await rejectsWith('NO_ESP', () => espRootOf(invocationOf({ esp: join(root, 'none') })));
    await rejectsWith('NO_ESP', () => espRootOf(invocationOf({ esp: join(root, 'file/below') })));
  }));

test('places - a directory of pinned keys beats the key that this host made for itself', () =>
  withScratch(async (root) => {
    const state = describeStateDirectory(root);
    assert.is(plannerKeysPathOf(invocationOf({}), state), join(root, 'keys/planner.pub'));
    await mkdir(join(root, 'trusted/planners'), { recursive: true });
    assert.is(plannerKeysPathOf(invocationOf({}), state), join(root, 'trusted/planners'));
    assert.is(publisherKeysPathOf(invocationOf({}), state), join(root, 'keys/publisher.pub'));
    assert.is(plannerKeysPathOf(invocationOf({ 'planner-keys': '/k' }), state), '/k');
  }));

test('connection - a named server comes with named credentials; without a name what `up` wrote is taken', () =>
  withScratch(async (root) => {
    const passwordFile = join(root, 'password');
    await writeFile(passwordFile, 'secret\nmore\n');
    const named = { server: 'nats://s:4222', 'state-dir': root };
    assert.equal(await findTarget(invocationOf(named)), { servers: 'nats://s:4222' });
    const withFile = await findTarget(invocationOf({ ...named, user: 'me', 'password-file': passwordFile }));
    assert.equal(withFile, { servers: 'nats://s:4222', credentials: { user: 'me', pass: 'secret' } });
    const byEnv = { BOOTSWAP_SERVER: 'nats://e', BOOTSWAP_USER: 'me', BOOTSWAP_PASSWORD: 'env' };
    assert.equal(await findTarget(invocationOf({}, byEnv)), {
      servers: 'nats://e',
      credentials: { user: 'me', pass: 'env' },
    });
    await rejectsWith('USAGE', () => findTarget(invocationOf({ ...named, user: 'me' })));
    await rejectsWith('ENOENT', () => findTarget(invocationOf({ ...named, creds: join(root, 'none') })));
    assert.is(await findTarget(invocationOf({ 'state-dir': root })), null);
    await rejectsWith('NO_SERVER', () => requireTarget(invocationOf({ 'state-dir': root })));
    await writeLocalBus(root, { url: 'nats://l', user: 'u', pass: 'p' });
    assert.is((await stat(join(root, 'bus.json'))).mode & 0o777, 0o600);
    assert.equal(await findTarget(invocationOf({ 'state-dir': root })), {
      servers: 'nats://l',
      credentials: { user: 'u', pass: 'p' },
      isLocal: true,
    });
  }));

test('connection - a bus.json that is torn or foreign is as none', () =>
  withScratch(async (root) => {
    for (const text of ['', '{', 'null', '7', '"x"']) {
      await writeFile(join(root, 'bus.json'), text);
      assert.is(await findTarget(invocationOf({ 'state-dir': root })), null, text);
    }
  }));

test.run();
