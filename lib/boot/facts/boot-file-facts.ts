/** What a verdict takes from one boot file, as bytes that can be sent. Pure. */
import { UefiError } from '../../uefi/index.ts';
import type { BootCsvProblemCode, BootFile, BootImage } from '../../uefi/index.ts';
import { WireError } from '../../wire/index.ts';
import { BootFactsError } from '../boot-error.ts';
import { decodeBootFileRecord, encodeBootFileRecord } from './boot-file-record.ts';
import type { BootFileRecord, RecordedKind } from './boot-file-record.ts';
import { imageOfRecord, imageRecordOf } from './boot-image-record.ts';

/**
 * Number of the rules by which lib/uefi reads boot files, variables and logs. Raise it when `readBootFile` says something
 * else of the same bytes, or when a record means something else.
 */
export const evidenceRules = 1;

const recordOf = (file: Exclude<BootFile, { kind: 'other' }>): BootFileRecord => {
  const { kind } = file;
  return {
    kind,
    image: kind === 'image' ? imageRecordOf(file.image) : null,
    csvEntries: kind === 'boot-csv' ? file.csv.entries : [],
    csvProblems: kind === 'boot-csv' ? file.csv.problems : [],
    secondStage: kind === 'options-csv' ? (file.secondStage ?? '') : '',
    loaderImages: kind === 'loader-entry' ? [...file.images] : [],
    detail: kind === 'broken' ? file.detail : '',
  };
};

/**
 * The content of evidence on a file. Equal files give equal bytes.
 * @throws {BootFactsError} TOO_LARGE if no message can hold it; KIND for a file that no verdict looks into
 */
export const packBootFile = (file: BootFile): Uint8Array => {
  if (file.kind === 'other') throw new BootFactsError('KIND', 'there is nothing to say of this kind of file');
  try {
    return encodeBootFileRecord(recordOf(file));
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new BootFactsError('TOO_LARGE', `what the file says does not fit: ${cause.message}`, { cause });
  }
};

const CSV_PROBLEMS: readonly BootCsvProblemCode[] = ['NO_FILE', 'NO_LABEL', 'ODD_LENGTH'];

const problemCodeOf = (code: string): BootCsvProblemCode => {
  const known = CSV_PROBLEMS.find((each) => each === code);
  if (known !== undefined) return known;
  throw new BootFactsError('MALFORMED', `a boot CSV has no problem ${JSON.stringify(code)}`);
};

const imageOf = ({ image }: BootFileRecord): BootImage => {
  if (image !== null) return imageOfRecord(image);
  throw new BootFactsError('MALFORMED', 'an image is announced and missing');
};

const files: Record<RecordedKind, (record: BootFileRecord) => BootFile> = {
  image: (record) => ({ kind: 'image', image: imageOf(record) }),
  'boot-csv': ({ csvEntries, csvProblems }) => ({
    kind: 'boot-csv',
    csv: {
      entries: csvEntries,
      problems: csvProblems.map(({ line, code }) => ({ code: problemCodeOf(code), line })),
    },
  }),
  'options-csv': ({ secondStage }) => ({
    kind: 'options-csv',
    secondStage: secondStage === '' ? null : secondStage,
  }),
  'loader-entry': ({ loaderImages }) => ({ kind: 'loader-entry', images: loaderImages }),
  broken: ({ detail }) => ({ kind: 'broken', detail }),
};

/**
 * The inverse: for a verdict it is the file itself.
 * @throws {BootFactsError} MALFORMED
 */
export const unpackBootFile = (content: Uint8Array): BootFile => {
  try {
    const record = decodeBootFileRecord(content);
    return files[record.kind](record);
  } catch (cause) {
    if (!(cause instanceof WireError) && !(cause instanceof UefiError)) throw cause;
    throw new BootFactsError('MALFORMED', `evidence on a boot file: ${cause.message}`, { cause });
  }
};
