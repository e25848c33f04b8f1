#!/usr/bin/env bash
# tfcheck.sh BINARY EXAMPLE [CONSTRAINT]: real Terraform applies every stack of the example offline and finds
# nothing left to change. With CONSTRAINT the spec asks for that version of the azurerm provider.
# Skipped (exit 77) where ../shared/tfcheck or terraform is missing.
set -euo pipefail
binary=$1 example=$2 constraint=${3:-}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tfcheck=${AURORA_TFCHECK:-$root/../shared/tfcheck/tfcheck}
[ -x "$tfcheck" ] || { echo "skipped: there is no $tfcheck"; exit 77; }
command -v terraform >/dev/null || { echo "skipped: terraform is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$example/env.yaml" "$work/env.yaml"
if [ -n "$constraint" ]; then
  if grep -q '^terraform:' "$work/env.yaml"; then
    sed -i "s|^terraform:.*|terraform:\n  providers: { azurerm: \"$constraint\" }|" "$work/env.yaml"
  else
    printf 'terraform: { providers: { azurerm: "%s" } }\n' "$constraint" >>"$work/env.yaml"
  fi
fi
"$binary" emit -q "$work/env.yaml" 2>"$work/diagnostics" || { cat "$work/diagnostics"; exit 1; }
if [ -n "$constraint" ]; then
  grep -rl '"azurerm"' --include=versions.tf.json "$work/terraform" | xargs grep -L "\"$constraint\"" | grep . &&
    { echo "these stacks do not ask for $constraint"; exit 1; }
fi
failed=0
# Two at a time: one a core. AURORA_TFCHECK_EVERY=N takes the first and every further Nth stack: a short look.
find "$work/terraform" -name versions.tf.json -printf '%h\n' | sort | awk "NR % ${AURORA_TFCHECK_EVERY:-1} == 1 % ${AURORA_TFCHECK_EVERY:-1}" >"$work/stacks"
check() {
  local variables=()
  # What whoever applies would give.
  if [ -e "$1/variables.tf.json" ]; then
    mapfile -t variables < <(sed -n 's/^    "\([A-Za-z0-9_-]*\)": {$/--var\n\1=12345678901234567890/p' "$1/variables.tf.json")
  fi
  if ! output=$("$2" apply "${variables[@]}" "$1" 2>&1) || grep -q 'Warning' <<<"$output"; then
    printf '%s\n%s\n' "$1" "$output"
    return 1
  fi
}
export -f check
xargs -P 2 -I{} bash -c 'check "$1" "$2"' _ {} "$tfcheck" <"$work/stacks" || failed=1
echo "$(wc -l <"$work/stacks") stacks"
exit $failed
