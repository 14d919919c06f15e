// `npm run bench`: measures and writes docs/benchmarks.md.
import { runProgram } from './run-program.mjs';

runProgram('bench/main.ts');
