/** Predicts whether the host boots after each of a sequence of exchanges. Pure. */
import { afterABoot } from '../../../lib/boot/index.ts';
import { foldFatName } from '../../../lib/esp/fat-names.ts';
import { verdict } from '../../../lib/uefi/index.ts';
import type {
  BootAnswer,
  BootFile,
  BootFiles,
  Firmware,
  Verdict,
  VerdictOptions,
} from '../../../lib/uefi/index.ts';
import type { ApplyCode } from '../apply-error.ts';
import { isWithin } from '../esp/names.ts';

/** One exchange: the target's files afterwards, by their future paths. */
export type Move = { target: string; files: BootFiles };

/** `detail` names the exchange and the reason. */
export type Outlook = { answer: BootAnswer; detail: string };

export type OutlookOptions = Omit<VerdictOptions, 'log' | 'measured' | 'bindings'> & { firmware: Firmware };

/** The trees after 1, 2, … exchanges. On FAT, names that differ only in case are the same. */
const treesAlong = (live: BootFiles, moves: readonly Move[]): Map<string, BootFile>[] => {
  let tree = new Map(live);
  return moves.map(({ target, files }) => {
    const kept = [...tree].filter(([path]) => !isWithin(foldFatName(path), foldFatName(target)));
    tree = new Map([...kept, ...files]);
    return tree;
  });
};

const whyOf = ({ reasons }: Verdict): string =>
  reasons
    .filter(({ severity }) => severity === 'refusal' || severity === 'unknown')
    .slice(0, 5)
    .map(({ code, path, detail }) => `${code} ${path}: ${detail}`)
    .join('; ');

const gravity: readonly BootAnswer[] = ['boots', 'unknown', 'refuses'];
const graver = (a: Outlook, b: Outlook): Outlook =>
  gravity.indexOf(b.answer) > gravity.indexOf(a.answer) ? b : a;

/**
 * The worst verdict of all trees along the way. A power cut may make the host boot any of them. That boot may raise the SBAT
 * level, and then this tree and all later ones must boot at that level too.
 */
export const outlookOf = (
  live: BootFiles,
  moves: readonly Move[],
  { firmware, ...options }: OutlookOptions,
): Outlook => {
  const worlds = new Map<string | null | undefined, Firmware>([[undefined, firmware]]);
  let outlook: Outlook = { answer: 'boots', detail: '' };
  for (const [index, tree] of treesAlong(live, moves).entries()) {
    // Iterating a map includes entries added on the way: so the second boot of a tree is judged too.
    for (const world of worlds.values()) {
      const judged = verdict(tree, world, options);
      const detail = `after exchanging ${moves[index]?.target ?? ''}: ${whyOf(judged)}`;
      outlook = graver(outlook, { answer: judged.verdict, detail });
      const level = judged.sbatLevelAfter;
      if (!worlds.has(level)) worlds.set(level, afterABoot(firmware, level));
    }
  }
  return outlook;
};

/** Why not to roll back, or null. `unknown` counts as not booting, unless --unproven is given. */
export const objectionTo = (
  { answer, detail }: Outlook,
  { isUnproven }: { isUnproven: boolean },
): { code: ApplyCode; detail: string } | null => {
  if (answer === 'refuses') return { code: 'ROLLBACK_WOULD_NOT_BOOT', detail };
  return answer === 'unknown' && !isUnproven ? { code: 'ROLLBACK_UNKNOWN', detail } : null;
};
