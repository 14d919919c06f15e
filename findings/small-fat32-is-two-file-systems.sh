#!/bin/sh
# A FAT32 ESP of fewer than 65525 clusters is FAT32 to some programs and FAT16 to others
#
# Guess: `mkfs.vfat -F 32` makes a FAT32; a tool that reads and writes FAT32 and FAT16 reads and writes it as what it is.
#   The UEFI specification asks for FAT32 on an ESP, and small ESPs (48 MB here) are common in images.
# What happens: mkfs warns of "less then suggested minimum" and makes it. blkid and file call it FAT32, Linux mounts it as FAT32 and
#   fsck.vfat finds nothing wrong (exit 0). But mtools 4.0.32 cannot open it ("Error reading FAT"), sleuthkit 4.11 cannot
#   tell its type, and fatfs of npm takes it for FAT16: it says ready, makes a directory without an error, and has then
#   written 16-bit entries into a table of 32-bit ones. The next fsck.vfat finds the FAT damaged.
# Who is hurt: builders of small images who make the ESP with mkfs.vfat and fill it without mounting it, and whoever
#   edits such an image later.
# Why: Microsoft's specification decides by the count of clusters alone (under 65525 is not FAT32, whatever the BPB says);
#   Linux, dosfstools and EDK2 decide by the BPB (no 16-bit FAT length: FAT32). Both rules are in use.
set -eu
FATFS=0.10.8
DOSFSTOOLS=4.2-1
MTOOLS=4.0.33-1+really4.0.32-1
SLEUTHKIT=4.11.1+dfsg-1+b1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "dosfstools=$DOSFSTOOLS" "mtools=$MTOOLS" "sleuthkit=$SLEUTHKIT" "libtsk19=$SLEUTHKIT" \
  libbfio1=20170123-6 libewf2=20140813-1+b1 libvmdk1=20200926-2+b2 libvhdi1=20210425-1+b2 libafflib0v5=3.7.20-1 \
  >/dev/null 2>&1 || { echo "cannot fetch the pinned packages"; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" root; done
npm install --silent --no-audit --no-fund --prefix . "fatfs@$FATFS" >/dev/null

cat >mkdir.cjs <<'EOF'
const fs = require('fs');
const fd = fs.openSync('written.img', 'r+');
const volume = {
  sectorSize: 512,
  numSectors: fs.fstatSync(fd).size / 512,
  readSectors: (at, into, done) => fs.read(fd, into, 0, into.length, at * 512, (error) => done(error)),
  writeSectors: (at, from, done) => fs.write(fd, from, 0, from.length, at * 512, (error) => done(error)),
};
const tree = require('fatfs').createFileSystem(volume, {}, (unready) => {
  console.log(unready ? `not ready: ${unready.message}` : 'ready');
  tree.mkdir('/EFI', (error) => console.log(error ? `mkdir: ${error.message}` : 'mkdir /EFI: no error'));
});
EOF

truncate -s 48M esp.img
root/sbin/mkfs.vfat -F 32 -s 8 esp.img >mkfs.txt 2>&1
root/sbin/fsck.vfat -n esp.img >fsck.txt 2>&1 && fsck=0 || fsck=$?
root/usr/bin/mdir -i esp.img :: >mdir.txt 2>&1 && mdir=0 || mdir=$?
LD_LIBRARY_PATH=$work/root/usr/lib/x86_64-linux-gnu root/usr/bin/fsstat esp.img >fsstat.txt 2>&1 && fsstat=0 || fsstat=$?
cp esp.img written.img
node mkdir.cjs >node.txt 2>&1
root/sbin/fsck.vfat -n written.img >after.txt 2>&1 && after=0 || after=$?

echo "dosfstools $DOSFSTOOLS, mtools $MTOOLS, sleuthkit $SLEUTHKIT, fatfs (npm) $FATFS"
echo "mkfs.vfat -F 32 of 48 MiB:"; grep WARNING mkfs.txt | sed 's/^/    /'
echo "fsck.vfat -n, exit $fsck:"; tail -1 fsck.txt | sed 's/^/    /'
echo "mdir, exit $mdir:"; sed 's/^/    /' mdir.txt
echo "fsstat, exit $fsstat:"; sed 's/^/    /' fsstat.txt
echo "fatfs of npm:"; sed 's/^/    /' node.txt
echo "fsck.vfat -n after it, exit $after:"; grep -E 'FATs differ|out of range|free cluster' after.txt | sed 's/^/    /'

[ "$fsck" -eq 0 ] || changed "fsck.vfat does not accept it"
[ "$mdir" -ne 0 ] && grep -q 'Error reading FAT' mdir.txt || changed "mtools reads it"
[ "$fsstat" -ne 0 ] && grep -q 'Cannot determine file system type' fsstat.txt || changed "sleuthkit reads it"
grep -q '^mkdir /EFI: no error$' node.txt || changed "fatfs does not write to it"
[ "$after" -ne 0 ] && grep -q 'out of range' after.txt || changed "fatfs does not damage it"
