// `npm run bench`: measures and writes docs/benchmarks.md.
import { runBuilt } from './run-built.mjs';

runBuilt('bench/main.js');
