/** The remedy for a refused update, for one host. docs/verdict.md has the remedies of all codes. Pure. */
import {
  embeddedChain,
  findRevoked,
  machineName,
  parseSbatLevel,
  UefiError,
  validSignatures,
} from '../../uefi/index.ts';
import type { BootFile, BootImage, Reason, ReasonCode, SbatLevel } from '../../uefi/index.ts';

/** What is known about the subject of a reason. */
export type RemedyContext = {
  reason: Reason;
  /** The file of the reason's path in the state that was judged. */
  file: BootFile | null;
  /** SbatLevel when it was refused. */
  sbatLevel: string | null;
  machine: number;
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const imageOf = ({ file }: RemedyContext): BootImage | null => (file?.kind === 'image' ? file.image : null);

const commonNameOf = (name: string): string => /(?:^|,)\s*CN=((?:\\.|[^,\\])+)/i.exec(name)?.[1] ?? name;

/** The authorities at the top of the image's signatures: one of them would have to be in db. */
const authoritiesOf = (image: BootImage | null): string[] => {
  const signatures = image === null ? [] : validSignatures(image);
  const issuers = signatures.map(({ signer, embedded }) => {
    const top = embeddedChain(signer, embedded).at(-1) ?? signer;
    return commonNameOf(top.isAuthority ? top.subject : top.issuer);
  });
  return [...new Set(issuers)];
};

const authorityText = (context: RemedyContext): string => {
  const authorities = authoritiesOf(imageOf(context));
  return authorities.length === 0 ? 'the authority that signed it' : authorities.join(' or ');
};

const levelOf = (text: string | null): SbatLevel | null => {
  try {
    return text === null ? null : parseSbatLevel(text);
  } catch (error) {
    if (error instanceof UefiError) return null;
    throw error;
  }
};

const newerGeneration = (context: RemedyContext): string => {
  const [image, level] = [imageOf(context), levelOf(context.sbatLevel)];
  const revoked = image === null || level === null ? null : findRevoked(image.sbat.entries, level);
  if (revoked === null) return `also publish a newer ${context.reason.path}`;
  return `also publish ${revoked.component} with SBAT generation >= ${revoked.required} as ${context.reason.path}`;
};

const newerShim = (context: RemedyContext): string => {
  const [image, level] = [imageOf(context), levelOf(context.sbatLevel)];
  const revoked = image === null || level === null ? null : findRevoked(image.sbat.entries, level);
  if (revoked === null) return 'publish a newer shim';
  return `publish a shim with SBAT generation ${revoked.component} >= ${revoked.required}`;
};

type Remedy = (context: RemedyContext) => string;

const always =
  (text: string): Remedy =>
  () =>
    text;
const ofPath =
  (say: (path: string) => string): Remedy =>
  ({ reason }) =>
    say(reason.path);

const again = ofPath((path) => `publish ${nameOf(path)} again from its package`);
const nothing = always('');

/** Exhaustive: a code without an entry does not compile. Empty where a code never stands in the way. */
export const remedies: Readonly<Record<ReasonCode, Remedy>> = {
  PARTITION_UNKNOWN: always('give the partition UUID of the ESP: --partuuid UUID (lsblk -o PARTUUID)'),
  FIRMWARE_UNKNOWN: always(
    'run the auditor where it can read /sys/firmware/efi/efivars, give captured variables with --efivars DIR, or plan without a proof: --unproven',
  ),
  // Of a file: what it is judged by is not known.
  VARIABLE_UNREADABLE: ofPath((name) => {
    const what = name.includes('/') ? 'db, dbx and the MOK lists' : name;
    return `make ${what} readable: run as root; if it persists, update the firmware`;
  }),
  LOADER_MISSING: ofPath((path) => `also publish ${path}, or remove the boot entry that names it`),
  IMAGE_INVALID: again,
  WRONG_MACHINE: ({ machine }) => `publish the package for ${machineName(machine)}`,
  WRONG_SUBSYSTEM: ofPath((path) => `publish a boot loader as ${path}: the present file is a driver`),
  FIRMWARE_HASH_REVOKED: ofPath((path) => `publish a newer ${path}: dbx revokes this one`),
  FIRMWARE_CERTIFICATE_REVOKED: ofPath((path) => `publish ${path} without the signature that dbx revokes`),
  FIRMWARE_NOT_TRUSTED: (context) =>
    `enrol ${authorityText(context)} in db, or publish ${context.reason.path} signed by an authority in db`,
  SHIM_SELF_REVOKED: newerShim,
  SHIM_HASH_REVOKED: ofPath((path) => `publish a newer ${path}`),
  SHIM_CERTIFICATE_REVOKED: ofPath((path) => `publish ${path} signed by a key that is not revoked`),
  SHIM_NOT_TRUSTED: (context) =>
    `publish shim and ${nameOf(context.reason.path)} of the same distribution, or enrol ${authorityText(context)} (mokutil --import)`,
  SHIM_MALFORMED: again,
  SBAT_REVOKED: newerGeneration,
  SBAT_MISSING: ofPath((path) => `publish a ${path} that has SBAT`),
  SBAT_INVALID: again,
  SECOND_STAGE_MISSING: ({ reason, machine }) =>
    `also publish grub${machineName(machine)}.efi into ${reason.path.slice(0, Math.max(0, reason.path.lastIndexOf('/')))}`,
  NAMED_SECOND_STAGE_MISSING: always(
    'correct the boot entry or options.csv, or publish the file that it names',
  ),
  FALLBACK_WITHOUT_CSV: ({ machine }) =>
    `also publish BOOT${machineName(machine).toUpperCase()}.CSV, or publish a loader in EFI/BOOT without fallback`,
  CSV_FILE_MISSING: ofPath((path) => `correct ${path}, or publish the file that it names`),
  CSV_INVALID: ofPath((path) => `correct ${path}: UTF-16LE, file,label,options,comment`),
  CSV_SEVERAL: nothing,
  FALLBACK_ENTRY_FAILS: nothing,
  FALLBACK_RESETS: nothing,
  LOADER_UNKNOWN: ofPath(
    (path) =>
      `if ${path} is fwupd's, let the firmware update finish first; otherwise publish GRUB or systemd-boot as ${path}`,
  ),
  GRUB_CONFIG_MISSING: ofPath((path) => `create a grub.cfg for ${path} (grub-install)`),
  KERNEL_REFUSED: ({ reason: { path }, file }) =>
    file === null
      ? `restore ${path}, or remove the loader entry that names it`
      : `sign or remove ${path}, or publish a shim that trusts its signer`,
  KERNEL_UNKNOWN: always('put the boot entries or unified kernels on the ESP'),
  CHAIN_TOO_DEEP: always('correct the BOOT*.CSV that leads back to fallback'),
  MOK_REQUEST_PENDING: nothing,
  MOK_MANAGER_MISSING: nothing,
  NX_MIXED: nothing,
  LEVEL_RAISED: nothing,
  REVOCATIONS_ADDED: nothing,
  TRUST_ADDED: nothing,
  IGNORED_BY_SHIM: nothing,
};

/** The remedy, or ''. */
export const remedyFor = (context: RemedyContext): string => remedies[context.reason.code](context);
