#!/bin/sh
# fatfs (npm) 0.10.8: writing a file anew never gives its clusters back
#
# Guess: writing a file again with the same or less content needs no more room than before; what the file no longer
#   uses is free, so a device's configuration can be rewritten for ever.
# What happens: the clusters that are let go are marked, not with 0, but with 0xFF00 (FAT16) or 0x0FFFFF00 (FAT32):
#   neither free nor in use by any file. A 16 MB volume with one file of 100 kB on it is full after 170 writes of that file:
#   NOSPC. dosfstools then finds thousands of entries out of range. The second FAT is never written at all.
# Who is hurt: whoever edits boot partitions of device images from Node. balena-image-fs, which reads and writes the
#   FAT boot partitions of such images, is built on this package.
# Why: vol.js, storeToFAT() adds the prefix of the FAT's kind (0xFF00) to every status, and to `free` (0) too. The FAT
#   specification knows 0 only as free.
set -eu
FATFS=0.10.8
DOSFSTOOLS=4.2-1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "dosfstools=$DOSFSTOOLS" >/dev/null 2>&1 || { echo "cannot fetch dosfstools $DOSFSTOOLS"; exit 1; }
dpkg-deb -x dosfstools_*.deb root
npm install --silent --no-audit --no-fund --prefix . "fatfs@$FATFS" >/dev/null

cat >rewrite.cjs <<'EOF'
const fs = require('fs');
const fatfs = require('fatfs');
const fd = fs.openSync('esp.img', 'r+');
const volume = {
  sectorSize: 512,
  numSectors: fs.fstatSync(fd).size / 512,
  readSectors: (at, into, done) => fs.read(fd, into, 0, into.length, at * 512, (error) => done(error)),
  writeSectors: (at, from, done) => fs.write(fd, from, 0, from.length, at * 512, (error) => done(error)),
};
const tree = fatfs.createFileSystem(volume, {}, (error) => {
  if (error) throw error;
  let rewrites = 0;
  const again = () =>
    tree.writeFile('/config.bin', Buffer.alloc(100000, 65), (failure) => {
      if (!failure && ++rewrites < 1000) return again();
      console.log(`${failure ? failure.code : 'no error'} after ${rewrites} writes`);
    });
  again();
});
EOF

truncate -s 16M esp.img
root/sbin/mkfs.vfat -F 16 -s 4 esp.img >/dev/null
node rewrite.cjs >seen.txt
root/sbin/fsck.vfat -n esp.img >fsck.txt 2>&1 || true

echo "fatfs (npm) $FATFS, dosfstools $DOSFSTOOLS, node $(node --version)"
echo "one file of 100 000 bytes, written again and again to a FAT16 volume of 16 MiB:"
sed 's/^/    /' seen.txt
echo "dosfstools:"
grep -m 4 -E 'FATs differ|out of range' fsck.txt | sed 's/^/    /'
echo "    ... $(grep -c 'out of range' fsck.txt) entries out of range in all"
tail -1 fsck.txt | sed 's/^/    /'

grep -q '^NOSPC after 1[0-9][0-9] writes$' seen.txt || changed "the volume does not fill up"
grep -q '(65280 > ' fsck.txt || changed "no entry 0xFF00 is left in the FAT"
grep -q 'FATs differ' fsck.txt || changed "the second FAT is kept up"
