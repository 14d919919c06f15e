import { below } from '../random.ts';
import type { Random } from '../random.ts';
import { der, withLongLength } from './der-samples.ts';
import { MAX_REPEATED_BYTES } from './mutate-structure.ts';

/** An element as a tree; `content` of primitive ones, and of those that are not DER inside. */
type Element = { tag: number; children: Element[]; content: Buffer; change?: 'long-length' | 'nested' };

const MAX_ELEMENTS = 2000;
const NESTED_DEPTH = 64;

const lengthAt = (bytes: Buffer, at: number): { start: number; length: number } | null => {
  const first = bytes[at + 1];
  if (first === undefined) return null;
  if (first < 0x80) return { start: at + 2, length: first };
  const octets = first & 0x7f;
  if (octets === 0 || octets > 4 || at + 2 + octets > bytes.length) return null;
  return { start: at + 2 + octets, length: bytes.readUIntBE(at + 2, octets) };
};

/** All of the bytes as elements, or null if they are not. */
const elementsOf = (bytes: Buffer, all: Element[]): Element[] | null => {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const found = lengthAt(bytes, at);
    if (found === null || found.start + found.length > bytes.length || all.length >= MAX_ELEMENTS)
      return null;
    const content = bytes.subarray(found.start, found.start + found.length);
    const tag = bytes[at] ?? 0;
    const element: Element = { tag, content, children: [] };
    all.push(element);
    if ((tag & 0x20) !== 0) element.children = elementsOf(content, all) ?? [];
    elements.push(element);
    at = found.start + found.length;
  }
  return elements;
};

const encode = (element: Element): Buffer => {
  const { tag, children, content, change } = element;
  const plain = children.length > 0 ? der(tag, ...children.map(encode)) : der(tag, content);
  if (change === 'long-length') return withLongLength(plain);
  if (change !== 'nested') return plain;
  let nested = plain;
  for (let depth = NESTED_DEPTH; depth > 0; depth -= 1) nested = der(0x30, nested);
  return nested;
};

/** String types (BMPString and UniversalString among them), integers, sets, and context tags. */
const TAGS = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x14, 0x1c, 0x1e, 0x30, 0x31, 0xa0, 0xa1, 0xa3, 0x1f, 0x80,
];
const CONTENTS = [
  '',
  '00',
  'ff',
  '0000',
  'ffff',
  '80',
  '8080808080',
  'd800',
  'd800dc00',
  '00110000',
  '2a864886f7',
];

type Change = (element: Element, other: Element, random: Random) => void;

const CHANGES: readonly Change[] = [
  (element, _other, random) => void (element.tag = TAGS[below(random, TAGS.length)] ?? 0),
  (element, _other, random) => {
    element.children = [];
    element.content = Buffer.from(CONTENTS[below(random, CONTENTS.length)] ?? '', 'hex');
  },
  (element) => void element.children.pop(),
  (element) => void element.children.reverse(),
  (element, other) => Object.assign(element, { ...other }),
  (element, _other, random) => {
    const [child] = element.children;
    if (child === undefined) return;
    const most = Math.floor(MAX_REPEATED_BYTES / encode(child).length);
    const copies = Math.min(most, 1 + below(random, random() < 0.1 ? 5000 : 40));
    element.children.push(...Array.from({ length: copies }, () => child));
  },
  (element) => void (element.change = 'long-length'),
  (element) => void (element.change = 'nested'),
  (element, _other, random) => {
    const at = below(random, element.content.length);
    if (element.children.length > 0 || element.content.length === 0) return;
    element.content = Buffer.from(element.content);
    element.content[at] = below(random, 256);
  },
];

/** Elements may come to hold themselves by `other`: such a change is not made. */
const holds = (element: Element, wanted: Element): boolean =>
  element === wanted || element.children.some((child) => holds(child, wanted));

/**
 * Another message with all lengths around the harm put right: an element of another type, emptied, taken away, swapped,
 * repeated, nested 64 deep, or with a length longer than it needs. Bytes that are no DER come back unchanged.
 */
export const changeDer = (bytes: Buffer, random: Random): Buffer => {
  const all: Element[] = [];
  const elements = elementsOf(bytes, all);
  if (elements === null || all.length === 0) return bytes;
  const element = all[below(random, all.length)];
  const other = all[below(random, all.length)];
  if (element === undefined || other === undefined) return bytes;
  const change = CHANGES[below(random, CHANGES.length)];
  if (!holds(other, element)) change?.(element, other, random);
  return Buffer.concat(elements.map(encode));
};
