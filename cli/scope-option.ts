/** The --scope option: how much of the ESP one exchange replaces. */
import { planScopes } from '../services/planner/index.ts';
import type { PlanScope } from '../services/planner/index.ts';
import { UsageError } from './command.ts';
import type { Invocation, OptionSpecs } from './command.ts';

export const scopeOptions = {
  scope: {
    value: 'auto|directory|esp',
    help: 'how much to swap at once: as little as possible, whole directories, or all of EFI (default auto)',
  },
} satisfies OptionSpecs;

/** Throws UsageError. */
export const scopeOf = ({ text }: Pick<Invocation, 'text'>): PlanScope => {
  const named = text('scope') ?? 'auto';
  const scope = planScopes.find((known) => known === named);
  if (scope !== undefined) return scope;
  throw new UsageError(`--scope takes ${planScopes.join(', ')}, not ${JSON.stringify(named)}`);
};
