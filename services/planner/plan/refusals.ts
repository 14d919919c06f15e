import { clipDetail, textBytes } from '../../../lib/wire/index.ts';

/** Why a host gets no plan. Codes are stable: they are in Decision events, and operators alert on them. */
export type RefusalCode =
  | 'PAYLOAD_NAMES'
  | 'NAME_CONFLICT'
  | 'FILE_IS_DIRECTORY'
  | 'NOT_VFAT'
  | 'ESP_READ_ONLY'
  | 'FAILED_BEFORE'
  | 'NO_SPACE'
  | 'DIRECTORY_FULL'
  | 'PLAN_TOO_LARGE'
  | 'WOULD_NOT_BOOT'
  | 'VERDICT_UNKNOWN'
  | 'EVIDENCE_MISSING'
  | 'FACTS_INVALID';

export type Refused = { kind: 'refused'; code: RefusalCode; detail: string };

/** `detail` has the problem and the remedy. */
export const refused = (code: RefusalCode, detail: string): Refused => ({
  kind: 'refused',
  code,
  detail: clipDetail(detail, textBytes.refusalDetail),
});

export const isRefusal = (value: object): value is Refused => 'kind' in value && value.kind === 'refused';
