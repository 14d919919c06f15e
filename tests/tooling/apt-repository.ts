/** Real packages in a real repository on the disk, for the machine's own apt: no network, no root. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runOrThrow } from '../../lib/sys/index.ts';

export type TestPackage = {
  name: string;
  version?: string;
  depends?: string;
  /** `all` by default. */
  architecture?: string;
  /** Content by path; what has a `#!` is executable. */
  files?: Readonly<Record<string, string>>;
};

const write = (path: string, content: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, content.startsWith('#!') ? 0o755 : 0o644);
};

/** Builds the package and gives its paragraph of the repository's index. */
const build = async (
  root: string,
  { name, version = '1', depends, architecture = 'all', files = {} }: TestPackage,
) => {
  const tree = join(root, 'build', name);
  const fields = {
    Package: name,
    Version: version,
    Architecture: architecture,
    Maintainer: 'bootswap <nobody@localhost>',
    ...(depends === undefined ? {} : { Depends: depends }),
    Description: 'a package of a test',
  };
  const control = Object.entries(fields).map((field) => `${field.join(': ')}\n`);
  for (const [path, content] of Object.entries({ ...files, 'DEBIAN/control': control.join('') }))
    write(join(tree, path), content);
  const deb = join(root, 'pool', `${name}_${version}_${architecture}.deb`);
  await runOrThrow('dpkg-deb', ['--build', '--root-owner-group', '-Zgzip', tree, deb]);
  const bytes = readFileSync(deb);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return `${control.join('')}Filename: ./${name}_${version}_${architecture}.deb\nSize: ${bytes.length}\nSHA256: ${digest}\n`;
};

export type Repository = { aptConfig: string; debOf: (name: string) => string };

/** A repository with these packages under `root`, and a configuration of apt (for APT_CONFIG) that knows nothing else. */
export const makeRepository = async (root: string, packages: readonly TestPackage[]): Promise<Repository> => {
  for (const directory of ['pool', 'lists/partial', 'archives/partial', 'etc'])
    mkdirSync(join(root, directory), { recursive: true });
  const index: string[] = [];
  for (const each of packages) index.push(await build(root, each));
  writeFileSync(join(root, 'pool', 'Packages'), index.join('\n'));
  writeFileSync(join(root, 'etc', 'sources.list'), `deb [trusted=yes] file:${join(root, 'pool')} ./\n`);
  const settings = {
    'Dir::State::Lists': join(root, 'lists'),
    'Dir::Cache': root,
    'Dir::Etc::sourcelist': join(root, 'etc', 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'APT::Sandbox::User': 'root',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${JSON.stringify(value)};\n`);
  const aptConfig = join(root, 'apt.conf');
  writeFileSync(aptConfig, lines.join(''));
  await runOrThrow('apt-get', ['update', '-qq'], { env: { ...process.env, APT_CONFIG: aptConfig } });
  return { aptConfig, debOf: (name) => join(root, 'pool', `${name}_1_all.deb`) };
};
