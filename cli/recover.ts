/** `bootswap recover`: finishes or undoes an update that a crash or a power cut interrupted. */
import { counted, humanBytes } from '../lib/format.ts';
import { recover } from '../services/applier/index.ts';
import type { LeakedSpace } from '../services/applier/index.ts';
import { retainOptions, unprovenOptions } from './applier-options.ts';
import { auditOptions } from './audit-options.ts';
import { bootOptions } from './boot-options.ts';
import type { Command, Invocation } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { openLocalHost } from './local-host.ts';
import { espOptions, hostOptions, stateOptions, usableEspRootOf } from './places.ts';
import { remountAfterKill } from './remount.ts';
import { trustOptions } from './trust-options.ts';

/** Space on the ESP that crashes leaked; harmless. */
const describeLeaks = ({ lostClusters, lostBytes, fsckFiles, fsckBytes }: LeakedSpace): string[] => [
  ...(lostClusters === 0
    ? []
    : [`lost  ${counted(lostClusters, 'cluster')} (${humanBytes(lostBytes)}) that no file uses`]),
  ...(fsckFiles.length === 0
    ? []
    : [`lost  ${fsckFiles.join(', ')} (${humanBytes(fsckBytes)}), left by fsck.vfat`]),
];

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { terminal } = invocation;
  const isDryRun = invocation.has('dry-run');
  if (!isDryRun) await remountAfterKill(invocation);
  await usableEspRootOf(invocation);
  const host = await openLocalHost(invocation);
  const { actions, clean, space } = await recover(host.applier, { dryRun: isDryRun });
  for (const { kind, paths, why } of actions)
    terminal.print([kind, paths.join(', '), why].filter(Boolean).join('  '));
  if (actions.length === 0) terminal.print('nothing to recover');
  if (space !== null) for (const line of describeLeaks(space)) terminal.print(line);
  terminal.document({ dryRun: isDryRun, clean, actions, space });
  return clean || isDryRun ? exitCodes.ok : exitCodes.stuck;
};

export const command: Command = {
  name: 'recover',
  summary: 'finish or undo an update that a crash or a power cut interrupted',
  synopsis: '[--esp DIR] [--state-dir DIR] [--dry-run]',
  details: [
    'The applier does this by itself at every start; run it by hand from a rescue system. recover decides by the digests of',
    'the files on the ESP; the journal only names the plan. It leaves and lists what it cannot identify, and then exits with',
    'status 6.',
  ].join('\n'),
  options: {
    'dry-run': { help: 'show what would be done, and change nothing' },
    ...espOptions,
    ...retainOptions,
    ...unprovenOptions,
    ...auditOptions,
    ...bootOptions,
    ...hostOptions,
    ...trustOptions,
    ...stateOptions,
  },
  positionals: { min: 0, max: 0 },
  examples: [
    'bootswap recover --esp /boot/efi --dry-run',
    'bootswap recover --esp /mnt/esp --state-dir /mnt/root/var/lib/bootswap',
  ],
  run,
};
