/** Holds the lock of the ESP given as its argument until it is killed. */
import { setInterval } from 'node:timers';
import { lockEsp } from '../../../services/applier/esp/lock.ts';

await lockEsp(process.argv[2] ?? '', { bootupdLockPath: '/nonexistent/lock' });
process.stdout.write('locked\n');
setInterval(() => undefined, 60_000);
