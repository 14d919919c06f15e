#!/bin/sh
# CloudEvents SDK for Go, protocol/nats 2.16.2: an event in NATS binary mode is taken for JSON and refused
#
# Guess: the SDK's NATS protocol receives both content modes of the CloudEvents NATS binding: structured, and binary with the
#   attributes in `ce-` headers. The sister module for JetStream does.
# What happens: every message is said to be in structured mode and its body is parsed as JSON, whatever its headers are. An event
#   with a protobuf body fails: "invalid character '\b' looking for beginning of value". With nats_jetstream 2.16.2 the very same message is
#   an event.
# Who is hurt: Go programs that subscribe to events which others publish in binary mode, as bootswap does. Use
#   protocol/nats_jetstream, or read the headers with nats.go.
# Why: protocol/nats/v2/message.go, NewMessage() sets the encoding to structured without a look at the headers, and ReadBinary()
#   always answers ErrNotBinary. It dates from before NATS had headers.
set -eu
SDK=2.16.2

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

cat >main.go <<'EOF'
package main

import (
	"context"
	"fmt"

	core "github.com/cloudevents/sdk-go/protocol/nats/v2"
	jetstream "github.com/cloudevents/sdk-go/protocol/nats_jetstream/v2"
	"github.com/cloudevents/sdk-go/v2/binding"
	"github.com/nats-io/nats.go"
)

func show(name string, message binding.Message) {
	event, err := binding.ToEvent(context.Background(), message)
	if err != nil {
		fmt.Printf("%s: %s mode: error: %v\n", name, message.ReadEncoding(), err)
		return
	}
	fmt.Printf("%s: %s mode: event %s of type %s, %d bytes of %s\n",
		name, message.ReadEncoding(), event.ID(), event.Type(), len(event.Data()), event.DataContentType())
}

func main() {
	message := &nats.Msg{Subject: "events", Data: []byte{8, 1}, Header: nats.Header{
		"ce-specversion": {"1.0"}, "ce-id": {"42"}, "ce-source": {"/findings"}, "ce-type": {"example.done"},
		"ce-datacontenttype": {"application/protobuf"}}}
	show("nats", core.NewMessage(message))
	show("nats_jetstream", jetstream.NewMessage(message))
}
EOF
export GOPATH="$work/go" GOFLAGS=-mod=mod GOTOOLCHAIN=local
go mod init findings >/dev/null 2>&1
go get "github.com/cloudevents/sdk-go/v2@v$SDK" "github.com/cloudevents/sdk-go/protocol/nats/v2@v$SDK" \
  "github.com/cloudevents/sdk-go/protocol/nats_jetstream/v2@v$SDK" >log 2>&1 || { cat log; exit 1; }
go run main.go >seen.txt 2>log || { cat log; exit 1; }

echo "github.com/cloudevents/sdk-go $SDK, $(go version)"
sed 's/^/    /' seen.txt
grep -q '^nats: structured mode: error: ' seen.txt || changed "protocol/nats reads binary mode"
grep -q '^nats_jetstream: binary mode: event 42 of type example.done, 2 bytes' seen.txt || changed "protocol/nats_jetstream does not"
