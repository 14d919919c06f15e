import { clipDetail } from '../../lib/wire/index.ts';
import type { Phase, Plan, Report } from '../../lib/wire/types.ts';
import { inStateDirectory } from './apply-error.ts';
import type { ApplierDeps, PlanContext } from './context.ts';

type Finding = { phase: Phase; code?: string; detail?: string };

const reportOf = (
  plan: Plan,
  deps: ApplierDeps,
  finding: Finding & { bytesWritten: bigint; targets: string[] },
): Report => ({
  host: deps.hostId,
  planId: plan.planId,
  payloadId: plan.payloadId,
  payloadEventId: plan.payloadEventId,
  generation: plan.generation,
  phase: finding.phase,
  code: finding.code ?? '',
  detail: clipDetail(finding.detail ?? ''),
  atMs: BigInt(deps.clock.nowMs()),
  bytesWritten: finding.bytesWritten,
  targets: finding.targets,
});

/** Reports on the plan being worked on. Rejects if the report cannot be made durable. */
export const reportOn = async (context: PlanContext, finding: Finding): Promise<Report> => {
  const { deps, plan, bytesWritten, exchanged } = context;
  const report = reportOf(plan, deps, { ...finding, bytesWritten, targets: [...exchanged] });
  context.reports.push(report);
  await inStateDirectory(() => deps.report(report));
  return report;
};

/** Reports on a plan before any work. */
export const reportBefore = async (plan: Plan, deps: ApplierDeps, finding: Finding): Promise<Report> => {
  const report = reportOf(plan, deps, { ...finding, bytesWritten: 0n, targets: [] });
  await inStateDirectory(() => deps.report(report));
  return report;
};
