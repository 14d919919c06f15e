/** One line for people about each event of a payload. */
import { warningsOf } from '../lib/boot/index.ts';
import type { ProgressEvent } from '../lib/progress/index.ts';
import type { Audit, Decision, Plan, Report } from '../lib/wire/types.ts';
import { deletedFiles } from './deleted-files.ts';
import { counted, humanBytes } from '../lib/format.ts';

const describeDecision = (decision: Decision): string => {
  const { hostsConsidered, planned, unchanged, refused, refusals, warnings } = decision;
  const counts = `decided    ${counted(hostsConsidered, 'host')}: ${planned} planned, ${unchanged} unchanged, ${refused} refused`;
  const reasons = refusals
    .slice(0, 5)
    .map(({ host, code, detail }) => `           ${host}: ${code}: ${detail}`);
  const warned = warnings.map(
    ({ code, hosts, detail }) => `           ${counted(hosts, 'host')}: ${code}: ${detail}`,
  );
  return [counts, ...reasons, ...warned].join('\n');
};

const describePlan = ({ host, generation, swaps, bytesToWrite, proof }: Plan): string => {
  const changes = swaps.flatMap(({ files }) => files);
  const count = (action: string): number => changes.filter((change) => change.action === action).length;
  const scopes = swaps.map(({ scope, target, why }) => `           ${scope} ${target}: ${why}`);
  const sums = `${counted(count('write'), 'file')} to write, ${count('delete')} to delete, ${count('keep')} kept`;
  const proven = (proof?.states ?? []).map(
    ({ exchanges, entries }) =>
      `           proven     after ${exchanges} of ${swaps.length}: ${entries.map(({ name, class: is }) => `${name} ${is}`).join(', ')}`,
  );
  const warned = warningsOf(proof).map(({ code, detail }) => `           ${code}: ${detail}`);
  const deleted = deletedFiles(swaps).map((path) => `           delete     ${path}`);
  const head = `planned    ${host} generation ${generation}: ${sums}, ${humanBytes(bytesToWrite)}`;
  return [head, ...scopes, ...deleted, ...proven, ...warned].join('\n');
};

const describeReport = ({ host, phase, code, detail, bytesWritten, targets }: Report): string => {
  const what = [code, detail].filter((word) => word !== '').join(': ');
  const more = [
    what,
    targets.length > 0 ? targets.join(', ') : '',
    bytesWritten > 0n ? `${humanBytes(bytesWritten)} written` : '',
  ];
  return `${phase.padEnd(11)}${host} ${more.filter((word) => word !== '').join('; ')}`.trimEnd();
};

const describeAudit = ({ host, sequence, verdict, checks }: Audit): string => {
  const results = checks.map(({ name, result }) => `${name} ${result}`).join(', ');
  return `audited    ${host} entry ${sequence}: ${verdict} (${results})`;
};

export const describeEvent = (event: ProgressEvent): string => {
  switch (event.kind) {
    case 'decision':
      return describeDecision(event.decision);
    case 'plan':
      return describePlan(event.plan);
    case 'report':
      return describeReport(event.report);
    case 'audit':
      return describeAudit(event.audit);
  }
};
