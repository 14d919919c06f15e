// `npm run demo`: one payload, one host, the whole way.
import { runProgram } from './run-program.mjs';

runProgram('demo/main.ts');
