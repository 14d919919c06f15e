// The Debian and Ubuntu packages that bootswap's tests and demo use. `proof` is a command (looked for on PATH and in
// the sbin directories) or an absolute path: if it is there, the package is not asked for, wherever it came from.

/** @typedef {{ package: string, proof: string, why: string, optional?: boolean }} DebianPackage */

/** @type {DebianPackage[]} */
export const testPackages = [
  { package: 'nats-server', proof: 'nats-server', why: 'every test of the bus runs against a real server' },
  { package: 'mtools', proof: 'mcopy', why: 'reading ESP images without our own code', optional: true },
  { package: 'dosfstools', proof: 'mkfs.vfat', why: 'making and checking FAT images', optional: true },
  {
    package: 'user-mode-linux',
    proof: 'linux.uml',
    why: 'a real kernel with vfat for the tests in tests/vfat',
    optional: true,
  },
  {
    package: 'e2fsprogs',
    proof: 'mkfs.ext4',
    why: 'a state directory for the tests in tests/crash',
    optional: true,
  },
  { package: 'dpkg', proof: 'dpkg-deb', why: 'unpacking .deb payloads', optional: true },
  { package: 'apt', proof: 'apt-get', why: 'fetching the signed boot loader packages', optional: true },
  { package: 'sbsigntool', proof: 'sbsign', why: 'boot files signed with test keys', optional: true },
  {
    package: 'openssl',
    proof: 'openssl',
    why: 'test keys, and a second opinion on signatures',
    optional: true,
  },
  { package: 'pesign', proof: 'pesign', why: 'a second opinion on digests of images', optional: true },
  { package: 'binutils', proof: 'objcopy', why: 'images with sections of our own', optional: true },
  {
    package: 'ovmf',
    proof: '/usr/share/OVMF/OVMF_CODE_4M.ms.fd',
    why: 'real firmware that three boots are made in',
    optional: true,
  },
  {
    package: 'qemu-system-x86',
    proof: 'qemu-system-x86_64',
    why: 'the machine of those three boots',
    optional: true,
  },
];

/** Of `npm run test:crash`, which cuts the power in a virtual kernel. */
export const crashPackages = [
  { package: 'user-mode-linux', proof: 'linux.uml', why: 'the kernel' },
  { package: 'dosfstools', proof: 'mkfs.vfat', why: 'the ESP, and its check' },
  { package: 'mtools', proof: 'mcopy', why: 'what lies on it' },
  { package: 'e2fsprogs', proof: 'mkfs.ext4', why: 'the state directory' },
];

/** Of `npm run test:firmware`, which boots in a virtual machine. */
export const firmwarePackages = [
  { package: 'ovmf', proof: '/usr/share/OVMF/OVMF_CODE_4M.ms.fd', why: 'the firmware' },
  { package: 'qemu-system-x86', proof: 'qemu-system-x86_64', why: 'the machine' },
  { package: 'mtools', proof: 'mcopy', why: 'its disk' },
  { package: 'sbsigntool', proof: 'sbsign', why: 'boot files signed with test keys' },
  { package: 'openssl', proof: 'openssl', why: 'those keys' },
  { package: 'pesign', proof: 'pesign', why: 'a second opinion on kernels', optional: true },
  { package: 'binutils', proof: 'objcopy', why: 'images with sections of our own' },
  { package: 'dpkg', proof: 'dpkg-deb', why: 'unpacking boot loader packages' },
  { package: 'apt', proof: 'apt-get', why: 'fetching them' },
];
