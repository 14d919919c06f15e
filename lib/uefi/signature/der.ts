import { asBuffer } from '../bytes/bytes.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** One message's allowance, shared by all of its nodes, and what was found in it that DER does not allow. */
export type DerBudget = { nodesLeft: number; oddities: string[] };

export type DerNode = {
  /** The identifier octet: class, constructed bit and number. */
  tag: number;
  /** The whole encoding and its contents, sharing the message's memory. */
  raw: Buffer;
  content: Buffer;
  depth: number;
  budget: DerBudget;
};

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context1: 0xa1,
  context3: 0xa3,
} as const;

const MAX_NODES = 20_000;
const MAX_DEPTH = 32;
const MAX_LENGTH_OCTETS = 4;
const MAX_OID_OCTETS = 64;
const MAX_ODDITIES = 16;

export const newDerBudget = (): DerBudget => ({ nodesLeft: MAX_NODES, oddities: [] });

const refuse = (message: string): never => {
  throw new UefiError('BAD_DER', message);
};

const note = (budget: DerBudget, oddity: string): void => {
  if (budget.oddities.length < MAX_ODDITIES) budget.oddities.push(oddity);
};

/** Length and the octets it takes (X.690, 8.1.3). */
const readLength = (bytes: Buffer, budget: DerBudget): { length: number; octets: number } => {
  const first = bytes[1] ?? refuse('a DER element ends before its length');
  if (first < 0x80) return { length: first, octets: 1 };
  const count = first & 0x7f;
  if (count === 0) return refuse('an indefinite length, which DER forbids');
  if (count > MAX_LENGTH_OCTETS) return refuse(`a length of ${count} octets`);
  if (bytes.length < 2 + count) return refuse('a DER element ends inside its length');
  const length = bytes.readUIntBE(2, count);
  if (length < 0x80 || bytes[2] === 0) note(budget, 'length not in its shortest form');
  return { length, octets: 1 + count };
};

/**
 * The element at the beginning of `input`; more bytes may follow it. Indefinite lengths and high tag numbers are
 * refused, lengths that are merely longer than needed are noted in the budget. Source: X.690.
 * @throws {UefiError} BAD_DER
 */
export const readDer = (input: Uint8Array, budget: DerBudget, depth = 0): DerNode => {
  const bytes = asBuffer(input);
  if (depth > MAX_DEPTH) refuse(`nested more than ${MAX_DEPTH} deep`);
  budget.nodesLeft -= 1;
  if (budget.nodesLeft < 0) refuse(`more than ${MAX_NODES} elements`);
  const tag = bytes[0] ?? refuse('an element is wanted where the bytes end');
  if ((tag & 0x1f) === 0x1f) refuse('a tag number above 30');
  const { length, octets } = readLength(bytes, budget);
  const start = 1 + octets;
  if (start + length > bytes.length)
    refuse(`an element of ${length} bytes where only ${bytes.length - start} are left`);
  return {
    tag,
    raw: bytes.subarray(0, start + length),
    content: bytes.subarray(start, start + length),
    depth,
    budget,
  };
};

/** @throws {UefiError} BAD_DER if the node is not constructed or its contents are not whole elements */
export const childrenOf = (node: DerNode): DerNode[] => {
  if ((node.tag & 0x20) === 0) refuse(`tag 0x${node.tag.toString(16)} holds no elements`);
  const children: DerNode[] = [];
  for (let rest = node.content; rest.length > 0;) {
    const child = readDer(rest, node.budget, node.depth + 1);
    children.push(child);
    rest = rest.subarray(child.raw.length);
  }
  return children;
};

/** @throws {UefiError} BAD_DER if it is missing or of another kind */
export const expectTag = (node: DerNode | undefined, tag: number): DerNode => {
  if (node === undefined) return refuse(`an element 0x${tag.toString(16)} is missing`);
  if (node.tag !== tag) refuse(`element 0x${node.tag.toString(16)} where 0x${tag.toString(16)} belongs`);
  return node;
};

/** Upper-case hex of an INTEGER without a leading zero octet, as openssl prints serial numbers. */
export const decodeInteger = (node: DerNode | undefined): string => {
  const { content, budget } = expectTag(node, TAG.integer);
  const [first, second] = content;
  if (first === undefined) return refuse('an INTEGER without octets');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    note(budget, 'INTEGER not in its shortest form');
  const bytes = first === 0 && content.length > 1 ? content.subarray(1) : content;
  return bytes.toString('hex').toUpperCase();
};

export const decodeBoolean = (node: DerNode): boolean => {
  const { content, budget } = expectTag(node, TAG.boolean);
  if (content.length !== 1) refuse(`a BOOLEAN of ${content.length} octets`);
  if (content[0] !== 0 && content[0] !== 0xff) note(budget, 'BOOLEAN neither 00 nor FF');
  return content[0] !== 0;
};

/** Dotted decimal (X.690, 8.19). */
export const decodeOid = (node: DerNode | undefined): string => {
  const { content } = expectTag(node, TAG.oid);
  if (content.length === 0 || content.length > MAX_OID_OCTETS)
    refuse(`an OBJECT IDENTIFIER of ${content.length} octets`);
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of content) {
    arc = arc * 128 + (octet & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) refuse('an OBJECT IDENTIFIER with an enormous arc');
    if (octet >= 0x80) continue;
    if (arcs.length === 0)
      arcs.push(Math.min(2, Math.floor(arc / 40)), arc - Math.min(2, Math.floor(arc / 40)) * 40);
    else arcs.push(arc);
    arc = 0;
  }
  if (((content.at(-1) ?? 0) & 0x80) !== 0) refuse('an OBJECT IDENTIFIER that ends inside an arc');
  return arcs.join('.');
};
