// The Debian and Ubuntu packages that bootswap's commands use. `proof` is a command (looked for on PATH and in the sbin
// directories) or an absolute path: if it is there, the package is not asked for, wherever it came from.

/**
 * `isOptional`: the command goes without. `isNeverInstalled`: installing it would start a service, so it is only ever
 * unpacked into the checkout.
 * @typedef {{ package: string, proof: string, why: string, isOptional?: boolean, isNeverInstalled?: boolean }} DebianPackage
 */

const PROOFS = {
  'nats-server': 'nats-server',
  mtools: 'mcopy',
  dosfstools: 'mkfs.vfat',
  'user-mode-linux': 'linux.uml',
  e2fsprogs: 'mkfs.ext4',
  dpkg: 'dpkg-deb',
  apt: 'apt-get',
  sbsigntool: 'sbsign',
  openssl: 'openssl',
  pesign: 'pesign',
  binutils: 'objcopy',
  ovmf: '/usr/share/OVMF/OVMF_CODE_4M.ms.fd',
  'qemu-system-x86': 'qemu-system-x86_64',
  'qemu-system-arm': 'qemu-system-aarch64',
  'xz-utils': 'xz',
};
/** Their packages enable a service. */
const NEVER_INSTALLED = ['nats-server', 'pesign'];

const needs = (name, why) => ({
  package: name,
  proof: PROOFS[name],
  why,
  ...(NEVER_INSTALLED.includes(name) ? { isNeverInstalled: true } : {}),
});
const wants = (name, why) => ({ ...needs(name, why), isOptional: true });

const LABORATORY = [
  wants('mtools', 'reading ESP images without our own code'),
  wants('dosfstools', 'making and checking FAT images'),
  wants('user-mode-linux', 'a real kernel with vfat, where the processor lets it run'),
  wants('qemu-system-x86', 'a real kernel with vfat everywhere else, and a machine for firmware'),
  wants('xz-utils', "that kernel's compressed modules"),
];

/** Of `npm run demo`. @type {DebianPackage[]} */
export const demoPackages = [
  needs('nats-server', 'the bus of the demo'),
  needs('apt', "fetching the distribution's signed boot loader packages"),
  needs('dpkg', 'unpacking them'),
  ...LABORATORY,
];

/** Of `npm test`. @type {DebianPackage[]} */
export const testPackages = [
  needs('nats-server', 'every test of the bus runs against a real server'),
  ...LABORATORY,
  wants('e2fsprogs', 'a state directory for the tests in tests/crash'),
  wants('dpkg', 'unpacking .deb payloads'),
  wants('apt', 'fetching the signed boot loader packages'),
  wants('sbsigntool', 'boot files signed with test keys'),
  wants('openssl', 'test keys, and a second opinion on signatures'),
  wants('pesign', 'a second opinion on digests of images'),
  wants('binutils', 'images with sections of our own'),
  wants('ovmf', 'real firmware that three boots are made in'),
];

/** Of `npm run bench`. @type {DebianPackage[]} */
export const benchPackages = [
  needs('nats-server', 'the bus that is measured'),
  needs('apt', 'fetching the packages that are published'),
  needs('dpkg', 'unpacking them'),
  needs('mtools', 'ESP images'),
  needs('dosfstools', 'ESP images'),
  needs('e2fsprogs', 'a state directory'),
  needs('pesign', 'what the inspection of images is measured against'),
  ...LABORATORY.filter((each) => !['mtools', 'dosfstools'].includes(each.package)),
];

/** Of `npm run test:fuzz`, whose samples are made from real packages where there are some. @type {DebianPackage[]} */
export const fuzzPackages = [
  wants('apt', 'samples of signed boot loader packages'),
  wants('dpkg', 'unpacking them'),
];

/** Of `npm run test:crash`, which cuts the power in a virtual kernel. @type {DebianPackage[]} */
export const crashPackages = [
  ...LABORATORY.filter((each) => !['mtools', 'dosfstools'].includes(each.package)),
  needs('dosfstools', 'the ESP, and its check'),
  needs('mtools', 'what lies on it'),
  needs('e2fsprogs', 'the state directory'),
];

/** Of `npm run test:firmware`, which boots in a virtual machine. @type {DebianPackage[]} */
export const firmwarePackages = [
  needs('ovmf', 'the firmware'),
  needs('qemu-system-x86', 'the machine'),
  needs('mtools', 'its disk'),
  needs('sbsigntool', 'boot files signed with test keys'),
  needs('openssl', 'those keys'),
  wants('pesign', 'a second opinion on kernels'),
  needs('binutils', 'images with sections of our own'),
  needs('dpkg', 'unpacking boot loader packages'),
  needs('apt', 'fetching them'),
];

/** Of `npm run test:arm64`, on this machine; the guest's own come by scripts/foreign-root.mjs. @type {DebianPackage[]} */
export const arm64Packages = [
  needs('qemu-system-arm', 'the arm64 machine'),
  needs('apt', 'fetching what runs on it'),
  needs('dpkg', 'unpacking that'),
  needs('dosfstools', 'its ESP, and the check of it'),
  needs('mtools', 'what lies on the ESP'),
  needs('xz-utils', "its kernel's compressed modules"),
];

/** Every package, once, as `npm run setup` and the Containerfile bring them. @type {DebianPackage[]} */
export const allPackages = Object.keys(PROOFS).map((name) => {
  const lists = [testPackages, demoPackages, benchPackages, crashPackages, firmwarePackages, arm64Packages];
  return lists.flat().find((each) => each.package === name);
});
