import { bootFactsOf } from '../../../lib/boot/host-boot-facts.ts';
import type { HostBoot } from '../../../lib/boot/read-host-boot.ts';
import { readBootFile } from '../../../lib/uefi/boot-tree.ts';
import type { EvidenceRecord } from '../../../lib/boot/evidence.ts';
import { payloadIdOf } from '../../../lib/wire/index.ts';
import type { HostFacts, PayloadManifest, TreeFile } from '../../../lib/wire/types.ts';
import { evidenceFrom } from '../../../services/planner/evidence.ts';
import { readPayloadFiles } from '../../../services/planner/payload-boot-files.ts';
import type { ProofSources } from '../../../services/planner/classes.ts';
import { digestOf } from '../boot/prove-lab.ts';
import { capturedVariables } from '../uefi/fixtures.ts';
import type { Content } from '../uefi/verdict-lab.ts';
import { factsOf } from './facts-fixture.ts';

const byPath = (a: TreeFile, b: TreeFile): number => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));

const treeFilesOf = (content: Content): TreeFile[] =>
  Object.entries(content)
    .map(([path, bytes]) => ({ path, sizeBytes: BigInt(bytes.length), sha256: digestOf(bytes) }))
    .sort(byPath);

export type RealHost = { facts: HostFacts; evidence: EvidenceRecord[] };

type HostChanges = { facts?: Partial<HostFacts>; boot?: Partial<HostBoot> };

/** What an auditor would publish of a host with these boot files and the captured variables. */
export const realHost = (content: Content, { facts = {}, boot = {} }: HostChanges = {}): RealHost => {
  const files = treeFilesOf(content);
  const bytesAt = new Map(Object.entries(content));
  const read = files.map((file) => ({
    ...file,
    file: readBootFile(file.path, bytesAt.get(file.path) ?? new Uint8Array(0)),
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
  const bytes = new Map(Object.values(content).map((each) => [digestOf(each), each]));
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
