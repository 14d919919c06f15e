#!/bin/sh
# virt-firmware 26.10: a signature taken off with pe-listsigs and put back with pe-addsigs no longer verifies
#
# Guess: `pe-listsigs -x` writes the signature of a signed EFI binary to a file; `pe-addsigs` puts such a file on the same
#   unsigned binary; the result is the signed binary again. That is what detached signing is for: sign on one machine,
#   attach on another.
# What happens: if the length of the unsigned binary is not a multiple of 8 (any with a symbol table, systemd-boot of
#   Debian 12 for one), the table is put at that odd offset, without the padding that the signer hashed. sbverify:
#   "Hash doesn't match image". pe-addsigs says nothing and exits 0. With a length that is a multiple of 8 it works, so a
#   test with one binary does not show it.
# Who is hurt: builds that attach signatures made elsewhere; the file is refused at boot, under Secure Boot only.
# Why: virt/peutils/peutils.py takes len(file) for the table's place. Microsoft's PE format wants attribute certificates
#   on 8-byte boundaries; signers fill up with zeros first and sign them too.
set -eu
VIRT_FIRMWARE=26.10
BINUTILS=2.40-2
SBSIGNTOOL=0.9.4-3.1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "binutils-x86-64-linux-gnu=$BINUTILS" "libbinutils=$BINUTILS" "libctf0=$BINUTILS" \
  libjansson4=2.14-2 "sbsigntool=$SBSIGNTOOL" >/dev/null 2>&1 || { echo "cannot fetch the pinned packages"; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" root; done
python3 -m venv venv
venv/bin/pip install -q "virt-firmware==$VIRT_FIRMWARE"
tool() { name=$1; shift; LD_LIBRARY_PATH=$work/root/usr/lib/x86_64-linux-gnu "root/usr/bin/$name" "$@"; }

cat >pair.py <<'EOF'
import datetime
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization as s
from cryptography.hazmat.primitives.asymmetric import rsa
key = rsa.generate_private_key(65537, 2048)
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'findings')])
cert = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(datetime.datetime(2020, 1, 1)).not_valid_after(datetime.datetime(2050, 1, 1))
        .sign(key, hashes.SHA256()))
open('key.pem', 'wb').write(key.private_bytes(s.Encoding.PEM, s.PrivateFormat.TraditionalOpenSSL, s.NoEncryption()))
open('cert.pem', 'wb').write(cert.public_bytes(s.Encoding.PEM))
EOF
venv/bin/python pair.py

# The smallest EFI application: it returns 0. The name of its symbol sets the length of the file.
build() {
  printf '.globl %s\n.text\n%s:\n xor %%eax,%%eax\n ret\n' "$2" "$2" >source.s
  tool x86_64-linux-gnu-as -o source.o source.s
  tool x86_64-linux-gnu-ld -m i386pep --no-insert-timestamp --subsystem 10 --image-base 0 -e "$2" -o "$1.efi" source.o
}

# Signs $1.efi, takes the signature off, puts it on the unsigned $1.efi again.
round_trip() {
  tool sbsign --key key.pem --cert cert.pem --output "$1.signed.efi" "$1.efi" >/dev/null 2>&1
  venv/bin/pe-listsigs -x "$1.signed.efi" >/dev/null
  venv/bin/pe-addsigs -i "$1.efi" -o "$1.again.efi" -s "$1.signed.efi.sig1" >"$1.log"
  tool sbverify --cert cert.pem "$1.signed.efi" >/dev/null 2>&1 || changed "$1: what sbsign signs does not verify"
  tool sbverify --cert cert.pem "$1.again.efi" >"$1.verdict" 2>&1 && echo 0 >"$1.exit" || echo $? >"$1.exit"
}

length() { wc -c <"$1"; }
build even entry_point_of_efi_application
build odd entry_point_of_efi_applications
[ $(($(length even.efi) % 8)) -eq 0 ] && [ $(($(length odd.efi) % 8)) -ne 0 ] || changed "binutils writes other lengths"
round_trip even
round_trip odd

echo "virt-firmware $VIRT_FIRMWARE, sbsigntool $SBSIGNTOOL, binutils $BINUTILS"
for one in even odd; do
  echo "$one.efi, $(length $one.efi) bytes, $(($(length $one.efi) % 8)) more than a multiple of 8"
  grep -E 'addr:|fixup' $one.log | sed 's/^/    pe-addsigs: /'
  grep -vi warning $one.verdict | sed 's/^/    sbverify: /'
done
[ "$(cat even.exit)" -eq 0 ] || changed "the even one does not verify either"
[ "$(cat odd.exit)" -ne 0 ] && grep -q "Hash doesn't match image" odd.verdict || changed "the odd one verifies"
