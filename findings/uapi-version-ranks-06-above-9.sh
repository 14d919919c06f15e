#!/bin/sh
# uapi-version (Rust crate) 0.4.0: a zero in front makes a number larger
#
# Guess: the crate orders versions as the UAPI Version Format Specification does (its README: any deviation is a bug; it carries
#   systemd's test cases). Numbers compare as numbers: 2.06 is older than 2.9, and 1.01 is the same as 1.1.
# What happens: 2.06 is newer than 2.9, and 1.01 newer than 1.1. The number with more digits wins, and a zero in front is
#   a digit. systemd's own comparison says the opposite of the first and "same" to the second.
# Who is hurt: programs that sort boot loader entries or images with it where a version has a field such as 06 (GRUB's
#   2.02, 2.04 and 2.06, dates without dashes, months): an older entry may become the default.
# Why: the loop that skips zeros stops at a zero unless the next character is a zero too, so 0006 loses two of its three
#   and 06 keeps its one; then the lengths of the digit strings decide. systemd's strverscmp_improved() skips them all.
set -eu
CRATE=0.4.0
SYSTEMD=252.39-1~deb12u2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

apt-get download "systemd=$SYSTEMD" "libsystemd-shared=$SYSTEMD" >/dev/null 2>&1 || { echo "cannot fetch systemd $SYSTEMD"; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" root; done
mkdir -p compare/src
cat >compare/Cargo.toml <<EOF
[package]
name = "compare"
version = "0.0.0"
edition = "2021"
[dependencies]
uapi-version = "=$CRATE"
EOF
cat >compare/src/main.rs <<'EOF'
fn main() {
    let pair: Vec<String> = std::env::args().skip(1).collect();
    let sign = match uapi_version::strverscmp(&pair[0], &pair[1]) {
        std::cmp::Ordering::Less => "<",
        std::cmp::Ordering::Equal => "==",
        std::cmp::Ordering::Greater => ">",
    };
    println!("{} {} {}", pair[0], sign, pair[1]);
}
EOF
CARGO_HOME=$work/cargo cargo build -q --manifest-path compare/Cargo.toml --target-dir target
crate() { target/debug/compare "$@"; }
# compare-versions tells by its exit status too: 11 and 12 are "older" and "newer".
systemd() { LD_LIBRARY_PATH=$work/root/usr/lib/x86_64-linux-gnu/systemd:$work/root/lib/x86_64-linux-gnu/systemd \
  root/usr/bin/systemd-analyze compare-versions "$@" || [ $? -lt 13 ]; }

echo "uapi-version $CRATE, systemd $SYSTEMD"
check() {
  ours=$(crate "$1" "$2")
  theirs=$(systemd "$1" "$2")
  printf '    %-26s %s\n' "uapi-version: $ours" "systemd: $theirs"
  [ "$theirs" = "$1 $3 $2" ] || changed "systemd says $theirs"
  [ "$ours" = "$1 $4 $2" ] || changed "uapi-version says $ours"
}
check 2.06 2.12 '<' '<'
check 2.06 2.9 '<' '>'
check 1.01 1.1 '==' '>'
