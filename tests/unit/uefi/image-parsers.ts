import { parseCertificateTable } from '../../../lib/uefi/certificate-table.ts';
import { parseCertificate } from '../../../lib/uefi/certificate.ts';
import { childrenOf, newDerBudget, readDer } from '../../../lib/uefi/der.ts';
import type { DerNode } from '../../../lib/uefi/der.ts';
import { inspectImage } from '../../../lib/uefi/inspect.ts';
import { parsePe } from '../../../lib/uefi/pe.ts';
import { verifySignature } from '../../../lib/uefi/pkcs7.ts';
import { parseSbat } from '../../../lib/uefi/sbat.ts';
import { parseSbatLevel, parseSbatLevelSection } from '../../../lib/uefi/sbat-level.ts';
import { parseAuthenticodeMessage } from '../../../lib/uefi/signed-data.ts';
import { parseVendorCert } from '../../../lib/uefi/vendor-cert.ts';
import type { SignedFile } from './boot-files.ts';
import { sampleEntry, samplePe } from './pe-samples.ts';

type SampleKind =
  | 'image'
  | 'table'
  | 'message'
  | 'certificate'
  | 'sbat'
  | 'level'
  | 'levelSection'
  | 'vendor';
export type FuzzSamples = Readonly<Record<SampleKind, readonly Uint8Array[]>>;

const walk = (node: DerNode): void => {
  if ((node.tag & 0x20) !== 0) childrenOf(node).forEach(walk);
};

/** Every parser of images and of what is in them, and the samples that it is fed with. */
export const imageParsers: Readonly<
  Record<string, { samples: SampleKind; parse: (bytes: Buffer) => unknown }>
> = {
  parsePe: { samples: 'image', parse: parsePe },
  inspectImage: { samples: 'image', parse: inspectImage },
  parseCertificateTable: { samples: 'table', parse: parseCertificateTable },
  readDer: { samples: 'message', parse: (bytes) => walk(readDer(bytes, newDerBudget())) },
  parseAuthenticodeMessage: { samples: 'message', parse: parseAuthenticodeMessage },
  verifySignature: { samples: 'message', parse: (bytes) => verifySignature(() => '', bytes) },
  parseCertificate: { samples: 'certificate', parse: parseCertificate },
  parseSbat: { samples: 'sbat', parse: parseSbat },
  parseSbatLevel: { samples: 'level', parse: parseSbatLevel },
  parseSbatLevelSection: { samples: 'levelSection', parse: parseSbatLevelSection },
  parseVendorCert: { samples: 'vendor', parse: parseVendorCert },
};

type Sources = { fixture: (name: string) => Promise<Buffer>; bootFiles: readonly SignedFile[] };

/** The smallest real images, and hand-made ones with every section that is read. */
export const readFuzzSamples = async ({ fixture, bootFiles }: Sources): Promise<FuzzSamples> => {
  const messages = await Promise.all(['grub.p7', 's1.p7', 's2.p7'].map(fixture));
  const certificate = await fixture('debvendor.0.der');
  const shim = bootFiles.find(({ name }) => name === 'shimx64.efi')?.bytes ?? Buffer.alloc(0);
  const sectionOf = (name: string): Buffer =>
    Buffer.from(parsePe(shim).sections.find((section) => section.name === name)?.data ?? []);
  const trimmed = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 2);
  const sbat = trimmed(sectionOf('.sbat'));
  const levelSection = trimmed(sectionOf('.sbatlevel'));
  const vendor = trimmed(sectionOf('.vendor_cert'));
  const table = Buffer.concat(messages.map((message) => sampleEntry(message)));
  const sections = [
    { name: '.sbat', data: sbat },
    { name: '.sbatlevel', data: levelSection },
    { name: '.vendor_cert', data: vendor },
  ];
  const small = bootFiles.filter(({ bytes }) => bytes.length < 100_000).map(({ bytes }) => bytes);
  return {
    image: [...small, samplePe({ sections, certificateTable: table }), samplePe({ isPlus: false })],
    table: [table],
    message: messages,
    certificate: [certificate],
    sbat: [sbat],
    level: [Buffer.from('sbat,1,2025051000\nshim,4\ngrub,5\ngrub.proxmox,2\n')],
    levelSection: [levelSection],
    vendor: [vendor],
  };
};
