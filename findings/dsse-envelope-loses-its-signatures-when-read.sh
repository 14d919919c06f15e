#!/bin/sh
# securesystemslib (Python) 1.6.0: reading a DSSE envelope takes the signatures out of the caller's copy
#
# Guess: Envelope.from_dict(d) reads d. What it was given can then be stored, forwarded or read once more.
# What happens: every signature in d is {} afterwards: `keyid` and `sig` are popped out of the caller's own dict. Verifying
#   succeeds. Writing d out afterwards stores an envelope without signatures, and reading d a second time fails: KeyError('sig').
# Who is hurt: gateways and mirrors that parse an envelope, verify it, and then pass on what they parsed: what was
#   verified is not what arrives. python-tuf's own Metadata.from_dict() does the same and its documentation says so;
#   here nothing does.
# Why: dsse.py, from_dict() writes into each signature and hands it to Signature.from_dict(), which pops its fields. Pass a
#   deep copy, or keep the bytes that came in and pass those on.
set -eu
SECURESYSTEMSLIB=1.6.0
CRYPTOGRAPHY=50.0.2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

python3 -m venv venv
venv/bin/pip install -q "securesystemslib==$SECURESYSTEMSLIB" "cryptography==$CRYPTOGRAPHY"

cat >read.py <<'EOF'
import json
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner

signer = CryptoSigner.generate_ed25519()
envelope = Envelope(b'plan 7', 'application/vnd.example', {})
envelope.sign(signer)
received = json.loads(json.dumps(envelope.to_dict()))
print('before: fields of the signature:', sorted(received['signatures'][0]))
Envelope.from_dict(received).verify([signer.public_key], 1)
print('verified: yes')
print('after: signatures:', json.dumps(received['signatures']))
try:
    Envelope.from_dict(received).verify([signer.public_key], 1)
    print('again: verified')
except Exception as error:
    print('again:', repr(error))
EOF
venv/bin/python read.py >seen.txt

echo "securesystemslib $SECURESYSTEMSLIB"
sed 's/^/    /' seen.txt
grep -q '^verified: yes$' seen.txt || changed "the envelope does not verify"
grep -q '^after: signatures: \[{}\]$' seen.txt || changed "the signatures are still there"
grep -q "^again: KeyError('sig')$" seen.txt || changed "it can be read again"
