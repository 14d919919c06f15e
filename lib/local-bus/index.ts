export { localTopology, startLocalServer } from './server.ts';
