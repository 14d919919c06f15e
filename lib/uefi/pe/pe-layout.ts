import type { Finding } from '../bytes/finding.ts';
import type { PeSection } from './pe-sections.ts';

type Layout = {
  bytes: Buffer;
  subsystem: number;
  characteristics: number;
  sizeOfHeaders: number;
  certificateTable: { offset: number; size: number } | null;
  sections: readonly PeSection[];
};

const EFI_APPLICATION = 10;
const FILE_RELOCS_STRIPPED = 0x0001;
const UNINITIALIZED_DATA = 0x80;

/** Sections with bytes in the file, in file order: the order in which they are hashed. */
export const inFileOrder = (sections: readonly PeSection[]): PeSection[] =>
  sections.filter(({ rawSize }) => rawSize > 0).toSorted((a, b) => a.rawOffset - b.rawOffset);

const isInHeaders = (section: PeSection, sizeOfHeaders: number): boolean =>
  (section.characteristics & UNINITIALIZED_DATA) === 0 &&
  (section.virtualAddress < sizeOfHeaders || section.rawOffset < sizeOfHeaders);

/** Neighbours in the file that share bytes, or leave bytes between them that belong to no section. */
const findSeams = ({ sections, sizeOfHeaders }: Layout): Finding[] => {
  const findings: Finding[] = [];
  let end = sizeOfHeaders;
  let before = 'the headers';
  for (const { name, rawOffset, rawSize } of inFileOrder(sections)) {
    const detail = `${before} end at ${end}, ${name} begins at ${rawOffset}`;
    if (rawOffset < end) findings.push({ code: 'SECTIONS_OVERLAP', detail });
    if (rawOffset > end) findings.push({ code: 'SECTION_GAP', detail });
    end = Math.max(end, rawOffset + rawSize);
    before = name;
  }
  return findings;
};

const findTableOddities = ({ bytes, certificateTable }: Layout): Finding[] => {
  if (certificateTable === null) return [];
  const { offset, size } = certificateTable;
  const findings: Finding[] = [];
  // shim 16.1, pe.c generate_hash: "Malformed binary after Attribute Certificate Table".
  if (offset + size !== bytes.length)
    findings.push({
      code: 'CERTIFICATE_TABLE_NOT_AT_END',
      detail: `the table ends at ${offset + size}, the file at ${bytes.length}`,
    });
  if (offset % 8 !== 0)
    findings.push({ code: 'CERTIFICATE_TABLE_UNALIGNED', detail: `the table begins at ${offset}` });
  return findings;
};

/** Oddities in the layout of an image whose parts are all inside the file. */
export const findLayoutOddities = (layout: Layout): Finding[] => {
  const findings: Finding[] = [];
  if (layout.subsystem !== EFI_APPLICATION)
    findings.push({ code: 'SUBSYSTEM_NOT_APPLICATION', detail: `subsystem ${layout.subsystem}` });
  if ((layout.characteristics & FILE_RELOCS_STRIPPED) !== 0)
    findings.push({ code: 'RELOCATIONS_STRIPPED', detail: 'the image cannot be relocated' });
  for (const section of layout.sections)
    if (isInHeaders(section, layout.sizeOfHeaders))
      findings.push({ code: 'SECTION_IN_HEADERS', detail: section.name });
  return [...findings, ...findSeams(layout), ...findTableOddities(layout)];
};
