#!/bin/sh
# virt-firmware 26.10: a variable whose update was cut off is dropped, though the firmware still reads it
#
# Guess: virt-fw-vars reads a store of EDK2 variables as EDK2 does: what the firmware sees is printed, and kept when the store is
#   written with one other variable changed.
# What happens: an update of a variable first marks the old copy "in deleted transition", then writes the new one, then
#   deletes the old. If the machine stops in between, only the marked copy is there, and EDK2 uses it: that is what
#   the mark is for. virt-fw-vars does not see it. Here it is BootOrder: the store is written anew without one, exit 0, not a word.
#   virt-fw-dump of the same package does list it, as "del-in-progress".
# Who is hurt: whoever edits the variable store of a virtual machine that was killed while its guest set a variable: boot
#   order, dbx or shim's SbatLevel are gone for good after the edit, and were there before it.
# Why: varstore/edk2.py takes state 0x3F (added) only. EDK2's FindVariableEx (MdeModulePkg/Universal/Variable/RuntimeDxe)
#   falls back to 0x3E (VAR_ADDED & VAR_IN_DELETED_TRANSITION) if no copy in state 0x3F is there.
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
VOLUME = uuid.UUID('fff12b8d-7696-4c8b-a985-2747075b4f50').bytes_le
STORE = uuid.UUID('aaf32c78-947b-439a-a180-2e144ec37792').bytes_le
GLOBAL = uuid.UUID('8be4df61-93ca-11d2-aa0d-00e098032b8c').bytes_le
SIZE, BLOCK, HEADER = 0x10000, 0x1000, 0x48
ADDED, IN_DELETED_TRANSITION = 0x3F, 0xFE

def variable(name, data, state):
    name = name.encode('utf-16-le') + b'\0\0'
    head = struct.pack('<HBBIQ', 0x55AA, state, 0, 7, 0) + bytes(16) + struct.pack('<III', 0, len(name), len(data))
    body = head + GLOBAL + name + data
    return body + b'\xff' * (-len(body) % 4)

def volume(variables):
    head = bytes(16) + VOLUME + struct.pack('<QIIHHHBBIIII', SIZE, 0x4856465F, 0x4FEFF, HEADER, 0, 0, 0, 2, SIZE // BLOCK, BLOCK, 0, 0)
    total = -sum(struct.unpack('<36H', head)) & 0xFFFF
    head = head[:50] + struct.pack('<H', total) + head[52:]
    body = head + STORE + struct.pack('<IBBHI', SIZE - HEADER, 0x5A, 0xFE, 0, 0) + b''.join(variables)
    return body + b'\xff' * (SIZE - len(body))

option = struct.pack('<IH', 1, 4) + 'debian'.encode('utf-16-le') + b'\0\0' + b'\x7f\xff\x04\x00'
open('vars.fd', 'wb').write(volume([
    variable('BootOrder', b'\x01\x00', ADDED & IN_DELETED_TRANSITION),
    variable('Boot0001', option, ADDED),
]))
EOF
venv/bin/python store.py

venv/bin/virt-fw-dump -i vars.fd >dump.txt 2>&1
venv/bin/virt-fw-vars -i vars.fd -p -v >print.txt 2>&1
venv/bin/virt-fw-vars -i vars.fd -o written.fd --set-true SecureBootEnable >write.txt 2>&1 && write=0 || write=$?
venv/bin/virt-fw-dump -i written.fd >after.txt 2>&1

echo "virt-firmware $VIRT_FIRMWARE"
echo "virt-fw-dump of the store:"; grep 'variable=' dump.txt
echo "virt-fw-vars --print:"; grep 'name=' print.txt | sed 's/^/      /'
echo "virt-fw-vars --output with SecureBootEnable set, exit $write; virt-fw-dump of what it wrote:"; grep 'variable=' after.txt

grep -q 'name=BootOrder (del-in-progress)' dump.txt || changed "virt-fw-dump does not list it as in deleted transition"
grep -q 'name=Boot0001' print.txt || changed "virt-fw-vars does not read the store"
if grep -q 'name=BootOrder' print.txt; then changed "virt-fw-vars prints it"; fi
[ "$write" -eq 0 ] || changed "virt-fw-vars refuses to write"
if grep -q 'name=BootOrder' after.txt; then changed "virt-fw-vars keeps it"; fi
