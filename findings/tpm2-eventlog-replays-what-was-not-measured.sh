#!/bin/sh
# tpm2_eventlog (tpm2-tools 5.4): on a machine whose firmware starts the TPM from locality 3, its PCR 0 is not the TPM's
#
# Guess: the values under `pcrs:` at the end of tpm2_eventlog's output are those that the log's events give, so they
#   equal the TPM's if the log is complete.
# What happens: the log of such a machine (Intel TXT and Boot Guard are where this is seen) has an event "StartupLocality" 3.
#   It is of type EV_NO_ACTION, which is never measured; it says that PCR 0 starts as 00...03. tpm2_eventlog starts from 0
#   and extends PCR 0 with that event's digest, which is all zeros: wrong twice. Without that event its value is right.
# Who is hurt: who compares it with the TPM, or computes reference values and sealing policies from it: PCR 0 never matches on
#   such machines, and on all others (and in every virtual machine) it does. go-eventlog 0.0.2 replays the log as the TPM does.
# Why: TCG PC Client Platform Firmware Profile, 10.4.5: EV_NO_ACTION is not extended, and 10.4.5.3, the startup locality is the
#   last byte of PCR 0's first value.
set -eu
TPM2_TOOLS=5.4-1
TSS=3.2.1-3
GO_EVENTLOG=0.0.2

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "tpm2-tools=$TPM2_TOOLS" "libtss2-esys-3.0.2-0=$TSS" "libtss2-mu0=$TSS" "libtss2-sys1=$TSS" "libtss2-tctildr0=$TSS" \
  "libtss2-rc0=$TSS" >/dev/null 2>&1 || { echo "cannot fetch the pinned packages"; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" root; done

# Writes a log of PCR 0 with and one without a startup locality, and says what a TPM holds after either: plain SHA-256.
cat >main.go <<'EOF'
package main

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"

	"github.com/google/go-eventlog/register"
	"github.com/google/go-eventlog/tcg"
)

const noAction, separator, crtmVersion, sha256Id = 3, 4, 8, 0x000B

func little(values ...any) []byte {
	var out bytes.Buffer
	for _, value := range values {
		binary.Write(&out, binary.LittleEndian, value)
	}
	return out.Bytes()
}

// The first event says that all others carry one SHA-256 digest.
func header() []byte {
	version, algorithms := [4]uint8{0, 2, 0, 2}, uint32(1)
	fields := little(uint32(0), version, algorithms, uint16(sha256Id), uint16(32), uint8(0))
	spec := append([]byte("Spec ID Event03\x00"), fields...)
	return append(little(uint32(0), uint32(noAction), [20]byte{}, uint32(len(spec))), spec...)
}

func event(kind uint32, data []byte, digest [32]byte) []byte {
	return append(little(uint32(0), kind, uint32(1), uint16(sha256Id), digest, uint32(len(data))), data...)
}

func main() {
	version, end := []byte("v\x001\x00"), make([]byte, 4)
	measured := append(event(crtmVersion, version, sha256.Sum256(version)), event(separator, end, sha256.Sum256(end))...)
	locality := event(noAction, []byte("StartupLocality\x00\x03"), [32]byte{})
	logs := map[byte][]byte{0: append(header(), measured...), 3: append(append(header(), locality...), measured...)}
	for _, start := range []byte{0, 3} {
		var pcr [32]byte
		pcr[31] = start
		for _, data := range [][]byte{version, end} {
			digest := sha256.Sum256(data)
			pcr = sha256.Sum256(append(pcr[:], digest[:]...))
		}
		os.WriteFile(fmt.Sprintf("locality-%d.log", start), logs[start], 0o644)
		expected := []register.MR{register.PCR{Index: 0, Digest: pcr[:], DigestAlg: crypto.SHA256}}
		_, err := tcg.ParseAndReplay(logs[start], expected, tcg.ParseOpts{})
		fmt.Printf("locality %d: TPM %x, go-eventlog agrees: %v\n", start, pcr, err == nil)
	}
}
EOF
export GOPATH="$work/go" GOFLAGS=-mod=mod GOTOOLCHAIN=local
go mod init findings >/dev/null 2>&1
go get "github.com/google/go-eventlog@v$GO_EVENTLOG" >log 2>&1 || { cat log; exit 1; }
go run main.go >tpm.txt 2>log || { cat log; exit 1; }

echo "tpm2-tools $TPM2_TOOLS, go-eventlog $GO_EVENTLOG"
for start in 0 3; do
  LD_LIBRARY_PATH=$work/root/usr/lib/x86_64-linux-gnu root/usr/bin/tpm2_eventlog "locality-$start.log" >"tool-$start.txt"
  right=$(sed -n "s/^locality $start: TPM \([0-9a-f]*\),.*/\1/p" tpm.txt)
  seen=$(sed -n 's/^ *0 *: 0x\([0-9a-f]*\)$/\1/p' "tool-$start.txt" | tail -1)
  sed -n "/^locality $start:/s/^/    /p" tpm.txt
  echo "    tpm2_eventlog says $seen"
  grep -q "^locality $start: .* agrees: true$" tpm.txt || changed "go-eventlog does not agree with the rule, locality $start"
  if [ "$start" -eq 0 ]; then
    [ "$seen" = "$right" ] || changed "tpm2_eventlog is wrong without a locality too"
  else
    [ "$seen" != "$right" ] || changed "tpm2_eventlog heeds the locality"
  fi
done
