import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  explainExchangeError,
  isExchangeUnsupported,
} from '../../../../services/applier/admit/exchange-probe.ts';

const test = suite('exchange-probe');

test('explainExchangeError - a kernel too old is told apart from a mount gone wrong', () => {
  for (const code of ['EINVAL', 'ENOSYS']) {
    assert.ok(isExchangeUnsupported(code));
    assert.match(explainExchangeError(code), /needs Linux 6\.0/);
    assert.match(explainExchangeError(code), code);
  }
  for (const code of ['EROFS', 'ENOSPC', 'EIO', 'EXDEV', 'EPERM', 'ESTALE']) {
    assert.not(isExchangeUnsupported(code));
    assert.not.match(explainExchangeError(code), /kernel/);
  }
  assert.match(explainExchangeError('EROFS'), /read-only/);
  assert.match(explainExchangeError('ESTALE'), /ESTALE/);
});

test.run();
