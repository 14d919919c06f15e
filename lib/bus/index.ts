export { applyTopology, checkTopology } from './apply-topology.ts';
export type { Difference, TopologyChange, TopologyFinding } from './apply-topology.ts';
export { BusError } from './bus-error.ts';
export type { BusErrorCode } from './bus-error.ts';
export { CloudEventError, decodeAttribute, encodeAttribute, fromMessage, toHeaders } from './cloud-event.ts';
export type { CloudEventErrorCode, FromMessageOptions, Header } from './cloud-event.ts';
export { connectBus } from './connect.ts';
export type { BusLog, ConnectOptions } from './connect.ts';
export type { Credentials, DialOptions, Tls } from './dial.ts';
export {
  allSubjects,
  buckets,
  channelToken,
  consumers,
  dataSchemas,
  eventTypes,
  hostToken,
  NameError,
  streamOf,
  streams,
  subjects,
} from './names.ts';
export type { EventType, StreamName } from './names.ts';
export { headerOf } from './stored-message.ts';
export { consumerSpecs, topologyFor } from './topology.ts';
export type { Limits, StreamKey, Topology, TopologyOptions } from './topology.ts';
export { childOf, newTraceparent, parseTraceparent, TraceError } from './trace.ts';
export type { TraceParent } from './trace.ts';
export type {
  BlobStore,
  Bus,
  BusStatus,
  CloudEvent,
  ConsumerSpec,
  Delivery,
  FollowOptions,
  PublishOptions,
  PublishReceipt,
  StoredMessage,
  Subscription,
} from './types.ts';
