export { applyTopology, checkTopology } from './topology/apply-topology.ts';
export type { Difference, TopologyChange, TopologyFinding } from './topology/apply-topology.ts';
export { BusError } from './bus-error.ts';
export type { BusErrorCode } from './bus-error.ts';
export {
  CloudEventError,
  decodeAttribute,
  encodeAttribute,
  fromMessage,
  toHeaders,
} from './event/cloud-event.ts';
export type { CloudEventErrorCode, FromMessageOptions, Header } from './event/cloud-event.ts';
export { connectBus } from './connect.ts';
export type { BusLog, ConnectOptions } from './connect.ts';
export type { Credentials, DialOptions, Tls } from './link/dial.ts';
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
export { headerOf } from './stream/stored-message.ts';
export { consumerSpecs, topologyFor } from './topology/topology.ts';
export type { Limits, StreamKey, Topology, TopologyOptions } from './topology/topology.ts';
export { childOf, newTraceparent, parseTraceparent, TraceError } from './event/trace.ts';
export type { TraceParent } from './event/trace.ts';
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
