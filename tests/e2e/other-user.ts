/** Running as somebody who may read neither the checkout nor the Node that root runs: a home directory is often 0700. */
import { copyFile, cp, mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run, runOrThrow } from '../../lib/sys/index.ts';
import { builtBin, builtBootswap } from '../lab/programs.ts';
import { findTool, repoRoot } from '../lab/tools.ts';

/** What the command reads of a checkout beside what is built. */
const COMMAND_FILES = [
  'package.json',
  'node_modules/koffi',
  `node_modules/@koromix/koffi-${process.platform}-${process.arch}`,
];

/** What to put before a command that nobody(1) is to run. */
export const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] as const;

/** Why nobody else can be had here, or undefined. */
export const reasonWithoutOthers = (): string | undefined =>
  process.getuid?.() === 0 && findTool('setpriv') !== null
    ? undefined
    : 'needs root and setpriv, to be somebody else';

const canRunNode = async (): Promise<boolean> => {
  const [file, ...args] = asNobody;
  return (await run(file, [...args, process.execPath, '--version'], { cwd: '/' })).code === 0;
};

/**
 * A copy of the built command in a new directory, with Node too if others cannot run ours; both readable for all, as
 * the directories above must be. Gives the program and its first argument.
 */
export const copyCommandForOthers = async (directory: string): Promise<[node: string, bin: string]> => {
  await mkdir(directory);
  const command = await builtBootswap();
  const paths = [command, await builtBin()].map((path) => relative(repoRoot(), path));
  for (const path of [...COMMAND_FILES, ...paths])
    await cp(join(repoRoot(), path), join(directory, path), { recursive: true, dereference: true });
  const isOurs = await canRunNode();
  if (!isOurs) await copyFile(process.execPath, join(directory, 'node'));
  await runOrThrow('chmod', ['-R', 'a+rX', directory]);
  return [
    isOurs ? process.execPath : join(directory, 'node'),
    join(directory, relative(repoRoot(), command)),
  ];
};
