import { createHash } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runOrThrow } from '../../lib/sys/index.ts';
import { lacking, skipIf } from '../lab/skip.ts';
import { writeTree } from '../lab/trees.ts';
import { makeRepository } from './apt-repository.ts';
import { loadScript, root, withTree } from './scripts.ts';

type Apt = {
  areUsable: (lists: string, options: { sources?: string[]; arch?: string }) => boolean;
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
    return areUsable(join(directory, 'lists'), { sources: [join(directory, 'sources.list'), '/nowhere'] });
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

apt('apt - lists of another architecture do not do', () =>
  withTree({ 'x_main_binary-amd64_Packages': '', partial: '' }, (directory) => {
    const usableFor = (arch: string): boolean => areUsable(directory, { sources: [], arch });
    assert.equal([usableFor('amd64'), usableFor('arm64')], [true, false]);
  }),
);

const withApt = skipIf(apt, lacking('apt-get', 'dpkg-deb'));

/** Has a process of its own use another architecture, and prints what an expression is then, or the error's code. */
const asForeign = async (directory: string, { aptConfig, expression }: Record<string, string>) => {
  const code = `const { useArchitecture, neededFor, downloadDebs } = await import(process.argv[1]);
    const done = useArchitecture(process.argv[2], 'arm64').then(() => ${expression});
    console.log(JSON.stringify(await done.catch((error) => error.code)));`;
  const paths = [join(root, 'scripts', 'apt.mjs'), join(directory, '.cache')];
  const args = ['--input-type=module', '-e', code, ...paths];
  const env = { ...process.env, APT_CONFIG: aptConfig };
  return JSON.parse((await runOrThrow(process.execPath, args, { env, cwd: directory })).stdout) as unknown;
};

withApt('apt - of another architecture nothing is installed, and the machine hears nothing of it', () =>
  withTree({}, async (directory) => {
    const { aptConfig } = await makeRepository(join(directory, 'repository'), [
      { name: 'lab-tool', architecture: 'arm64', depends: 'libc6, lab-data' },
      { name: 'lab-data' },
      { name: 'libc6', architecture: 'arm64' },
    ]);
    const foreign = (expression: string) => asForeign(directory, { aptConfig, expression });
    const needed = await foreign(`neededFor('lab-tool')`);
    assert.equal((needed as { name: string }[]).map(({ name }) => name).toSorted(), [
      'lab-data',
      'lab-tool',
      'libc6',
    ]);
    const debs = await foreign(`downloadDebs([{ name: 'lab-tool' }], '.')`);
    assert.equal(debs, ['lab-tool_1_arm64.deb']);
    const { stdout } = await runOrThrow('dpkg', ['--print-foreign-architectures']);
    assert.not.match(stdout, 'arm64');
  }),
);

withApt('apt - servers that have no packages of that architecture are told from a network that is down', () =>
  withTree({ 'repository/dists/lab/main/binary-amd64/Packages': '' }, async (directory) => {
    const { aptConfig } = await makeRepository(join(directory, 'flat'), []);
    const [sha256, place] = [createHash('sha256').digest('hex'), join(directory, 'repository')];
    const release = `Suite: lab\nArchitectures: amd64\nComponents: main\nSHA256:\n ${sha256} 0 main/binary-amd64/Packages\n`;
    await writeTree(directory, {
      'repository/dists/lab/Release': release,
      'flat/etc/sources.list': `deb [trusted=yes] file:${place} lab main\n`,
    });
    assert.is(await asForeign(directory, { aptConfig, expression: 'true' }), 'APT_NO_ARCHITECTURE');
    await writeTree(directory, {
      'flat/etc/sources.list': `deb [trusted=yes] file:${directory}/nowhere lab main\n`,
    });
    assert.is(await asForeign(directory, { aptConfig, expression: 'true' }), 'APT_NO_LISTS');
  }),
);

apt.run();
