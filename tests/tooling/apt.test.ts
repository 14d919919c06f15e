import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadScript, withTree } from './scripts.ts';

type Apt = {
  areUsable: (lists: string, sources: string[]) => boolean;
  parseSimulation: (text: string) => { name: string; version: string }[];
};

const { areUsable, parseSimulation } = await loadScript<Apt>('apt.mjs');
const DAY_SECONDS = 24 * 3600;
const apt = suite('apt');

/** Are lists usable that were fetched so many days ago, from sources chosen so many days ago? */
const usable = (listsDays: number, sourcesDays: number, list = 'lists/x_Packages'): Promise<boolean> =>
  withTree({ [list]: '', 'lists/partial/x': '', 'sources.list': '' }, (directory) => {
    const nowSeconds = Date.now() / 1000;
    const touch = (name: string, days: number): void =>
      utimesSync(join(directory, name), nowSeconds, nowSeconds - days * DAY_SECONDS);
    touch('lists/partial', listsDays);
    touch('sources.list', sourcesDays);
    return areUsable(join(directory, 'lists'), [join(directory, 'sources.list'), '/nowhere']);
  });

apt('apt - lists of this week are used, unless the sources were chosen after them', async () => {
  assert.is(await usable(1, 100), true);
  assert.is(await usable(8, 100), false, 'too old');
  assert.is(await usable(2, 1), false, 'of other sources');
  assert.is(await usable(1, 100, 'lists/x_InRelease'), false, 'none');
});

apt('apt - a simulation says what would come, new or newer', () => {
  const text = `NOTE: This is only a simulation!
Inst libfoo1 (1.2-3 Debian:12.15/oldstable [amd64])
Inst libbar1 [1.0] (1.1 Debian:12.15/oldstable [amd64]) []
Conf libfoo1 (1.2-3 Debian:12.15/oldstable [amd64])
`;
  assert.equal(parseSimulation(text), [
    { name: 'libfoo1', version: '1.2-3' },
    { name: 'libbar1', version: '1.1' },
  ]);
});

apt.run();
