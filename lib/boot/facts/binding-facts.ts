/** LUKS tokens that a TPM opens, on the wire and in lib/uefi. Pure. */
import type { PcrBinding } from '../../uefi/index.ts';
import { clipDetail } from '../../wire/index.ts';
import { textBytes } from '../../wire/limits.ts';
import type { PcrBindingFacts } from '../../wire/types.ts';

/** More than a name is no name of a bank; that something is odd about the token is what counts. */
export const bindingFactsOf = (binding: PcrBinding): PcrBindingFacts => ({
  ...binding,
  pcrs: [...new Set(binding.pcrs)],
  bank: clipDetail(binding.bank ?? '', textBytes.name),
  problem: clipDetail(binding.problem ?? '', textBytes.problem),
});

export const bindingOfFacts = (facts: PcrBindingFacts): PcrBinding => ({
  ...facts,
  bank: facts.bank === '' ? null : facts.bank,
  problem: facts.problem === '' ? null : facts.problem,
});
