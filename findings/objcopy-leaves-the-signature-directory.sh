#!/bin/sh
# objcopy (binutils 2.40): takes the signature off a signed EFI binary and leaves the header that says where it was
#
# Guess: objcopy of a signed EFI binary (to add a section, or for nothing) either keeps the signature or gives an
#   unsigned binary, as it was before it was signed.
# What happens: neither. The certificate table at the end of the file is gone, for it belongs to no section; the entry
#   of the data directory that names its place and size is copied. It points past the end of the file. objcopy exits 0
#   and says nothing. A look at the header (objdump -p, pefile, "is the security directory empty?") takes it for signed.
# Who is hurt: who adds a section to a signed stub, kernel or boot loader and then asks the header whether it still must
#   be signed. shim turns such a file away as malformed ("Certificate located outside the image") before it looks at any
#   enrolled hash.
#   Take the signature off first, with a tool that knows signatures, then run objcopy, then sign.
# Why: binutils' PE backend copies the data directory as it is, but for the entries that it knows (export, import,
#   debug, ...). The security directory is the only one with a file offset in the place of an address.
set -eu
BINUTILS=2.40-2
SBSIGNTOOL=0.9.4-3.1
PEFILE=2024.8.26
CRYPTOGRAPHY=50.0.2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "binutils-x86-64-linux-gnu=$BINUTILS" "libbinutils=$BINUTILS" "libctf0=$BINUTILS" libjansson4=2.14-2 \
  "sbsigntool=$SBSIGNTOOL" >/dev/null 2>&1 || { echo "cannot fetch the pinned packages"; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" root; done
python3 -m venv venv
venv/bin/pip install -q "pefile==$PEFILE" "cryptography==$CRYPTOGRAPHY"
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
cat >directory.py <<'EOF'
import sys, pefile
for name in sys.argv[1:]:
    entry = pefile.PE(name, fast_load=True).OPTIONAL_HEADER.DATA_DIRECTORY[4]
    size = len(open(name, 'rb').read())
    end = entry.VirtualAddress + entry.Size
    where = 'no table' if end == 0 else 'in the file' if end <= size else 'PAST THE END'
    print(f'{name}: {size} bytes, security directory at {entry.VirtualAddress} for {entry.Size}: {where}')
EOF
venv/bin/python pair.py

# The smallest EFI application: it returns 0.
printf '.globl start\n.text\nstart:\n xor %%eax,%%eax\n ret\n' >source.s
tool x86_64-linux-gnu-as -o source.o source.s
tool x86_64-linux-gnu-ld -m i386pep --no-insert-timestamp --subsystem 10 --image-base 0 -s -e start -o plain.efi source.o
tool sbsign --key key.pem --cert cert.pem --output signed.efi plain.efi >/dev/null 2>&1
tool x86_64-linux-gnu-objcopy signed.efi copied.efi >objcopy.txt 2>&1 && copied=0 || copied=$?

echo "binutils $BINUTILS, sbsigntool $SBSIGNTOOL, pefile $PEFILE"
venv/bin/python directory.py plain.efi signed.efi copied.efi | tee seen.txt
echo "objcopy, exit $copied, said: '$(cat objcopy.txt)'"
tool x86_64-linux-gnu-objdump -p copied.efi | grep 'Security Directory' | sed 's/^/objdump -p copied.efi: /'

grep -q '^plain.efi: .*: no table$' seen.txt || changed "the unsigned one has a table"
grep -q '^signed.efi: .*: in the file$' seen.txt || changed "the signed one has none"
[ "$copied" -eq 0 ] && [ ! -s objcopy.txt ] || changed "objcopy fails or warns"
grep -q '^copied.efi: .*: PAST THE END$' seen.txt || changed "the directory and the file agree again"
