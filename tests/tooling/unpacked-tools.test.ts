import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run, runOrThrow } from '../../lib/sys/index.ts';
import { findTool } from '../lab/tools.ts';
import { makeRepository } from './apt-repository.ts';
import type { Repository, TestPackage } from './apt-repository.ts';
import { root, withTree } from './scripts.ts';
import { skipIf } from '../lab/skip.ts';

const TOOL: TestPackage = {
  name: 'bootswap-tool',
  depends: 'bootswap-lib, dpkg',
  files: {
    'usr/sbin/bootswap-tool': '#!/bin/sh\necho "$1 $LD_LIBRARY_PATH"\n',
    'usr/share/bootswap-tool/data': 'data',
    // What starts the service of a package like nats-server's.
    'DEBIAN/postinst': '#!/bin/sh\ntouch "$BOOTSWAP_WITNESS"\n',
  },
};
const LIBRARY: TestPackage = { name: 'bootswap-lib', files: { 'usr/lib/x/libbootswap.so.1': 'a library' } };
const PACKAGES = [
  TOOL,
  LIBRARY,
  {
    name: 'lab-plain',
    files: { 'usr/bin/lab-plain': '#!/bin/sh\necho "plain $LD_LIBRARY_PATH"\n' },
  },
  {
    name: 'lab-future',
    depends: 'libc6 (>= 999)',
    files: { 'usr/bin/lab-future': '#!/bin/sh\n' },
  },
  { name: 'libc6', version: '999' },
];

type Site = Repository & {
  directory: string;
  cache: string;
  /** Unpacks in a process of its own; prints the place, or the error's code. */
  unpack: (name: string, proof?: string) => Promise<string>;
  /** The result of an expression over the module's exports. */
  ask: (expression: string) => Promise<string>;
};

const withSite = (use: (site: Site) => Promise<void>): Promise<void> =>
  withTree({}, async (directory) => {
    const repository = await makeRepository(join(directory, 'repository'), PACKAGES);
    const cache = join(directory, 'cache');
    const witness = join(directory, 'witness');
    const ask = async (expression: string): Promise<string> => {
      const module = JSON.stringify(join(root, 'scripts', 'unpacked-tools.mjs'));
      const code = `const cache = ${JSON.stringify(cache)};
        const { bringsLibc, unpackTool, pathWithUnpacked, findPackagedFile } = await import(${module});
        console.log(await (${expression}));`;
      const env = { ...process.env, APT_CONFIG: repository.aptConfig, BOOTSWAP_WITNESS: witness };
      const { stdout } = await runOrThrow(process.execPath, ['--input-type=module', '-e', code], { env });
      return stdout.trim();
    };
    const unpack = (name: string, proof = name): Promise<string> =>
      ask(`unpackTool(${JSON.stringify({ name, proof })}, cache).catch((error) => error.code)`);
    await use({ ...repository, directory, cache, unpack, ask });
    assert.not.ok(existsSync(witness), 'a script of the package ran');
  });

/** The names under the one directory of this release. */
const treesOf = (cache: string): string[] => {
  const [release = ''] = readdirSync(join(cache, 'tools'));
  return readdirSync(join(cache, 'tools', release));
};

const unpacked = suite('unpacked tools');
const lacking = ['apt-get', 'dpkg-deb'].find((name) => findTool(name) === null);
const withApt = skipIf(unpacked, lacking === undefined ? undefined : `no ${lacking}`);

withApt('unpacked tools - a package runs with what it needs, and is not installed', () =>
  withSite(async ({ cache, unpack, ask }) => {
    const place = await unpack('bootswap-tool');
    const { stdout } = await runOrThrow(join(place, 'commands', 'bootswap-tool'), ['ran']);
    assert.is(stdout, `ran ${place}/commands/../usr/lib/x\n`);
    assert.is(await ask(`pathWithUnpacked('/bin', cache)`), `/bin:${place}/commands`);
    const data = '/usr/share/bootswap-tool/data';
    assert.is(await ask(`findPackagedFile('${data}', cache)`), join(place, data));
    assert.is(await ask(`findPackagedFile('/etc/passwd', cache)`), '/etc/passwd');
    assert.is(await ask(`findPackagedFile('/usr/share/nothing', cache)`), 'null');
    assert.equal(treesOf(cache), ['bootswap-tool']);
    assert.is.not((await run('dpkg-query', ['-W', 'bootswap-tool'])).code, 0);
  }),
);

withApt(
  'unpacked tools - a cache that was moved still runs; a program without libraries is only linked',
  () =>
    withSite(async ({ directory, cache, unpack }) => {
      const places = [await unpack('bootswap-tool'), await unpack('lab-plain')];
      renameSync(cache, join(directory, 'moved'));
      const [tool = '', plain = ''] = places.map((place) => place.replace(cache, join(directory, 'moved')));
      assert.match(
        (await runOrThrow(join(tool, 'commands', 'bootswap-tool'), ['ran'])).stdout,
        /^ran .*moved/,
      );
      assert.is((await runOrThrow(join(plain, 'commands', 'lab-plain'), [])).stdout, 'plain \n');
    }),
);

withApt('unpacked tools - several processes may unpack the same at once', () =>
  withSite(async ({ cache, unpack }) => {
    const places = await Promise.all([1, 2, 3].map(() => unpack('lab-plain')));
    assert.is(new Set(places).size, 1, places.join(' '));
    assert.equal(treesOf(cache), ['lab-plain']);
  }),
);

withApt(
  'unpacked tools - a package with other bytes than the index says is refused, and leaves nothing',
  () =>
    withSite(async ({ cache, unpack, debOf }) => {
      writeFileSync(debOf('lab-plain'), 'other bytes');
      assert.is(await unpack('lab-plain'), 'APT_DOWNLOAD_FAILED');
      assert.equal(treesOf(cache), []);
    }),
);

withApt('unpacked tools - what needs another C library, is not known, or lacks its program is refused', () =>
  withSite(async ({ cache, unpack, ask }) => {
    for (const name of ['lab-future', 'bootswap-nowhere', 'dpkg'])
      assert.is(await unpack(name), 'APT_UNSOLVABLE', name);
    assert.is(await unpack('lab-plain', 'lab-other'), 'APT_UNSOLVABLE');
    const brings = (name: string): Promise<string> => ask(`bringsLibc([{ name: 'x' }, { name: '${name}' }])`);
    assert.equal(
      [await brings('libc6'), await brings('libc6:i386'), await brings('libc6-dev')],
      ['true', 'true', 'false'],
    );
    assert.equal(treesOf(cache), []);
  }),
);

unpacked.run();
