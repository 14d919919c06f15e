import { bootFactsOf } from '../../../lib/boot/facts/host-boot-facts.ts';
import type { HostBoot } from '../../../lib/boot/host-boot.ts';
import { firmwareFrom } from '../../../lib/uefi/firmware/firmware.ts';
import { guidToBytes } from '../../../lib/uefi/bytes/guid.ts';
import type { EvidenceRecord } from '../../../lib/boot/facts/evidence.ts';
import { payloadIdOf } from '../../../lib/wire/index.ts';
import type { HostFacts, PayloadManifest, TreeFile } from '../../../lib/wire/types.ts';
import { evidenceFrom } from '../../../services/planner/prove/evidence.ts';
import { readPayloadFiles } from '../../../services/planner/events/payload-boot-files.ts';
import type { ProofSources } from '../../../services/planner/prove/classes.ts';
import { sha256 as digest } from '../file-digest.ts';
import { byContent } from '../by-content.ts';
import { bootFileOf } from '../boot/boot-file-of.ts';
import { digestEntry, olderShim, olderTree } from '../boot/prove-lab.ts';
import { capturedVariables, GLOBAL, SECURITY, SHIM } from '../boot/fixtures.ts';
import { debianTree, LEVEL_2024, without } from '../boot/verdict-lab.ts';
import type { Content } from '../boot/verdict-lab.ts';
import { GRUB_CFG } from '../boot/debian-paths.ts';
import { factsOf } from './facts-fixture.ts';

const sha256 = byContent(digest);

/** Of before: the older shim, which db knows by its digest, the older GRUB, and a level that allows it. */
export const olderVariables = async (): Promise<Map<string, Uint8Array>> => {
  const variables = capturedVariables();
  const db = variables.get(`db-${SECURITY}`) ?? new Uint8Array(0);
  variables.set(`db-${SECURITY}`, new Uint8Array([...db, ...digestEntry(await olderShim())]));
  variables.set(`SbatLevelRT-${SHIM}`, new Uint8Array([7, 0, 0, 0, ...LEVEL_2024]));
  return variables;
};

/** GRUB.cfg is every host's own, so no payload has it. */
export const payloadOf = async (changes: Content = {}): Promise<Content> =>
  without({ ...(await debianTree()), ...changes }, GRUB_CFG);

/** The same entries, for a partition of its own. */
const onOwnPartition = (variables: Map<string, Uint8Array>, seed: number) => {
  const captured = firmwareFrom(variables).bootEntries.find(({ number }) => number === 4);
  const disk = captured?.option.paths[0]?.find(({ meaning }) => meaning?.kind === 'hard-drive')?.meaning;
  if (disk?.kind !== 'hard-drive' || disk.partUuid === null) throw new Error('Boot0004 names no partition');
  const partUuid = `${seed.toString(16).padStart(8, '0')}${disk.partUuid.slice(8)}`;
  const [from, to] = [disk.partUuid, partUuid].map((guid) => Buffer.from(guidToBytes(guid)));
  const boot = Buffer.from(variables.get(`Boot0004-${GLOBAL}`) ?? []);
  boot.set(to ?? [], boot.indexOf(from ?? Buffer.alloc(0)));
  return { partUuid, variables: new Map(variables).set(`Boot0004-${GLOBAL}`, new Uint8Array(boot)) };
};

/** The same host but for what no verdict looks at. */
export const ownFacts = (facts: HostFacts, index: number): HostFacts => {
  const digest = index.toString(16).padStart(64, '0');
  const files = facts.files.map((file) => (file.path === GRUB_CFG ? { ...file, sha256: digest } : file));
  const { firmware } = facts;
  if (firmware === null) return facts;
  const own = new Map(firmware.bootVariables.map(({ name, data }) => [name, data]));
  const { variables, partUuid } = onOwnPartition(own, index);
  const bootVariables = [...variables].map(([name, data]) => ({ name, data }));
  const esp = { ...facts.esp, partitionUuid: partUuid };
  return { ...facts, host: `host-${index}`, esp, files, firmware: { ...firmware, bootVariables } };
};

const byPath = (a: TreeFile, b: TreeFile): number => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));

const treeFilesOf = (content: Content): TreeFile[] =>
  Object.entries(content)
    .map(([path, bytes]) => ({ path, sizeBytes: BigInt(bytes.length), sha256: sha256(bytes) }))
    .sort(byPath);

export type RealHost = { facts: HostFacts; evidence: EvidenceRecord[] };

type HostChanges = { facts?: Partial<HostFacts>; boot?: Partial<HostBoot> };

/** What an auditor would publish of a host with these boot files and the captured variables. */
export const realHost = (content: Content, { facts = {}, boot = {} }: HostChanges = {}): RealHost => {
  const files = treeFilesOf(content);
  const bytesAt = new Map(Object.entries(content));
  const read = files.map((file) => ({
    ...file,
    file: bootFileOf(file.path, bytesAt.get(file.path) ?? new Uint8Array(0)),
  }));
  const measured = bootFactsOf({
    machine: 0x8664,
    variables: capturedVariables(),
    whyNoVariables: '',
    files: read,
    elsewhere: [],
    eventLog: null,
    pcrs: new Map(),
    bindings: [],
    ...boot,
  });
  const paths = Object.fromEntries(Object.keys(content).map((path) => [path, '']));
  return { facts: { ...factsOf(paths), files, ...measured.facts, ...facts }, evidence: measured.evidence };
};

/** A host with the boot loaders of before. */
export const olderHost = async (changes: Content = {}): Promise<RealHost> =>
  realHost(await olderTree(changes), { boot: { variables: await olderVariables() } });

export const realManifest = (content: Content): PayloadManifest => {
  const files = treeFilesOf(content);
  return {
    payloadId: payloadIdOf(files),
    channel: 'stable',
    publishedAtMs: 1000n,
    files,
    sources: [{ name: 'test', version: '1' }],
  };
};

export const contentSource = (content: Content) => {
  const bytes = new Map(Object.values(content).map((each) => [sha256(each), each]));
  return async function* (sha256: string): AsyncGenerator<Uint8Array> {
    yield bytes.get(sha256) ?? new Uint8Array(0);
  };
};

/** Evidence and payload files at hand; `fetched` counts what was asked for. */
export const sourcesOf = (
  content: Content,
  evidence: readonly EvidenceRecord[],
): ProofSources & { fetched: { evidence: number; payloads: number } } => {
  const bodies = new Map(evidence.map(({ sha256, body }) => [sha256, body]));
  const fetched = { evidence: 0, payloads: 0 };
  const contentOf = contentSource(content);
  return {
    fetched,
    evidence: evidenceFrom(async (sha256) => {
      fetched.evidence += 1;
      return bodies.get(sha256) ?? null;
    }),
    payloadFiles: () => {
      fetched.payloads += 1;
      return readPayloadFiles(realManifest(content), { contentOf });
    },
  };
};
