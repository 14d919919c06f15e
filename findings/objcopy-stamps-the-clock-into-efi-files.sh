#!/bin/sh
# objcopy (binutils 2.40): the clock ends up in every EFI binary it writes, and neither -D nor SOURCE_DATE_EPOCH stops it
#
# Guess: adding a section to an EFI binary with objcopy gives the same bytes for the same input. Where a time stamp could
#   get in, --enable-deterministic-archives (-D) or SOURCE_DATE_EPOCH keeps it out, as elsewhere.
# What happens: objcopy writes the current time to the PE header (TimeDateStamp), also over a 0 that the linker put
#   there for reproducibility (--no-insert-timestamp). -D and SOURCE_DATE_EPOCH change nothing. What does keep the old
#   stamp is -p, which the help explains as "Copy modified/access timestamps to the output", that is, those of the file.
# Who is hurt: who builds unified kernel images by objcopy. The Authenticode digest covers the stamp: the same kernel,
#   initrd and command line give another digest, and so another PCR 4, another hash for db or MOK and a signature that
#   does not fit the image built from the same sources a second later.
# Why: bfd/peXXigen.c takes time(0) unless the time of the input is to be kept; only ld has an option for it.
set -eu
BINUTILS=2.40-2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "binutils-x86-64-linux-gnu=$BINUTILS" "libbinutils=$BINUTILS" "libctf0=$BINUTILS" libjansson4=2.14-2 \
  >/dev/null 2>&1 || { echo "cannot fetch the pinned packages"; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" root; done
tool() { name=$1; shift; LD_LIBRARY_PATH=$work/root/usr/lib/x86_64-linux-gnu "root/usr/bin/x86_64-linux-gnu-$name" "$@"; }
# TimeDateStamp: 8 bytes after "PE\0\0", which stands where the word at 60 says.
stamp() { od -An -tu4 -j $(($(od -An -tu4 -j 60 -N 4 "$1") + 8)) -N 4 "$1" | tr -d ' '; }

# The smallest EFI application: it returns 0.
printf '.globl start\n.text\nstart:\n xor %%eax,%%eax\n ret\n' >source.s
tool as -o source.o source.s
tool ld -m i386pep --no-insert-timestamp --subsystem 10 --image-base 0 -s -e start -o stub.efi source.o
printf 'root=/dev/vda1 ro' >cmdline
add() { tool objcopy --add-section .cmdline=cmdline --change-section-vma .cmdline=0x30000 "$@"; }

started=$(date +%s)
add stub.efi first.efi
sleep 2
add stub.efi second.efi
add -D stub.efi deterministic.efi
SOURCE_DATE_EPOCH=1700000000 add stub.efi epoch.efi
add -p stub.efi preserved.efi

echo "binutils $BINUTILS, started at $started; the stamp in each, and its SHA-256:"
for one in stub first second deterministic epoch preserved; do
  printf '    %-14s %-11s %s\n' "$one.efi" "$(stamp $one.efi)" "$(sha256sum <$one.efi | cut -c 1-16)"
done

[ "$(stamp stub.efi)" -eq 0 ] || changed "ld stamps in spite of --no-insert-timestamp"
for one in first second deterministic epoch; do
  [ "$(stamp $one.efi)" -ge "$started" ] || changed "$one.efi does not hold the time of the run"
done
if cmp -s first.efi second.efi; then changed "two runs give the same bytes"; fi
[ "$(stamp preserved.efi)" -eq 0 ] || changed "-p does not keep the stamp"
