// Follows everything that bootswap does, as one JSON line an event. Uses the `nats` package and the .proto files
// (read by protobufjs), and nothing of bootswap's own code: any language with a NATS client can do the same.
//
//   node docs/examples/subscribe.mjs nats://127.0.0.1:4222 [--user U --pass P] [--all]
//
// --all begins with the oldest event that is kept; else only new ones are shown.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connect, consumerOpts } from 'nats';
import protobuf from 'protobufjs';

const { values, positionals } = parseArgs({
  options: { user: { type: 'string' }, pass: { type: 'string' }, all: { type: 'boolean' } },
  allowPositionals: true,
});

const protoRoot = fileURLToPath(new URL('../../proto/', import.meta.url));
const types = new protobuf.Root();
types.resolvePath = (_origin, target) => protoRoot + target;
const names = ['envelope', 'payload', 'facts', 'evidence', 'plan', 'report', 'audit', 'decision', 'dead'];
await types.load(names.map((name) => `bootswap/v1/${name}.proto`));

const toPlain = (type, bytes) =>
  type.toObject(type.decode(bytes), {
    longs: String,
    enums: String,
    bytes: (value) => value,
    defaults: true,
  });

/** CloudEvents attribute values are percent-encoded in NATS headers. */
const attributesOf = (headers) =>
  Object.fromEntries(
    [...headers]
      .filter(([name]) => name.startsWith('ce-'))
      .map(([name, [value]]) => [name.slice(3), decodeURIComponent(value)]),
  );

/** `dataschema` names the message in the body, and for a signed one (a DSSE envelope) the message inside it. */
const decode = (dataschema, data) => {
  const [outer, query] = dataschema.replace(/^proto:/, '').split('?payload=');
  const body = toPlain(types.lookupType(outer), data);
  return query === undefined ? body : toPlain(types.lookupType(query), body.payload);
};

const printable = (_key, value) => {
  const isBytes = value instanceof Uint8Array || (value?.type === 'Buffer' && Array.isArray(value.data));
  return isBytes ? Buffer.from(value.data ?? value).toString('hex') : value;
};

const servers = positionals[0] ?? '127.0.0.1:4222';
const nc = await connect({ servers, user: values.user, pass: values.pass }).catch((error) => {
  console.error(`cannot connect to ${servers}: ${error.code ?? error.message}`);
  process.exit(1);
});
process.on('SIGTERM', () => void nc.drain());
process.on('SIGINT', () => void nc.drain());

const streams = ['PAYLOADS', 'DECISIONS', 'PLANS', 'REPORTS', 'AUDITS', 'FACTS', 'EVIDENCE', 'DEAD'];
const follow = async (stream) => {
  const options = consumerOpts().orderedConsumer().bindStream(`BOOTSWAP_${stream}`);
  if (values.all) options.deliverAll();
  else options.deliverNew();
  for await (const message of await nc.jetstream().subscribe('bootswap.v1.>', options)) {
    const event = attributesOf(message.headers);
    const data = decode(event.dataschema, message.data);
    console.log(
      JSON.stringify({ busSubject: message.subject, sequence: message.seq, ...event, data }, printable),
    );
  }
};
console.error('following');
await Promise.all(streams.map(follow));
