import { EventEmitter } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { installSignals } from '../../../lib/runtime/index.ts';
import { createRecordingLog } from '../../lab/recording-log.ts';

const test = suite('shutdown');

test('signals - the first stops, the second exits at once, and afterwards nothing listens', () => {
  const source = new EventEmitter();
  const seen: string[] = [];
  const uninstall = installSignals({
    source,
    stop: () => void seen.push('stop'),
    exit: (exitCode) => void seen.push(`exit ${exitCode}`),
    log: createRecordingLog(),
  });
  source.emit('SIGTERM', 'SIGTERM');
  assert.equal(seen, ['stop']);
  source.emit('SIGINT', 'SIGINT');
  source.emit('SIGTERM', 'SIGTERM');
  assert.equal(seen, ['stop', 'exit 130', 'exit 143']);
  uninstall();
  assert.is(source.listenerCount('SIGTERM') + source.listenerCount('SIGINT'), 0);
});

test.run();
