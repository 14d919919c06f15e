import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hostIdFrom, readHostId } from '../../../lib/host/index.ts';
import { withScratch } from '../../lab/scratch.ts';
import { failureOf } from '../../lab/errors.ts';

const test = suite('host-id');

const machineId = '0123456789abcdef0123456789abcdef';

test('hostIdFrom - gives a subject token that does not change and does not show the machine id', () => {
  const id = hostIdFrom(machineId);
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.is(id, hostIdFrom(`${machineId.toUpperCase()}\n`));
  assert.is.not(id, machineId);
  assert.is.not(id, hostIdFrom(machineId.replace('0', '1')));
});

test('hostIdFrom - is the machine-specific HMAC that it says it is', () => {
  // printf bootswap.v1.host-id | openssl dgst -sha256 -mac HMAC -macopt hexkey:0123456789abcdef0123456789abcdef
  assert.is(hostIdFrom(machineId), 'ea3f9323d52839f1a3888e43317d0856');
});

for (const text of ['', 'uninitialized', '0'.repeat(32), 'x'.repeat(32), `${machineId}0`]) {
  test(`hostIdFrom - refuses ${JSON.stringify(text)}`, async () => {
    assert.is((await failureOf(() => hostIdFrom(text))).code, 'MACHINE_ID');
  });
}

test('readHostId - the override wins, and must be a token', async () => {
  assert.is(await readHostId({ override: 'rack-7_b', machineIdPath: '/nonexistent' }), 'rack-7_b');
  assert.is((await failureOf(() => readHostId({ override: 'a.b' }))).code, 'HOST_ID');
});

test('readHostId - reads the machine id, and says what to do without one', () =>
  withScratch(async (directory) => {
    const machineIdPath = join(directory, 'machine-id');
    const error = await failureOf(() => readHostId({ machineIdPath }));
    assert.is(error.code, 'MACHINE_ID');
    await writeFile(machineIdPath, `${machineId}\n`);
    assert.is(await readHostId({ machineIdPath }), hostIdFrom(machineId));
  }));

test.run();
