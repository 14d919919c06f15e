/** A proof as a plan carries it. Pure. */
import { verdict } from '../../uefi/index.ts';
import type { PcrBinding, PcrForecast, TpmLog, Verdict } from '../../uefi/index.ts';
import { clipDetail } from '../../wire/index.ts';
import { listItems, textBytes } from '../../wire/limits.ts';
import type { BootProof, ProvenEntry, ProvenMeasurements, ProvenState } from '../../wire/types.ts';
import { treeAfter } from './prove-candidate.ts';
import type { BootFileOf, ProofHost } from './prove-candidate.ts';
import type { Proved } from './prove.ts';

/** What a class of hosts has in common. */
export type ProvenStates = Pick<BootProof, 'states' | 'rollback'>;

/** Firmware's own text: anything, or nothing at all. */
const written = (text: string, maxBytes: number): string =>
  clipDetail(text === '' ? '(none)' : text, maxBytes);

const entryOf = ({
  name,
  path,
  verdict: answer,
  class: bootClass,
}: Verdict['entries'][number]): ProvenEntry => ({
  name: written(name, textBytes.name),
  path: written(path, textBytes.path),
  verdict: answer,
  class: bootClass,
});

/** An entry without a file is no way to anywhere. */
const hasFile = ({ path, reasons }: Verdict['entries'][number]): boolean =>
  !reasons.some((reason) => reason.code === 'LOADER_MISSING' && reason.path === path);

const stateOf = (state: Verdict, index: number): ProvenState => ({
  exchanges: index + 1,
  verdict: state.verdict,
  sbatLevelAfter: clipDetail(state.sbatLevelAfter ?? '', textBytes.sbatLevel),
  entries: state.entries.filter(hasFile).slice(0, listItems.entries).map(entryOf),
});

const rollbackOf = (last: Verdict | undefined): BootProof['rollback'] => {
  if (last === undefined) return { possible: false, until: '', why: 'nothing changes' };
  const { possible, until = '', why = '' } = last.rollback;
  return { possible, until, why: clipDetail(why, textBytes.why) };
};

/** States and rollback of what was proved. */
export const provenStatesOf = ({ states }: Proved): ProvenStates => ({
  states: states.map(stateOf),
  rollback: rollbackOf(states.at(-1)),
});

/** What a host's TPM was told at its last boot, and what hangs on it. */
export type MeasuredHost = {
  log: TpmLog | null;
  /** PCRs as the TPM has them, by number, in hex. */
  measured: ReadonlyMap<number, string>;
  bindings: readonly PcrBinding[];
};

const valueOf = (forecast: PcrForecast | undefined): string =>
  forecast?.isPredicted === true ? forecast.value : '';

/** Without a log nothing is known to change; with one, what cannot be foretold counts as changed. */
const isChanged = (forecast: PcrForecast | undefined): boolean =>
  forecast !== undefined && (!forecast.isPredicted || forecast.isChanged);

export const nothingMeasured: ProvenMeasurements = {
  pcr4: '',
  pcr7: '',
  pcr4Changed: false,
  pcr7Changed: false,
  breaks: [],
};

/** PCR 4 and 7 after the update's first boot, and the LUKS tokens that will not open their volume then. */
export const foretell = (
  host: ProofHost,
  { candidate }: Pick<Proved, 'candidate'>,
  { log, measured, bindings, bootFileOf }: MeasuredHost & { bootFileOf: BootFileOf },
): ProvenMeasurements => {
  if (log === null) return nothingMeasured;
  const { before, firmware, machine, partUuid, kernels } = host;
  const changes = candidate.swaps.flatMap(({ files }) => files);
  const after = treeAfter(before, changes, bootFileOf);
  const options = { machine, partUuid, kernels, previous: before, log, measured, bindings };
  const { pcr4, pcr7, breaks } = verdict(after, firmware, options).measurements;
  return {
    pcr4: valueOf(pcr4),
    pcr7: valueOf(pcr7),
    pcr4Changed: isChanged(pcr4),
    pcr7Changed: isChanged(pcr7),
    breaks: breaks
      .slice(0, listItems.breaks)
      .map(({ token, kind, detail }) =>
        clipDetail(`LUKS token ${token} (${kind}): ${detail}`, textBytes.why),
      ),
  };
};
