import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadScript, root } from './scripts.ts';

type Packages = { package: string; proof: string; isOptional?: boolean; isNeverInstalled?: boolean };
type DebianPackages = Record<`${string}Packages`, Packages[]>;

const lists = await loadScript<DebianPackages>('debian-packages.mjs');
const containerfile = suite('containerfile');

/** The names in the `apt-get install` lines of the Containerfile. */
const installed = (): string[] => {
  const text = readFileSync(join(root, 'Containerfile'), 'utf8').replaceAll('\\\n', ' ');
  const lines = [...text.matchAll(/^RUN .*apt-get install -y --no-install-recommends +(.*)$/gm)];
  return lines.flatMap(([, names = '']) => names.trim().split(/\s+/)).toSorted();
};

containerfile('containerfile - installs the packages of the commands, and Node', () => {
  const wanted = lists.allPackages?.map((each) => each.package) ?? [];
  assert.equal(installed(), ['ca-certificates', 'nodejs', 'npm', ...wanted].toSorted());
});

containerfile('containerfile - what is not to come along is what git ignores, and .git', () => {
  const linesOf = (name: string): string[] =>
    readFileSync(join(root, name), 'utf8')
      .split('\n')
      .map((line) => line.replace(/\/$/, ''))
      .filter((line) => line !== '' && line !== '*.tgz');
  assert.equal(linesOf('.dockerignore').toSorted(), [...linesOf('.gitignore'), '.git'].toSorted());
});

containerfile('containerfile - every list of packages is part of the whole one, each with a proof', () => {
  const all = new Set(lists.allPackages?.map((each) => each.package));
  for (const [name, packages] of Object.entries(lists))
    for (const each of packages) {
      assert.ok(all.has(each.package), `${name}: ${each.package}`);
      assert.type(each.proof, 'string', `${name}: ${each.package} has no proof`);
    }
});

containerfile('containerfile - what starts a service is never installed by a command', () => {
  for (const each of Object.values(lists).flat())
    assert.is(each.isNeverInstalled === true, ['nats-server', 'pesign'].includes(each.package), each.package);
});

containerfile.run();
