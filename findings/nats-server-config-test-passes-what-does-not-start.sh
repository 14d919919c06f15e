#!/bin/sh
# nats-server 2.15.2: `nats-server -t` calls configurations valid that the same binary refuses to start with
#
# Guess: `-t` ("Test configuration and exit") says what the server would say at its start, short of what depends on the
#   machine (ports, disks, files). A configuration that passes in CI starts on the host.
# What happens: `-t` reads and parses, and does not ask whether the parts fit together. Each of the nine here is "valid", exit 0,
#   and ends the server at its start with exit 1: JetStream in a cluster without a server_name, an unknown system_account or
#   no_auth_user, a JetStream domain with a dot in it, max_payload above max_pending, a websocket without TLS, MQTT without
#   JetStream, a gateway and a cluster of different names, a leaf node remote of an unknown account.
# Who is hurt: who checks a configuration with -t before a reload or a roll-out: the running server goes on with the old one until
#   its next restart, and then stays down.
# Why: server/opts.go ProcessConfigFile() parses; server/server.go validateOptions() is called by NewServer(), and -t ends before it.
set -eu
NATS_SERVER=2.15.2

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

export GOPATH="$work/go" GOFLAGS=-modcacherw GOTOOLCHAIN=local
go install "github.com/nats-io/nats-server/v2@v$NATS_SERVER" >log 2>&1 || { cat log; exit 1; }
go/bin/nats-server --version
printf 'port: -1\nhost: 127.0.0.1\n' >common.conf

# Tests the configuration $2 and starts the server with it. One that did start would be stopped after five seconds.
try() {
  printf "include common.conf\n$2\n" >tried.conf
  go/bin/nats-server -t -c tried.conf >test.txt 2>&1 && test=0 || test=$?
  timeout 5 go/bin/nats-server -c tried.conf >start.txt 2>&1 && start=0 || start=$?
  echo "$1: test $test ($(grep -o 'is valid' test.txt || echo refused)), start $start"
  grep -v '\[INF\]\|\[WRN\]' start.txt | head -1 | cut -c 1-120 | sed 's/^/      /'
}
refused_at_start() {
  try "$@"
  [ "$test" -eq 0 ] || changed "$1: -t refuses it"
  [ "$start" -eq 1 ] || changed "$1: the server's exit is $start"
}

try 'a configuration that is right' ''
[ "$test" -eq 0 ] && [ "$start" -ne 1 ] || changed "the server does not start at all"
refused_at_start 'cluster without a server_name' \
  'jetstream { store_dir: store }\ncluster { name: c, listen: "127.0.0.1:-1", routes: [ "nats://127.0.0.1:1" ] }'
refused_at_start 'unknown system_account' 'system_account: NOBODY'
refused_at_start 'unknown no_auth_user' 'no_auth_user: nobody\nauthorization { users: [ {user: a, password: b} ] }'
refused_at_start 'domain with a dot' 'jetstream { store_dir: store, domain: "a.b" }'
refused_at_start 'max_payload above max_pending' 'max_payload: 10MB\nmax_pending: 1MB'
refused_at_start 'websocket without TLS' 'websocket { port: -1 }'
refused_at_start 'MQTT without JetStream' 'mqtt { port: -1 }'
refused_at_start 'gateway and cluster of two names' 'gateway { name: g, port: -1 }\ncluster { name: h, port: -1 }'
refused_at_start 'remote of an unknown account' 'leafnodes { remotes: [ {url: "nats://127.0.0.1:1", account: "NOBODY"} ] }'
