#!/bin/sh
# go-containerregistry 0.22.1: a flattened image can have hard links to files that are not in it
#
# Guess: mutate.Extract (what `crane export` calls) gives the tree that a container of the image would see, as one tar file
#   that tar can unpack.
# What happens: layer 1 has shimx64.efi and, as a hard link to it, BOOTX64.EFI; layer 2 deletes shimx64.efi. A container sees
#   BOOTX64.EFI with its content, for deleting one name leaves the other. The flattened tar holds the link and neither the
#   name it points to nor the content: tar ends with "Cannot hard link to", exit 2, and the file is lost. If layer 2 only adds
#   a link to a file of layer 1, the link comes before its target in the tar, and tar fails at that too.
# Who is hurt: who takes boot files (or a root file system) out of a container image this way. No error is reported by the
#   library: it is the unpacking that fails, or, with a reader that skips dangling links, nothing at all.
# Why: pkg/v1/mutate/mutate.go walks the layers from the last to the first and drops what a later layer deleted, entry by entry;
#   a link's target is not looked at.
set -eu
LIBRARY=0.22.1

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
changed() { echo "CHANGED: $*"; exit 1; }

cat >main.go <<'EOF'
package main

import (
	"archive/tar"
	"bytes"
	"io"
	"os"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

const content = "a boot loader"

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// A layer of regular files, and of hard links where a target is given.
func layer(entries ...[2]string) v1.Layer {
	var archive bytes.Buffer
	writer := tar.NewWriter(&archive)
	for _, entry := range entries {
		header := tar.Header{Name: entry[0], Mode: 0o644, Typeflag: tar.TypeReg, Size: int64(len(content))}
		if entry[1] != "" {
			header.Typeflag, header.Linkname, header.Size = tar.TypeLink, entry[1], 0
		}
		if err := writer.WriteHeader(&header); err != nil {
			panic(err)
		}
		if header.Size > 0 {
			must(writer.Write([]byte(content)))
		}
	}
	writer.Close()
	return must(tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(archive.Bytes())), nil }))
}

func flatten(name string, layers ...v1.Layer) {
	tree := mutate.Extract(must(mutate.AppendLayers(empty.Image, layers...)))
	defer tree.Close()
	must(io.Copy(must(os.Create(name)), tree))
}

func main() {
	shim, link := [2]string{"efi/shimx64.efi", ""}, [2]string{"efi/BOOTX64.EFI", "efi/shimx64.efi"}
	flatten("one-layer.tar", layer(shim, link))
	flatten("deleted.tar", layer(shim, link), layer([2]string{"efi/.wh.shimx64.efi", ""}))
	flatten("added.tar", layer(shim), layer(link))
}
EOF
export GOPATH="$work/go" GOFLAGS=-mod=mod GOTOOLCHAIN=local
go mod init findings >/dev/null 2>&1
go get "github.com/google/go-containerregistry@v$LIBRARY" >log 2>&1 || { cat log; exit 1; }
go run main.go 2>log || { cat log; exit 1; }

echo "github.com/google/go-containerregistry $LIBRARY, $(tar --version | head -1)"
for tree in one-layer deleted added; do
  mkdir "$tree"
  tar -xf "$tree.tar" -C "$tree" >"$tree.txt" 2>&1 && echo 0 >"$tree.exit" || echo $? >"$tree.exit"
  echo "$tree.tar:"
  tar -tvf "$tree.tar" 2>&1 | sed 's/^[^ ]* *[^ ]* *//;s/^/    /'
  echo "    tar -x, exit $(cat "$tree.exit"): $(head -1 "$tree.txt")"
done
[ "$(cat one-layer.exit)" -eq 0 ] || changed "a link within one layer fails too"
for tree in deleted added; do
  [ "$(cat $tree.exit)" -ne 0 ] && grep -q 'annot hard link' $tree.txt || changed "$tree.tar can be unpacked"
done
if tar -tf deleted.tar | grep -q shimx64; then changed "the target is kept"; fi
