import { join } from 'node:path';
import { repoRoot } from '../lab/tools.ts';
import { DEFAULT_MOUNT_OPTIONS, PERL } from '../lab/guest/options.ts';
import { ESP_POINT } from './guest-driver.ts';
import type { Workload } from './guest-driver.ts';
import type { Scenario } from './scenario.ts';
import type { SmallEsp } from './small-esp.ts';

/** The orders of controls/swap.pl. Only `proven` is right. */
export type SwapOrder = 'proven' | 'bootupd' | 'no-barrier' | 'fsync-parent' | 'delete-before-flush';

const CONTROLS = join(repoRoot(), 'tests', 'crash', 'controls');
const EFI = join(ESP_POINT, 'EFI');

/** Recovery as bootupd's cleanup_tmp does it: `rm -r` of whatever is called `.btmp.*`. */
export const REMOVE_STAGES: Workload = { command: [PERL, join(CONTROLS, 'remove-stages.pl'), EFI] };

/** A neighbour that never stops: `sync`, or `fsync` of a directory below EFI. */
export const neighbour = (what: 'sync' | 'fsync', name = ''): readonly string[] => [
  PERL,
  join(CONTROLS, 'neighbour.pl'),
  what,
  join(EFI, name),
];

export type SwapOptions = {
  order: SwapOrder;
  /** Of the small ESP's directories; both by default. */
  names?: readonly string[];
  /** Added to the usual mount options. */
  mountOption?: string;
  recovery?: Workload;
};

/** A plain script that replaces directories of a small ESP in one of the orders. */
export const swapScenario = (esp: SmallEsp, options: SwapOptions): Scenario => {
  const { order, names = ['BOOT', 'fedora'], mountOption, recovery } = options;
  const mountOptions =
    mountOption === undefined ? {} : { mountOptions: `${DEFAULT_MOUNT_OPTIONS},${mountOption}` };
  return {
    name: mountOption === undefined ? order : `${order}, ${mountOption}`,
    espImage: esp.image,
    workload: {
      command: [PERL, join(CONTROLS, 'swap.pl'), order, EFI, esp.newDirectory, ...names],
      shares: [{ path: esp.newDirectory }],
      ...mountOptions,
    },
    expectations: {
      ...esp.expectations,
      // What is not swapped stays old.
      units: esp.expectations.units.map((unit) =>
        names.some((name) => unit.path === `EFI/${name}`) ? unit : { ...unit, new: unit.old },
      ),
    },
    ...(recovery !== undefined && { recovery: { ...mountOptions, ...recovery } }),
  };
};
