/** What was measured of Debian's signed boot files with pesign, sbverify and objdump. */
export type GroundTruth = {
  version: string;
  name: string;
  authenticode: string;
  /** The first part of each signer's name. */
  signers: readonly string[];
  /** `component,generation`, without SBAT's own row. */
  sbat: readonly string[];
};

export const GROUND_TRUTH: readonly GroundTruth[] = [
  {
    version: '1.51~1+deb12u1+16.1-2~deb12u1',
    name: 'shimx64.efi',
    authenticode: '80a66d53a945d2286fcadd780fae1c225aa732079cd67b5225dc78aaab4e2ff8',
    signers: ['CN=Microsoft Windows UEFI Driver Publisher', 'CN=Microsoft UEFI CA 2023 signer'],
    sbat: ['shim,4', 'shim.debian,1'],
  },
  {
    version: '1+16.1+2~deb12u1',
    name: 'mmx64.efi',
    authenticode: '0acfb229cd4f28f785811feed45dcea07d0bdaeb9e231793371c659980c0fe51',
    signers: ['CN=Debian Secure Boot Signer 2022 - shim'],
    sbat: ['shim,4', 'shim.debian,1'],
  },
  {
    version: '1+16.1+2~deb12u1',
    name: 'fbx64.efi',
    authenticode: 'f08e1ed5914bd0f4d1dd8731e53c8bc54ad0ce7daf49bfbea01d760b249b136f',
    signers: ['CN=Debian Secure Boot Signer 2022 - shim'],
    sbat: ['shim,4', 'shim.debian,1'],
  },
  {
    version: '1+2.06+13+deb12u2',
    name: 'grubx64.efi',
    authenticode: 'a68f6d71ebddaa19751ff8d729f67d11b0df8e4c49400c3e7e90de16119e1265',
    signers: ['CN=Debian Secure Boot Signer 2022 - grub2'],
    sbat: ['grub,5', 'grub.debian,5', 'grub.debian12,1'],
  },
  {
    version: '1+2.06+13+deb12u1',
    name: 'grubx64.efi',
    authenticode: 'd9b6c3cf0a4b3c684af472e5b73be5f51550693d935aac708625143e1b191722',
    signers: ['CN=Debian Secure Boot Signer 2022 - grub2'],
    sbat: ['grub,4', 'grub.debian,4'],
  },
  {
    version: '1:1.4+1',
    name: 'fwupdx64.efi',
    authenticode: '54563dba7fe706fab763168771637e02f82bf776e47fc16c96b87f3ecdb11958',
    signers: ['CN=Debian Secure Boot Signer 2022 - fwupd'],
    sbat: ['fwupd-efi,1', 'fwupd-efi.debian,1'],
  },
];
