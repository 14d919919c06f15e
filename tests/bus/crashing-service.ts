// A service that a test kills: `node crashing-service.js URL SPEC` handles the queue of the JSON specification and
// dies without a word in the middle of the first message that it is given.
import { connectBus } from '../../lib/bus/index.ts';
import { runFunctions, systemClock } from '../../lib/runtime/index.ts';
import type { QueueTrigger } from '../../lib/runtime/index.ts';
import { createRecordingLog } from '../lab/recording-log.ts';

const [, , url = '', spec = '{}'] = process.argv;
const bus = await connectBus({ servers: url, name: 'crashing', failFast: { withinMs: 10_000 } });
runFunctions({
  bus,
  service: 'planner',
  source: 'bootswap/planner',
  clock: systemClock(),
  log: createRecordingLog(),
  functions: [
    {
      name: 'planner.crashing',
      trigger: JSON.parse(spec) as QueueTrigger,
      handle: async () => {
        process.kill(process.pid, 'SIGKILL');
        return new Promise(() => undefined);
      },
    },
  ],
});
