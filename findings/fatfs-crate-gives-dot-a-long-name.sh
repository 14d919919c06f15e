#!/bin/sh
# fatfs (Rust crate) 0.3.6: every directory that it makes has something in front of its `.`
#
# Guess: a directory made by the crate begins with `.` and `..`, as the FAT specification demands, and fsck.vfat has
#   nothing to say about a volume that was only written by it.
# What happens: `.` and `..` are written like any other name, with a long name of their own in front, so `.` is in the second
#   slot and `..` in the fourth. fsck.vfat finds six faults in each directory ("Expected a valid '.' entry in this slot", "Bad short
#   file name (..)", ...) and exits 1; with -a, as at boot, it lays the entries anew. Linux, mtools and the crate itself read the files.
# Who is hurt: who builds ESP images with it (Rust boot loaders and kernels do): a clean image is "repaired" at the first check,
#   and a check in CI is red for each directory. A real fault does not stand out.
# Why: dir.rs, create_dir() calls write_entry(".", ...), which puts a long name before every entry if the feature `lfn` is on,
#   and it is on unless turned off.
set -eu
CRATE=0.3.6
FSCOMMON=0.1.1
DOSFSTOOLS=4.2-1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "dosfstools=$DOSFSTOOLS" >/dev/null 2>&1 || { echo "cannot fetch dosfstools $DOSFSTOOLS"; exit 1; }
dpkg-deb -x dosfstools_*.deb root
mkdir -p image/src
cat >image/Cargo.toml <<EOF
[package]
name = "image"
version = "0.0.0"
edition = "2021"
[dependencies]
fatfs = "=$CRATE"
fscommon = "=$FSCOMMON"
EOF
cat >image/src/main.rs <<'EOF'
use std::io::Write;

fn main() -> std::io::Result<()> {
    let disk = std::fs::OpenOptions::new().read(true).write(true).open("esp.img")?;
    let volume = fatfs::FileSystem::new(fscommon::BufStream::new(disk), fatfs::FsOptions::new())?;
    {
        let directory = volume.root_dir().create_dir("EFI")?;
        directory.create_file("BOOTX64.EFI")?.write_all(b"a boot loader")?;
    }
    volume.unmount()
}
EOF
CARGO_HOME=$work/cargo cargo build -q --manifest-path image/Cargo.toml --target-dir target

truncate -s 64M esp.img
root/sbin/mkfs.vfat -F 16 esp.img >/dev/null
target/debug/image
root/sbin/fsck.vfat -n esp.img >fsck.txt 2>&1 && fsck=0 || fsck=$?
cp esp.img mended.img
root/sbin/fsck.vfat -a mended.img >mend.txt 2>&1 || true
root/sbin/fsck.vfat -n -l mended.img >mended.txt 2>&1 && mended=0 || mended=$?

echo "fatfs (crate) $CRATE, dosfstools $DOSFSTOOLS; one directory, one file"
echo "fsck.vfat -n, exit $fsck:"; sed '1d;s/^/    /' fsck.txt
echo "after fsck.vfat -a, fsck.vfat -n -l, exit $mended:"; sed '1d;s/^/    /' mended.txt

[ "$fsck" -eq 1 ] || changed "fsck.vfat accepts the volume"
grep -q "Expected a valid '\.' entry in this slot" fsck.txt || changed "fsck.vfat finds something else"
grep -q 'BOOTX64.EFI' mended.txt || changed "the file is lost in the repair"
