#!/bin/sh
# rpmfile (Python) 2.2.1: all but one name of a hard-linked file in a package are empty
#
# Guess: a package with /boot/efi/EFI/BOOT/BOOTX64.EFI and .../fedora/shimx64.efi as two names of one file reads as two files of
#   the same size and content, as rpm installs them.
# What happens: rpm stores the content of hard links once, with the last name; the other entries of the archive have length 0.
#   rpmfile gives them as they stand: a member of size 0 that reads as b''. No error, no sign that it is a link. The
#   package's header has the right size and the count of links for each name, as `rpm -q` shows.
# Who is hurt: who takes boot loaders (or anything) out of packages with it: the removable path gets an empty BOOTX64.EFI.
# Why: rpm's "new ASCII" cpio keeps inode and link count for this; rpmfile's cpio reader does not look at them.
set -eu
RPMFILE=2.2.1
RPM=4.18.0+dfsg-1+deb12u1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "rpm=$RPM" "librpm9=$RPM" "librpmio9=$RPM" "librpmbuild9=$RPM" "librpmsign9=$RPM" "rpm-common=$RPM" "rpm2cpio=$RPM" \
  liblua5.3-0=5.3.6-2 libdw1=0.188-2.1 libelf1=0.188-2.1 libpopt0=1.19+dfsg-1 libmagic1=1:5.44-3 \
  libfsverity0=1.5-1.1 >/dev/null 2>&1 || { echo "cannot fetch the pinned packages"; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" root; done
python3 -m venv venv
venv/bin/pip install -q "rpmfile==$RPMFILE"
LIBRARIES=$work/root/usr/lib/x86_64-linux-gnu
RPM_CONFIGDIR=$work/root/usr/lib/rpm
export RPM_CONFIGDIR

cat >boot.spec <<'EOF'
Name: boot
Version: 1
Release: 1
Summary: two names, one file
License: none
BuildArch: noarch
%description
A boot loader under its own name and at the removable path.
%install
mkdir -p %{buildroot}/boot/efi/EFI/BOOT %{buildroot}/boot/efi/EFI/fedora
printf 'a boot loader' >%{buildroot}/boot/efi/EFI/fedora/shimx64.efi
ln %{buildroot}/boot/efi/EFI/fedora/shimx64.efi %{buildroot}/boot/efi/EFI/BOOT/BOOTX64.EFI
%files
/boot/efi/EFI
EOF
LD_LIBRARY_PATH=$LIBRARIES root/usr/bin/rpmbuild --define "_topdir $work/top" --define "_rpmconfigdir $RPM_CONFIGDIR" \
  --define "_tmppath $work" \
  --define "_dbpath $work/db" --define '__os_install_post %{nil}' -bb boot.spec >build.log 2>&1 || { cat build.log; exit 1; }
package=$work/top/RPMS/noarch/boot-1-1.noarch.rpm

cat >read.py <<'EOF'
import sys, rpmfile
with rpmfile.open(sys.argv[1]) as package:
    for member in package.getmembers():
        print(member.name, 'size', member.size, 'content', package.extractfile(member).read())
EOF
venv/bin/python read.py "$package" >seen.txt
LD_LIBRARY_PATH=$LIBRARIES root/usr/bin/rpm --define "_dbpath $work/db" -qp --nosignature \
  --qf '[%{FILENAMES} size %{FILESIZES} links %{FILENLINKS}\n]' "$package" 2>/dev/null | grep -v 'links 0' | grep EFI/.*/ >rpm.txt

echo "rpmfile $RPMFILE, rpm $RPM"
echo "rpmfile:"; sed 's/^/    /' seen.txt
echo "rpm -qp:"; sed 's/^/    /' rpm.txt
grep -q "BOOTX64.EFI size 0 content b''" seen.txt || changed "rpmfile reads the first name"
grep -q "shimx64.efi size 13 content b'a boot loader'" seen.txt || changed "rpmfile does not read the last name"
grep -q 'BOOTX64.EFI size 13 links 2' rpm.txt || changed "rpm did not make one file with two names"
