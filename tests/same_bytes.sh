#!/usr/bin/env bash
# same_bytes.sh BINARY [OTHER]: every example gives the same bytes in two runs, in another locale and time
# zone, and from OTHER (another compiler's build).
set -euo pipefail
binary=$(realpath "$1") other=$(realpath "${2:-$1}")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# emit_into FOLDER BINARY SPEC [ENV...]: from nothing, without a lock
emit_into() {
  local folder=$1 program=$2 spec=$3
  shift 3
  mkdir -p "$folder"
  cp "$spec" "$folder/env.yaml"
  (cd "$folder" && env -i PATH="$(dirname "$spec"):$PATH" "$@" "$program" emit -q env.yaml)
  rm "$folder/env.yaml"
}

for spec in "$root"/examples/*/env.yaml; do
  name=$(basename "$(dirname "$spec")")
  [ "$name" != external-backend ] || command -v python3 >/dev/null || continue
  emit_into "$work/$name/first" "$binary" "$spec"
  emit_into "$work/$name/second" "$other" "$spec" LC_ALL=C.UTF-8 LANG=tr_TR.UTF-8 TZ=Asia/Kathmandu
  diff -r "$work/$name/first" "$work/$name/second"
  echo "$name: the same bytes"
done
