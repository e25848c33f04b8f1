#!/usr/bin/env bash
# golden_cli.sh BINARY CASE [--update]: runs the case's `command` (arguments; a shell line in which $binary is the program) in a copy of its
# folder and compares `expected.out` (standard output), `expected.err` and `expected.status`.
set -euo pipefail
binary=$(realpath "$1") case=$(realpath "$2") update=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/case"
cp -r "$case/." "$work/case/"
cd "$work/case"
status=0
PATH=.:$PATH # for external backends of the case
unset $(env | sed -n 's/^\(AURORA_IAC_[A-Z_]*\)=.*/\1/p') NO_COLOR LANG LC_ALL || true
eval "\"\$binary\" $(cat command)" >"$work/out" 2>"$work/err" </dev/null || status=$?
echo "$status" >"$work/status"
for part in out err status; do
  if [ -n "$update" ]; then
    if [ -s "$work/$part" ]; then cp "$work/$part" "$case/expected.$part"; else rm -f "$case/expected.$part"; fi
  else
    [ -e "$case/expected.$part" ] || : >"$work/empty"
    expected=$case/expected.$part
    [ -e "$expected" ] || expected=$work/empty
    diff -u "$expected" "$work/$part"
  fi
done
