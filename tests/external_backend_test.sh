#!/usr/bin/env bash
# external_backend_test.sh BINARY: every built-in backend, run as a program through the protocol, gives the same bytes
# for every example and every spec of the bench; a spec of built-in clouds starts no program.
set -euo pipefail
binary=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
clouds=$("$binary" backends --format json | sed -n 's/.*"name": "\([a-z]*\)", "where": "built in".*/\1/p')
[ -n "$clouds" ] || { echo "no backend is built in"; exit 1; }
for cloud in $clouds; do
  cat >"$work/bin/aurora-iac-backend-${cloud}2" <<PROGRAM
#!/bin/sh
echo run >>"$work/runs"
exec "$binary" backend $cloud
PROGRAM
  chmod +x "$work/bin/aurora-iac-backend-${cloud}2"
done
export PATH=$work/bin:$PATH
compared=0
for case in "$root"/examples/*/ "$root"/tests/golden/emit/*/; do
  [ -e "$case/env.yaml" ] || continue
  ls "$case"/aurora-iac-backend-* >/dev/null 2>&1 && continue
  name=$(basename "$case")
  # Links between clouds are made by built-in backends alone; tests/unit/protocol/same_bytes_test.cc has such a spec.
  [ "$name" != multi-cloud ] || continue
  for kind in direct program; do
    mkdir -p "$work/$kind/$name"
    cp -r "$case/." "$work/$kind/$name"
    rm -rf "$work/$kind/$name/terraform" "$work/$kind/$name/env.yaml.lock.json"
  done
  for cloud in $clouds; do
    find "$work/program/$name" -name '*.yaml' -exec sed -i "s/\(cloud: *\)$cloud\b/\1${cloud}2/" {} +
  done
  : >"$work/runs"
  (cd "$work/direct/$name" && "$binary" emit -q env.yaml) 2>"$work/direct.err"
  [ ! -s "$work/runs" ] || { echo "$name: a spec of built-in clouds started a program"; exit 1; }
  (cd "$work/program/$name" && "$binary" emit -q env.yaml) 2>"$work/program.err" || { cat "$work/program.err"; exit 1; }
  [ -s "$work/runs" ] || { echo "$name: no program was started"; exit 1; }
  diff -r "$work/direct/$name/terraform" "$work/program/$name/terraform"
  # A line of the lock that names the cloud itself is another one.
  for kind in direct program; do
    grep -vE "^ *\"(${clouds//$'\n'/|})2?\":" "$work/$kind/$name/env.yaml.lock.json" >"$work/$kind.lock"
  done
  diff "$work/direct.lock" "$work/program.lock"
  compared=$((compared + 1))
done
echo "$compared specs"
[ "$compared" -ge 4 ]
