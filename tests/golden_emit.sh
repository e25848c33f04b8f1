#!/usr/bin/env bash
# golden_emit.sh BINARY CASE: emitting the case's spec gives its committed folder and lock to the byte, and
# emitting a second time changes nothing. A case may bring a backend of its own, a script aurora-iac-backend-NAME;
# skipped (exit 77) where its interpreter is missing.
set -euo pipefail
binary=$1 case=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$case/." "$work/"
rm -rf "$work/terraform"
cd "$work"
for program in aurora-iac-backend-*; do
  [ -e "$program" ] || continue
  interpreter=$(sed -n '1s|^#!.*[/ ]||p' "$program")
  command -v "$interpreter" >/dev/null || { echo "skipped: there is no $interpreter"; exit 77; }
  PATH=$work:$PATH
done
env -i PATH="$PATH" "$binary" emit -q --locked env.yaml
diff -r "$case/terraform" "$work/terraform"
diff "$case/env.yaml.lock.json" "$work/env.yaml.lock.json"
before=$(find terraform -type f -printf '%p %T@\n' | sort)
env -i PATH="$PATH" "$binary" emit -q env.yaml
[ "$before" = "$(find terraform -type f -printf '%p %T@\n' | sort)" ] || { echo "a second emit touched files"; exit 1; }
status=0
env -i PATH="$PATH" "$binary" plan --detailed-exitcode -q env.yaml || status=$?
[ $status -eq 0 ] || { echo "plan after emit: exit status $status"; exit 1; }
