/** Hosts with real boot files and captured variables, for what the applier asks of its own firmware. */
import type { Variables } from '../../../lib/boot/firmware-variables.ts';
import { parsePe } from '../../../lib/uefi/pe/pe.ts';
import type { BootProof, FileChange, Plan } from '../../../lib/wire/types.ts';
import { concludeAudit } from '../../../services/applier/index.ts';
import type { ApplierDeps, HostBootSource } from '../../../services/applier/index.ts';
import { debian, variablesWith } from '../../lab/boot/verdict-lab.ts';
import { byContent } from '../../lab/by-content.ts';
import { sha256 } from '../../lab/file-digest.ts';
import { makePlan, withId } from '../../lab/applier/plans.ts';
import type { TestTree } from '../../lab/trees.ts';
import type { PlanOptions } from '../../lab/applier/plans.ts';
import { noVariables, withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';
import { writeTree } from '../../lab/trees.ts';

const digestOf = byContent(sha256);

const labels = ['shim', 'grub', 'grub4', 'mm', 'fb'] as const;

/** Debian's shim with no certificate in it: it trusts nothing of its own. */
export const bareShim = async (): Promise<Buffer> => {
  const image = Buffer.from(await debian('shim'));
  const section = parsePe(image).sections.find(({ name }) => name === '.vendor_cert');
  image.writeUInt32LE(0, section?.rawOffset ?? 0);
  return image;
};

/** A file whose content is one of the labels holds that boot file of Debian's. */
const bytesOf = async (content: string): Promise<Buffer> => {
  if (content === 'bare shim') return bareShim();
  const label = labels.find((each) => each === content);
  return label === undefined ? Buffer.from(content) : debian(label);
};

const realBytes = async (...trees: TestTree[]): Promise<Map<string, Buffer>> => {
  const contents = [...new Set(trees.flatMap((tree) => Object.values(tree)))];
  return new Map(
    await Promise.all(contents.map(async (each) => [sha256(each), await bytesOf(each)] as const)),
  );
};

/** As `makePlan`, of the real files. */
export const makeRealPlan = async (options: PlanOptions, proof: BootProof | null = null): Promise<Plan> => {
  const bytes = await realBytes(options.before, options.after);
  const digest = (label: string): string => {
    const content = bytes.get(label);
    return content === undefined ? '' : digestOf(content);
  };
  const size = (label: string): bigint => BigInt(bytes.get(label)?.length ?? 0);
  const change = (file: FileChange): FileChange => ({
    ...file,
    beforeSha256: digest(file.beforeSha256),
    beforeSizeBytes: size(file.beforeSha256),
    afterSha256: digest(file.afterSha256),
    afterSizeBytes: size(file.afterSha256),
  });
  const plan = makePlan(options);
  const swaps = plan.swaps.map((swap) => ({ ...swap, files: swap.files.map(change) }));
  const managedFiles = plan.managedFiles.map((file) => ({
    ...file,
    sha256: digest(file.sha256),
    sizeBytes: size(file.sha256),
  }));
  return withId({ ...plan, swaps, managedFiles, proof });
};

/** A proof as a planner makes it that is content with everything. */
export const proofOf = (states: number, firmwareSha256: string): BootProof => ({
  firmwareSha256,
  states: Array.from({ length: states }, (_, index) => ({
    exchanges: index + 1,
    verdict: 'boots' as const,
    sbatLevelAfter: 'sbat,1,2025021800\nshim,4\ngrub,5\n',
    entries: [],
  })),
  rollback: { possible: true, until: '', why: '' },
  measurements: { pcr4: '', pcr7: '', pcr4Changed: true, pcr7Changed: false, breaks: [] },
});

/** A firmware whose variables may change under the applier's feet. */
export type TestFirmware = HostBootSource & { variables: Variables | null };

export const firmwareOf = (variables: Variables | null): TestFirmware => {
  const firmware: TestFirmware = {
    ...noVariables,
    variables,
    readVariables: async () => firmware.variables,
  };
  return firmware;
};

export type RealSite = Site & { firmware: TestFirmware };

export type RealSiteOptions = {
  before: TestTree;
  after: TestTree;
  variables?: Variables | null;
  overrides?: Partial<ApplierDeps>;
};

/** A host with secure boot on whose applier wants proofs. */
export const withRealSite = async (
  { before, after, variables = variablesWith(), overrides = {} }: RealSiteOptions,
  use: (site: RealSite) => Promise<void>,
): Promise<void> => {
  const bytes = await realBytes(before, after);
  const byDigest = new Map([...bytes.values()].map((content) => [digestOf(content), content]));
  const firmware = firmwareOf(variables);
  const blobs: ApplierDeps['blobs'] = {
    async *get(digest) {
      yield byDigest.get(digest) ?? Buffer.alloc(0);
    },
  };
  const all = { blobs, hostBoot: firmware, isUnproven: false, ...overrides };
  await withSite({ tree: {}, blobs: {}, overrides: all }, async (site) => {
    const contents = Object.entries(before).map(
      ([path, label]) => [path, bytes.get(sha256(label)) ?? ''] as const,
    );
    await writeTree(site.espRoot, new Map(contents));
    await use({ ...site, firmware });
  });
};

/** What an audit with one check of the plan leads to. */
export const audit = (
  plan: Plan,
  check: { name: string; result: 'pass' | 'fail' },
  deps: ApplierDeps,
): ReturnType<typeof concludeAudit> =>
  concludeAudit({ planId: plan.planId, generation: plan.generation, checks: [check] }, deps);
