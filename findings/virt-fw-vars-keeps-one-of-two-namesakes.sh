#!/bin/sh
# virt-firmware 26.10: of two variables with one name, under two vendor GUIDs, only the last is kept
#
# Guess: a UEFI variable is known by its name and its vendor GUID (UEFI specification, Variable Services). A tool that
#   reads a variable store and writes it back keeps all of them.
# What happens: virt-fw-vars files them by name alone. A store with the `Timeout` of UEFI's own boot manager and a `Timeout`
#   of another vendor is written back with one `Timeout`, the one that stands last in the file. Exit 0, no message.
# Who is hurt: whoever edits stores with vendors' variables in them (names like Timeout, Setup, Lang or DebugLevel are
#   taken more than once): settings are lost by an edit of something else. The same holds for a listing of efivarfs.
# Why: varstore/edk2.py: varlist[str(var.name)] = var.
set -eu
VIRT_FIRMWARE=26.10

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

python3 -m venv venv
venv/bin/pip install -q "virt-firmware==$VIRT_FIRMWARE"

# A firmware volume of 64 KiB with an authenticated variable store, as in EDK2's VariableFormat.h.
cat >store.py <<'EOF'
import struct, uuid
guid = lambda text: uuid.UUID(text).bytes_le
SIZE, HEADER = 0x10000, 0x48

def variable(name, vendor, data):
    name = name.encode('utf-16-le') + b'\0\0'
    body = struct.pack('<HBBIQ16xIII', 0x55AA, 0x3F, 0, 7, 0, 0, len(name), len(data)) + guid(vendor) + name + data
    return body + b'\xff' * (-len(body) % 4)

def volume(variables):
    head = bytes(16) + guid('fff12b8d-7696-4c8b-a985-2747075b4f50') + struct.pack(
        '<QIIHHHBBIIII', SIZE, 0x4856465F, 0x4FEFF, HEADER, 0, 0, 0, 2, 16, 0x1000, 0, 0)
    head = head[:50] + struct.pack('<H', -sum(struct.unpack('<36H', head)) & 0xFFFF) + head[52:]
    store = guid('aaf32c78-947b-439a-a180-2e144ec37792') + struct.pack('<IBBHI', SIZE - HEADER, 0x5A, 0xFE, 0, 0)
    return (head + store + b''.join(variables)).ljust(SIZE, b'\xff')

open('vars.fd', 'wb').write(volume([
    variable('Timeout', '8be4df61-93ca-11d2-aa0d-00e098032b8c', b'\x05\x00'),
    variable('Timeout', '0d1b2c3d-0000-4000-8000-000000000001', b'vendor'),
]))
EOF
venv/bin/python store.py

venv/bin/virt-fw-dump -i vars.fd >before.txt 2>&1
venv/bin/virt-fw-vars -i vars.fd -o written.fd >write.txt 2>&1 && write=0 || write=$?
venv/bin/virt-fw-dump -i written.fd >after.txt 2>&1

echo "virt-firmware $VIRT_FIRMWARE"
echo "virt-fw-dump of the store:"; grep 'variable=' before.txt
echo "virt-fw-vars -i vars.fd -o written.fd, nothing else asked for, exit $write:"; sed 's/^/      /' write.txt
echo "virt-fw-dump of what it wrote:"; grep 'variable=' after.txt

[ "$(grep -c 'name=Timeout (ok)' before.txt)" -eq 2 ] || changed "virt-fw-dump does not list both"
[ "$write" -eq 0 ] || changed "virt-fw-vars refuses to write"
[ "$(grep -c 'name=Timeout (ok)' after.txt)" -eq 1 ] || changed "virt-fw-vars keeps both"
