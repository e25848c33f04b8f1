#!/usr/bin/env bash
# Writes the expected output of every example and golden case again. Read the difference before you commit it.
set -euo pipefail
binary=$1
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for spec in examples/*/env.yaml tests/golden/emit/*/env.yaml; do
  [ -e "$spec" ] || continue
  PATH=$(realpath "$(dirname "$spec")"):$PATH "$binary" emit --force -q "$spec"
done
for command in tests/golden/cli/*/command; do
  [ -e "$command" ] || continue
  tests/golden_cli.sh "$binary" "$(dirname "$command")" --update
done
AURORA_UPDATE=1 "$(dirname "$binary")/tests/unit_tests" '[golden]' >/dev/null
