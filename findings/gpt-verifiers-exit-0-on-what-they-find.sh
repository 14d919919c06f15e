#!/bin/sh
# sgdisk 1.0.9 and sfdisk 2.38.1: --verify finds the error, says so, and exits 0
#
# Guess: `sgdisk --verify DISK` and `sfdisk --verify DISK` exit with another status than 0 when they find a problem, as fsck,
#   cmp or gptsum do.
# What happens: on the image of a virtual disk that was made larger (its backup table is no longer at the end) sgdisk says
#   "Identified 1 problems!" and sfdisk "1 error detected.", and both exit 0, as they do on the disk before. gptsum 0.5.0
#   (Python) refuses the disk with exit 1.
# Who is hurt: image builds and health checks that call them for their status: after a resize a rescue by the backup
#   table does not work, and firmware or tools that look for it at the end find nothing. Read the text, not the status.
# Why: sgdisk's manual lists no status for problems found; sfdisk's says nothing about it. In both the count of problems
#   is printed and dropped.
set -eu
GDISK=1.0.9-2.1
FDISK=2.38.1-5+deb12u3
GPTSUM=0.5.0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "gdisk=$GDISK" "fdisk=$FDISK" "libfdisk1=$FDISK" >/dev/null 2>&1 || { echo "cannot fetch the pinned packages"; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" root; done
python3 -m venv venv
venv/bin/pip install -q "gptsum==$GPTSUM"
tool() { LD_LIBRARY_PATH=$work/root/usr/lib/x86_64-linux-gnu:$work/root/lib/x86_64-linux-gnu "$@"; }

truncate -s 64M disk.img
printf 'label: gpt\nsize=32M, type=U, name="EFI System"\nsize=10M, type=L, name=root\n' | tool root/sbin/sfdisk -q disk.img
cp disk.img larger.img
truncate -s 80M larger.img

run() { name=$1; shift; tool "$@" >"$name.txt" 2>&1 && echo 0 >"$name.exit" || echo $? >"$name.exit"; }
for disk in disk larger; do
  run "sgdisk-$disk" root/sbin/sgdisk --verify "$disk.img"
  run "sfdisk-$disk" root/sbin/sfdisk --verify "$disk.img"
  run "gptsum-$disk" venv/bin/gptsum get-guid "$disk.img"
done

echo "gdisk $GDISK, fdisk $FDISK, gptsum $GPTSUM"
for disk in disk larger; do
  for name in sgdisk sfdisk gptsum; do
    echo "$name, $disk.img, exit $(cat $name-$disk.exit):"
    grep -E 'No problems|No errors|roblem:|problems!|error detected|not on the end|^gptsum.*Error' $name-$disk.txt | sed 's/^/    /'
  done
done
grep -q '^No problems found' sgdisk-disk.txt && grep -q '^No errors detected' sfdisk-disk.txt && [ "$(cat gptsum-disk.exit)" -eq 0 ] ||
  changed "the disk is not accepted before it grows"
grep -q '^Identified 1 problems!' sgdisk-larger.txt || changed "sgdisk finds nothing"
[ "$(cat sgdisk-larger.exit)" -eq 0 ] || changed "sgdisk exits $(cat sgdisk-larger.exit)"
grep -q '^1 error detected' sfdisk-larger.txt || changed "sfdisk finds nothing"
[ "$(cat sfdisk-larger.exit)" -eq 0 ] || changed "sfdisk exits $(cat sfdisk-larger.exit)"
[ "$(cat gptsum-larger.exit)" -ne 0 ] || changed "gptsum accepts it"
