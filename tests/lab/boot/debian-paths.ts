/** Where Debian's boot loader lies on an ESP. */
export const SHIM = 'EFI/debian/shimx64.efi';
export const GRUB = 'EFI/debian/grubx64.efi';
export const GRUB_CFG = 'EFI/debian/grub.cfg';
