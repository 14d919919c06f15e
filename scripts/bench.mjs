// `npm run bench`: measures and writes docs/benchmarks.md.
import { benchPackages } from './debian-packages.mjs';
import { runProgram } from './run-program.mjs';

await runProgram('bench/main.ts', benchPackages);
