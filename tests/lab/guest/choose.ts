/** A program: prints this machine's laboratory as one line of JSON (`LaboratoryChoice`). See `chosen.ts`. */
import { messageOf } from '../../../lib/errors.ts';
import { chooseLaboratory } from './laboratory.ts';

try {
  process.stdout.write(`${JSON.stringify(await chooseLaboratory(process.env['BOOTSWAP_LAB']))}\n`);
} catch (error) {
  process.stderr.write(`bootswap: ${messageOf(error)}\n`);
  process.exitCode = 2;
}
