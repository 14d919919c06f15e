/** Images made by hand, as small as they can be, with every field open to be wrong. */
export type SampleSection = {
  name: string;
  data?: Uint8Array;
  rawOffset?: number;
  rawSize?: number;
  virtualSize?: number;
  virtualAddress?: number;
  relocations?: number;
  characteristics?: number;
};

export type SampleOptions = {
  sections?: readonly SampleSection[];
  /** What stands between the last section and the certificate table. */
  trailing?: Uint8Array;
  certificateTable?: Uint8Array;
  /** Behind the certificate table, where nothing belongs. */
  behind?: Uint8Array;
  isPlus?: boolean;
  machine?: number;
  subsystem?: number;
  dllCharacteristics?: number;
};

export const SAMPLE_HEADERS_BYTES = 0x200;
const PE_AT = 0x40;
const COFF_AT = PE_AT + 4;
export const SAMPLE_OPTIONAL_AT = COFF_AT + 20;
const ALIGNMENT = 8;

const pad = (bytes: Uint8Array): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT)]);

const writeSectionHeader = (
  header: Buffer,
  at: number,
  section: SampleSection & { rawOffset: number },
): void => {
  const { data = Buffer.alloc(0) } = section;
  header.write(section.name, at, 8, 'latin1');
  header.writeUInt32LE(section.virtualSize ?? data.length, at + 8);
  header.writeUInt32LE(section.virtualAddress ?? 0x1000 + section.rawOffset, at + 12);
  header.writeUInt32LE(section.rawSize ?? data.length, at + 16);
  header.writeUInt32LE(section.rawOffset, at + 20);
  header.writeUInt16LE(section.relocations ?? 0, at + 32);
  header.writeUInt32LE(section.characteristics ?? 0x40000040, at + 36);
};

const writeOptionalHeader = (header: Buffer, options: SampleOptions): number => {
  const isPlus = options.isPlus ?? true;
  const at = SAMPLE_OPTIONAL_AT;
  const fixed = isPlus ? 112 : 96;
  header.writeUInt16LE(isPlus ? 0x20b : 0x10b, at);
  header.writeUInt32LE(0x100000, at + 56);
  header.writeUInt32LE(SAMPLE_HEADERS_BYTES, at + 60);
  header.writeUInt32LE(0xc0ffee, at + 64);
  header.writeUInt16LE(options.subsystem ?? 10, at + 68);
  header.writeUInt16LE(options.dllCharacteristics ?? 0, at + 70);
  header.writeUInt32LE(16, at + fixed - 4);
  return fixed;
};

/** An EFI image with the given sections one after another, and a certificate table at its end if there is one. */
export const samplePe = (options: SampleOptions = {}): Buffer => {
  const sections: readonly SampleSection[] = options.sections ?? [
    { name: '.text', data: Buffer.alloc(64, 0x90) },
  ];
  const header = Buffer.alloc(SAMPLE_HEADERS_BYTES);
  header.write('MZ', 0, 'latin1');
  header.writeUInt32LE(PE_AT, 0x3c);
  header.write('PE\0\0', PE_AT, 'latin1');
  header.writeUInt16LE(options.machine ?? 0x8664, COFF_AT);
  header.writeUInt16LE(sections.length, COFF_AT + 2);
  const fixed = writeOptionalHeader(header, options);
  header.writeUInt16LE(fixed + 128, COFF_AT + 16);
  const parts: Buffer[] = [header];
  let end = SAMPLE_HEADERS_BYTES;
  for (const [index, section] of sections.entries()) {
    const at = SAMPLE_OPTIONAL_AT + fixed + 128 + index * 40;
    writeSectionHeader(header, at, { ...section, rawOffset: section.rawOffset ?? end });
    const data = Buffer.from(section.data ?? []);
    parts.push(data);
    end += data.length;
  }
  const body = Buffer.concat([...parts, options.trailing ?? Buffer.alloc(0)]);
  const table = options.certificateTable;
  if (table === undefined) return body;
  const padded = pad(body);
  padded.writeUInt32LE(padded.length, SAMPLE_OPTIONAL_AT + fixed + 32);
  padded.writeUInt32LE(table.length, SAMPLE_OPTIONAL_AT + fixed + 36);
  return Buffer.concat([padded, table, options.behind ?? Buffer.alloc(0)]);
};

/** One WIN_CERTIFICATE entry, padded as `padding` says; dwLength counts only what is inside. */
export const sampleEntry = (
  blob: Uint8Array,
  {
    padding = 'after',
    type = 2,
    revision = 0x0200,
  }: { padding?: string; type?: number; revision?: number } = {},
): Buffer => {
  const missing = (ALIGNMENT - (blob.length % ALIGNMENT)) % ALIGNMENT;
  const head = Buffer.alloc(8);
  head.writeUInt32LE(8 + blob.length + (padding === 'inside' ? missing : 0), 0);
  head.writeUInt16LE(revision, 4);
  head.writeUInt16LE(type, 6);
  return Buffer.concat([head, blob, Buffer.alloc(missing)]);
};
