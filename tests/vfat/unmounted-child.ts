/** Takes the ESP off and dies before it is back: `<esp> <note>`. */
import { withUnmounted } from '../../services/applier/fat/index.ts';

const [espRoot = '', notePath = ''] = process.argv.slice(2);
const die = async (): Promise<void> => void process.kill(process.pid, 'SIGKILL');
await withUnmounted(espRoot, die, { notePath });
