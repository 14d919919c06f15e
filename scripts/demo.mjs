// `npm run demo`: one payload, one host, the whole way.
import { runBuilt } from './run-built.mjs';

runBuilt('demo/main.js');
