/** Turns the subscriber's JSON lines into sentences. Works on the documented JSON, not on bootswap's types. */

import { counted, humanBytes } from '../lib/format.ts';

type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const tellPayload = (data: Json): string[] => {
  const sources = list(data['sources']).map(({ name, version }) => `${text(name)} ${text(version)}`);
  return [
    `payload published: ${counted(list(data['files']).length, 'file')}`,
    ...sources.map((source) => `    from ${source}`),
  ];
};

const tellProof = (proof: Json): string[] =>
  list(proof['states']).map((state) => {
    const ways = list(state['entries']).map(
      (entry) => `${text(entry['name'])} ${text(entry['class']).replace('BOOT_CLASS_', '').toLowerCase()}`,
    );
    const answer = text(state['verdict']).replace('BOOT_ANSWER_', '').toLowerCase();
    return `    proven: after exchange ${text(state['exchanges'])} the host ${answer} (${ways.join(', ')})`;
  });

const tellPlan = (data: Json): string[] => {
  const swaps = list(data['swaps']).map((swap) => {
    const count = (action: string): number =>
      list(swap['files']).filter((file) => file['action'] === `ACTION_${action}`).length;
    const scope = text(swap['scope']).replace('SCOPE_', '').toLowerCase();
    return `    exchange ${text(swap['target'])} (scope ${scope}): ${count('WRITE')} to write, ${count('KEEP')} kept, ${count('DELETE')} deleted`;
  });
  return [
    `plan made: generation ${text(data['generation'])}, ${humanBytes(Number(text(data['bytesToWrite'])))} to write`,
    ...swaps,
    ...(isJson(data['proof']) ? tellProof(data['proof']) : []),
  ];
};

const tellDecision = (data: Json): string[] => [
  `planner: ${text(data['planned'])} planned, ${text(data['unchanged'])} unchanged, ${text(data['refused'])} refused`,
  ...list(data['refusals']).map(({ code, detail }) => `    ${text(code)}: ${text(detail)}`),
  ...list(data['warnings']).map(({ code, detail }) => `    ${text(code)}: ${text(detail)}`),
];

const tellReport = (data: Json): string[] => {
  const phase = text(data['phase']).replace('PHASE_', '').toLowerCase().replaceAll('_', ' ');
  const detail = text(data['detail']);
  return [`applier: ${phase}${detail === '' ? '' : `: ${detail}`}`];
};

const tellAudit = (data: Json): string[] => {
  const verdict = text(data['verdict']).replace('AUDIT_VERDICT_', '').toLowerCase();
  const checks = list(data['checks']).map(
    ({ name, result }) => `${text(name)} ${text(result).replace('CHECK_RESULT_', '').toLowerCase()}`,
  );
  return [`auditor: entry ${text(data['sequence'])}: ${verdict} (${checks.join(', ')})`];
};

const tellers: Record<string, (data: Json) => string[]> = {
  'bootswap.v1.payload.published': tellPayload,
  'bootswap.v1.plan.signed': tellPlan,
  'bootswap.v1.payload.decided': tellDecision,
  'bootswap.v1.plan.reported': tellReport,
  'bootswap.v1.host.audited': tellAudit,
};

/** The sentences for one line of `docs/examples/subscribe.mjs`; none for other events. */
export const describeEventLine = (line: string): string[] => {
  if (!line.startsWith('{')) return [];
  const event: unknown = JSON.parse(line);
  if (!isJson(event) || !isJson(event['data'])) return [];
  return tellers[text(event['type'])]?.(event['data']) ?? [];
};
