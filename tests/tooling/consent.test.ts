import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadScript } from './scripts.ts';

type Circumstances = { isYes: boolean; isCi: boolean; isRoot: boolean; isTerminal: boolean };
type Consent = {
  decideConsent: (circumstances: Circumstances) => 'install' | 'ask' | 'leave';
  circumstances: (env: NodeJS.ProcessEnv) => Circumstances;
  installLine: (names: string[], machine: { isRoot: boolean; hasSudo: boolean; hasLists: boolean }) => string;
};

const { decideConsent, circumstances, installLine } = await loadScript<Consent>('consent.mjs');
const consent = suite('consent');
const none = { isYes: false, isCi: false, isRoot: false, isTerminal: false };

consent('consent - nothing is installed that was not asked for', () => {
  assert.is(decideConsent(none), 'leave');
  assert.is(decideConsent({ ...none, isRoot: true }), 'leave');
  assert.is(decideConsent({ ...none, isCi: true }), 'leave', 'CI without root');
  assert.is(decideConsent({ ...none, isRoot: true, isTerminal: true }), 'ask');
  assert.is(decideConsent({ ...none, isTerminal: true }), 'ask');
});

consent('consent - --yes asks for it, and so does root in CI', () => {
  assert.is(decideConsent({ ...none, isYes: true }), 'install');
  assert.is(decideConsent({ ...none, isCi: true, isRoot: true }), 'install');
});

consent('consent - the environment says --yes and CI', () => {
  const { isYes, isCi } = circumstances({});
  assert.equal({ isYes, isCi }, { isYes: false, isCi: false });
  assert.is(circumstances({ BOOTSWAP_YES: '1' }).isYes, true);
  assert.is(circumstances({ CI: 'true' }).isCi, true);
  assert.is(circumstances({ CI: 'false' }).isCi, false);
});

consent('consent - the line fits who reads it: root, somebody with sudo, somebody without', () => {
  const install = 'apt-get install -y --no-install-recommends a b';
  const machine = { isRoot: false, hasSudo: true, hasLists: true };
  assert.is(installLine(['a', 'b'], { ...machine, isRoot: true }), install);
  assert.is(installLine(['a', 'b'], machine), `sudo ${install}`);
  assert.is(installLine(['a', 'b'], { ...machine, hasSudo: false }), `su -c "${install}"`);
  assert.is(
    installLine(['a', 'b'], { ...machine, hasLists: false }),
    `sudo apt-get update && sudo ${install}`,
  );
});

consent.run();
