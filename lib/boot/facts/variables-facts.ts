/** Variables as bytes that can be sent. Pure. */
import { list, messageCodec, record } from '../../wire/codec.ts';
import { bytes } from '../../wire/fields.ts';
import { variableName, WireError } from '../../wire/index.ts';
import { bootswap } from '../../wire/gen/bootswap.js';
import { messageBytes } from '../../wire/limits.ts';
import type { EfiVariableFacts } from '../../wire/types.ts';
import { BootFactsError } from '../boot-error.ts';
import { ownVariablesOf, trustVariablesOf } from '../firmware-variables.ts';
import type { Variables } from '../firmware-variables.ts';

/** Lists that firmware or shim had to split, MOK requests and all else: some twenty. */
const MAX_TRUST_VARIABLES = 256;

const variable = record<EfiVariableFacts>({
  name: variableName,
  data: bytes({ maxBytes: messageBytes.Evidence }),
});

const { encode, decode } = messageCodec<{ variables: EfiVariableFacts[] }, bootswap.v1.IVariableList>({
  name: 'VariableList',
  generated: bootswap.v1.VariableList,
  codec: record({
    variables: list(variable, { maxItems: MAX_TRUST_VARIABLES, key: ({ name }) => name, sorted: true }),
  }),
  maxBytes: messageBytes.Evidence,
});

const listOf = (variables: Variables): EfiVariableFacts[] =>
  [...variables].map(([name, data]) => ({ name, data }));

const mapOf = (variables: readonly EfiVariableFacts[]): Map<string, Uint8Array> =>
  new Map(variables.map(({ name, data }) => [name, data]));

const asFactsError = (cause: unknown, code: 'TOO_LARGE' | 'MALFORMED'): unknown =>
  cause instanceof WireError
    ? new BootFactsError(code, `firmware variables: ${cause.message}`, { cause })
    : cause;

/**
 * The content of evidence on what firmware and shim trust; hosts alike have equal bytes.
 * @throws {BootFactsError} TOO_LARGE
 */
export const packTrustVariables = (variables: Variables): Uint8Array => {
  const trust = listOf(trustVariablesOf(variables));
  try {
    return trust.length === 0 ? new Uint8Array(0) : encode({ variables: trust });
  } catch (cause) {
    throw asFactsError(cause, 'TOO_LARGE');
  }
};

/** @throws {BootFactsError} MALFORMED */
export const unpackTrustVariables = (content: Uint8Array): Map<string, Uint8Array> => {
  try {
    return content.length === 0 ? new Map() : mapOf(decode(content).variables);
  } catch (cause) {
    throw asFactsError(cause, 'MALFORMED');
  }
};

/** For `FirmwareFacts`. @throws {BootFactsError} TOO_LARGE */
export const bootVariableFactsOf = (variables: Variables): EfiVariableFacts[] =>
  listOf(ownVariablesOf(variables));

/** What `firmwareFrom` and `firmwareDigest` take, from facts and the evidence that they name. */
export const variablesOfFacts = (
  { bootVariables }: { bootVariables: readonly EfiVariableFacts[] },
  trust: Variables,
): Map<string, Uint8Array> => new Map([...trust, ...mapOf(bootVariables)]);
