/**
 * Ids that are digests of content, so that the same content made twice, by anyone, has the same id.
 *
 * What is hashed is not the protobuf encoding, which is not canonical, but a sequence of netstrings
 * (https://cr.yp.to/proto/netstrings.txt): `<length in bytes, decimal>:<bytes>,`. Text is UTF-8, integers are
 * decimal, digests are lower-case hex (none: empty), booleans are `true` or `false`, enumerations are the words of
 * types.ts. A list is its length as one netstring and then its elements' fields.
 */
import { createHash } from 'node:crypto';
import type { FileChange, PayloadFile, Plan, Sha256Hex, Swap } from './types.ts';

const netstring = (value: string): string => `${Buffer.byteLength(value)}:${value},`;

const netstrings = (values: readonly (string | bigint | boolean)[]): string => {
  let joined = '';
  for (const value of values) joined += netstring(String(value));
  return joined;
};

const listed = <T>(items: readonly T[], format: (item: T) => string): string => {
  let joined = netstring(String(items.length));
  for (const item of items) joined += format(item);
  return joined;
};

const sha256Hex = (text: string): Sha256Hex => createHash('sha256').update(text, 'utf8').digest('hex');

const byPath = (a: { path: string }, b: { path: string }): number =>
  a.path < b.path ? -1 : Number(a.path > b.path);

/**
 * The id of a payload: the word `bootswap.v1.payload`, then the list of files in the order of their paths' UTF-16
 * code units, of each: path, size, digest. The order in which they are given does not matter.
 */
export const payloadIdOf = (files: readonly PayloadFile[]): Sha256Hex =>
  sha256Hex(
    netstring('bootswap.v1.payload') +
      listed(files.toSorted(byPath), (file) => netstrings([file.path, file.sizeBytes, file.sha256])),
  );

const changeFields = (change: FileChange): string =>
  netstrings([
    change.path,
    change.action,
    change.beforeSha256,
    change.beforeSizeBytes,
    change.afterSha256,
    change.afterSizeBytes,
  ]);

const swapFields = (swap: Swap): string =>
  netstrings([swap.scope, swap.target, swap.targetExists]) +
  listed(swap.files, changeFields) +
  listed(swap.directories, netstring);

/** What tells the ids of plans with the same swaps apart. */
export type OwnIdParts = Pick<Plan, 'host' | 'generation' | 'proof'>;

/** The ids of plans that differ in these only; what they have in common is hashed once. */
export const planIdsOf = ({
  payloadId,
  swaps,
}: Pick<Plan, 'payloadId' | 'swaps'>): ((own: OwnIdParts) => Sha256Hex) => {
  const shared = createHash('sha256')
    .update(netstrings(['bootswap.v1.plan', payloadId]), 'utf8')
    .update(listed(swaps, swapFields), 'utf8');
  return ({ host, generation, proof }) =>
    shared
      .copy()
      .update(netstrings([host, generation, ...(proof === null ? [] : [proof.firmwareSha256])]), 'utf8')
      .digest('hex');
};

/**
 * The id of a plan, from what it does: the word `bootswap.v1.plan`, payload id, then the list of swaps in their order,
 * of each: scope, target, whether the target exists, the list of files (path, action, digest and size before, digest
 * and size after), the list of directories; last, host, generation and, if there is a proof, the digest of the firmware
 * that it holds for. Times, channel, event id, reasons, managed files, the sum of bytes and the rest of the proof do not
 * count: they follow from the others or change nothing.
 */
export const planIdOf = (plan: OwnIdParts & Pick<Plan, 'payloadId' | 'swaps'>): Sha256Hex =>
  planIdsOf(plan)(plan);
