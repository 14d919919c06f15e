export { followPayload } from './follow-payload.ts';
export type { FollowPayloadOptions } from './follow-payload.ts';
export { advance, conclusionOf, startProgress } from './payload-progress.ts';
export type { HostProgress, PayloadProgress, ProgressEvent } from './payload-progress.ts';
