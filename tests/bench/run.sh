#!/usr/bin/env bash
# run.sh BUILD: the figures of the README and the release notes.
set -euo pipefail
build=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
binary=$build/aurora-iac measure=$build/tests/measure

printf 'plan examples/aurora-azure: '
"$measure" 51 "$binary" plan "$root/examples/aurora-azure/env.yaml"
printf 'plan examples/minimal-azure: '
"$measure" 51 "$binary" plan "$root/examples/minimal-azure/env.yaml"
for clusters in 10 100 1000; do
  mkdir "$work/$clusters"
  "$root/tests/bench/fleet.sh" $clusters >"$work/$clusters/env.yaml"
  printf 'validate %d clusters: ' $clusters
  "$measure" 5 "$binary" validate "$work/$clusters/env.yaml"
  printf 'emit %d clusters into an empty folder: ' $clusters
  "$measure" 1 "$binary" emit "$work/$clusters/env.yaml"
  printf 'plan %d clusters, nothing changed: ' $clusters
  "$measure" 5 "$binary" plan "$work/$clusters/env.yaml"
  du -sh "$work/$clusters/terraform" | cut -f1
done
"$build/tests/bench_allocator"
