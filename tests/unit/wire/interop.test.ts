import { join } from 'node:path';
import Long from 'long';
import protobuf from 'protobufjs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { repoRoot } from '../../lab/tools.ts';
import { seededRandom } from '../../lab/random.ts';
import { messages } from '../../lab/wire/samples.ts';

const test = suite('wire interop');
const PROTO_ROOT = join(repoRoot(), 'proto/');
const FILES = ['envelope', 'payload', 'facts', 'evidence', 'plan', 'report', 'audit', 'decision', 'dead'];
const ROUNDS = 30;

type Plain = Record<string, unknown>;

/** The .proto files as another program would load them: by reflection, with none of our generated code. */
const loadProto = async (): Promise<protobuf.Root> => {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => `${PROTO_ROOT}${target}`;
  return root.load(FILES.map((file) => `bootswap/v1/${file}.proto`));
};

const isDigest = (field: protobuf.Field): boolean => /sha256$/i.test(field.name);
const enumPrefix = (type: protobuf.Enum): string =>
  `${type.name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_`;

/** A message that is left out is null on both sides. */
const orNull = (value: unknown, convert: (message: Plain) => Plain): Plain | null =>
  value === null ? null : convert(value as Plain);

/** An application value as the .proto's own terms put it. */
const toProto = (field: protobuf.Field, value: unknown): unknown => {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) {
    const word = value === '' ? 'UNSPECIFIED' : String(value).toUpperCase().replaceAll('-', '_');
    return type.values[enumPrefix(type) + word];
  }
  if (type instanceof protobuf.Type) return orNull(value, (message) => objectToProto(type, message));
  if (typeof value === 'bigint') return Long.fromString(String(value), field.type === 'uint64');
  if (field.type === 'bytes' && isDigest(field)) return Buffer.from(String(value), 'hex');
  return value;
};

const objectToProto = (type: protobuf.Type, value: Plain): Plain =>
  Object.fromEntries(
    type.fieldsArray.map((field) => {
      const given = value[field.name];
      return [
        field.name,
        field.repeated && Array.isArray(given)
          ? given.map((item) => toProto(field, item))
          : toProto(field, given),
      ];
    }),
  );

const fromProto = (field: protobuf.Field, value: unknown): unknown => {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) {
    const word = String(type.valuesById[Number(value)]).slice(enumPrefix(type).length);
    return word === 'UNSPECIFIED' ? '' : word.toLowerCase().replaceAll('_', '-');
  }
  if (type instanceof protobuf.Type) return orNull(value, (message) => objectFromProto(type, message));
  if (Long.isLong(value)) return BigInt(value.toString());
  if (field.type !== 'bytes') return value;
  const bytes = Uint8Array.from(value as ArrayLike<number>);
  return isDigest(field) ? Buffer.from(bytes).toString('hex') : bytes;
};

const objectFromProto = (type: protobuf.Type, value: Plain): Plain =>
  Object.fromEntries(
    type.fieldsArray.map((field) => {
      const got = value[field.name];
      return [
        field.name,
        field.repeated && Array.isArray(got)
          ? got.map((item) => fromProto(field, item))
          : fromProto(field, got),
      ];
    }),
  );

for (const message of messages) {
  test(`${message.name} - what we encode, plain protobufjs reads from the .proto`, async () => {
    const type = (await loadProto()).lookupType(`bootswap.v1.${message.name}`);
    const random = seededRandom(51);
    for (let round = 0; round < ROUNDS; round++) {
      const value = message.sample(random);
      assert.equal(objectFromProto(type, type.decode(message.encode(value)) as unknown as Plain), value);
    }
  });

  test(`${message.name} - what plain protobufjs encodes from the .proto, we read`, async () => {
    const type = (await loadProto()).lookupType(`bootswap.v1.${message.name}`);
    const random = seededRandom(52);
    for (let round = 0; round < ROUNDS; round++) {
      const value = message.sample(random);
      const bytes = type.encode(objectToProto(type, value as Plain)).finish();
      assert.equal(message.decode(bytes), value);
    }
  });
}

test.run();
