// `npm run demo`: one payload, one host, the whole way.
import { demoPackages } from './debian-packages.mjs';
import { runProgram } from './run-program.mjs';

await runProgram('demo/main.ts', demoPackages);
