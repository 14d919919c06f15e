#!/bin/sh
# python-tuf 7.0.1 and @tufjs/models 4.1.1: an integer above 2^53 makes metadata that one signs and the other refuses
#
# Guess: TUF metadata that python-tuf signs and verifies is verified by tuf-js too; `custom` of a target may hold anything
#   that JSON can.
# What happens: with {"built_ns": 9007199254740993} in it the signature fails in JavaScript, and with ...991 it does not. The
#   signature is over canonical JSON; JSON.parse has made ...992 of the number before tuf-js writes it down again.
# Who is hurt: repositories that put a time in nanoseconds, an inode, a 64-bit id or a hash as a number into `custom`: npm's and
#   sigstore's clients call the repository tampered with, and Python's do not. The message is only "failed to verify ... signature".
# Why: @tufjs/canonical-json works on parsed values. OLPC canonical JSON sets no limit to integers. Write such numbers as strings.
set -eu
TUF=7.0.1
SECURESYSTEMSLIB=1.6.0
CRYPTOGRAPHY=50.0.2
TUFJS=4.1.1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

python3 -m venv venv
venv/bin/pip install -q "tuf==$TUF" "securesystemslib==$SECURESYSTEMSLIB" "cryptography==$CRYPTOGRAPHY"
npm install --silent --no-audit --no-fund --prefix . "@tufjs/models@$TUFJS" >/dev/null

cat >sign.py <<'EOF'
import json
from datetime import datetime, timezone
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Role, Root, TargetFile, Targets

signer = CryptoSigner.generate_ed25519()
key = signer.public_key
root = Root(keys={key.keyid: key}, roles={role: Role([key.keyid], 1) for role in ('root', 'targets', 'snapshot', 'timestamp')})
for number in (2**53 - 1, 2**53 + 1):
    targets = Targets(expires=datetime(2050, 1, 1, tzinfo=timezone.utc))
    targets.targets['shimx64.efi'] = TargetFile.from_data('shimx64.efi', b'shim')
    targets.targets['shimx64.efi'].unrecognized_fields['custom'] = {'built_ns': number}
    metadata = Metadata(targets)
    metadata.sign(signer)
    again = Metadata[Targets].from_bytes(metadata.to_bytes())
    root.verify_delegate('targets', again.signed_bytes, again.signatures)
    print(f'python-tuf: {number}: verified')
    open(f'{number}.json', 'wb').write(metadata.to_bytes())
open('key.json', 'w').write(json.dumps({'id': key.keyid, 'key': key.to_dict()}))
EOF
cat >verify.cjs <<'EOF'
const fs = require('fs');
const { Key, Metadata, MetadataKind } = require('@tufjs/models');
const { id, key } = JSON.parse(fs.readFileSync('key.json'));
for (const number of ['9007199254740991', '9007199254740993']) {
  const metadata = Metadata.fromJSON(MetadataKind.Targets, JSON.parse(fs.readFileSync(`${number}.json`)));
  try {
    Key.fromJSON(id, key).verifySignature(metadata);
    console.log(`tuf-js: ${number}: verified`);
  } catch (error) {
    console.log(`tuf-js: ${number}: ${error.message.replace(id, '<key>')}`);
  }
}
EOF
venv/bin/python sign.py >seen.txt
node verify.cjs >>seen.txt

echo "python-tuf $TUF, @tufjs/models $TUFJS, node $(node --version)"
sed 's/^/    /' seen.txt
grep -q '^python-tuf: 9007199254740993: verified$' seen.txt || changed "python-tuf does not verify its own"
grep -q '^tuf-js: 9007199254740991: verified$' seen.txt || changed "tuf-js does not verify the small one"
grep -q '^tuf-js: 9007199254740993: failed to verify' seen.txt || changed "tuf-js verifies the large one"
