/** Where the boot files of Debian's and Ubuntu's packages belong on an ESP. Pure. */

/** `from` is the file's path in the package, `to` its places on the ESP. */
export type Placement = {
  from: string;
  to: { path: string; optional: boolean }[];
  /** An unsigned file gives way to a signed one of the same place. */
  isSigned: boolean;
};

type Rule = {
  pattern: RegExp;
  places: (arch: string, vendor: string) => { path: string; optional?: boolean }[];
};

const ARCH = '(x64|ia32|aa64)';
/** Ubuntu ships `.signed.latest` and `.signed.previous` and lets update-alternatives(1) choose; the former is today's. */
const SIGNED = '(\\.signed(?:\\.latest)?)?$';

const rule = (path: string, places: Rule['places']): Rule => ({
  pattern: new RegExp(`^${path.replace('ARCH', ARCH)}${SIGNED}`),
  places,
});

const removable = (arch: string): string => `EFI/BOOT/BOOT${arch.toUpperCase()}.EFI`;

/**
 * As Debian's and Ubuntu's grub-install put them with Secure Boot: shim, MokManager and GRUB in the vendor
 * directory, with the CSV for fallback; shim, MokManager and fallback in EFI/BOOT (also_install_removable in Debian's
 * patches grub-install-extra-removable and install-signed). Debian puts fallback into the vendor directory, too:
 * it does nothing there, but a stale copy would stay. No GRUB in EFI/BOOT: with fallback there, shim never looks for it.
 */
const RULES: readonly Rule[] = [
  rule('usr/lib/shim/shimARCH\\.efi', (arch, vendor) => [
    { path: `EFI/${vendor}/shim${arch}.efi` },
    { path: removable(arch) },
  ]),
  rule('usr/lib/shim/mmARCH\\.efi', (arch, vendor) => [
    { path: `EFI/${vendor}/mm${arch}.efi` },
    { path: `EFI/BOOT/mm${arch}.efi` },
  ]),
  rule('usr/lib/shim/fbARCH\\.efi', (arch, vendor) => [
    { path: `EFI/${vendor}/fb${arch}.efi` },
    { path: `EFI/BOOT/fb${arch}.efi` },
  ]),
  rule('usr/lib/grub/[a-z0-9_]+-efi-signed/grubARCH\\.efi', (arch, vendor) => [
    { path: `EFI/${vendor}/grub${arch}.efi` },
  ]),
  rule('usr/lib(?:exec)?/fwupd/efi/fwupdARCH\\.efi', (arch, vendor) => [
    { path: `EFI/${vendor}/fwupd${arch}.efi` },
  ]),
  rule('usr/lib/systemd/boot/efi/systemd-bootARCH\\.efi', (arch) => [
    { path: `EFI/systemd/systemd-boot${arch}.efi` },
    // As bootctl(1) install does; but shim, if there is one, is what firmware must start.
    { path: removable(arch), optional: true },
  ]),
];

const CSV = /^usr\/lib\/shim\/(BOOT(?:X64|IA32|AA64)\.CSV)$/i;

/** The ESP path of the file at `from` in a package, or null if it does not belong on an ESP. */
export const placeDebianFile = (from: string, vendor: string): Placement | null => {
  const csv = CSV.exec(from)?.[1];
  if (csv !== undefined)
    return { from, to: [{ path: `EFI/${vendor}/${csv.toUpperCase()}`, optional: false }], isSigned: true };
  for (const { pattern, places } of RULES) {
    const [, arch, signed] = pattern.exec(from) ?? [];
    if (arch === undefined) continue;
    const to = places(arch, vendor).map(({ path, optional = false }) => ({ path, optional }));
    return { from, to, isSigned: signed !== undefined };
  }
  return null;
};

/** True for EFI programs of a package that no rule places: for removable media, for the network, for tests. */
export const isOtherEfiProgram = (from: string): boolean => /\.efi(\.signed(\..*)?)?$/i.test(from);

export type PackageIdentity = { name: string; version: string; origin: string; maintainer: string };

/**
 * The vendor directory that a package's distribution uses, by its control fields; null if they do not tell. Ubuntu is
 * asked for first: many of its packages keep a Debian maintainer.
 */
export const vendorOf = ({ version, origin, maintainer }: PackageIdentity): string | null => {
  const says = (word: string): boolean =>
    [version, origin, maintainer].some((field) => field.toLowerCase().includes(word));
  if (says('ubuntu') || says('canonical')) return 'ubuntu';
  return says('debian') || says('+deb') || /~deb\d/.test(version) ? 'debian' : null;
};
