#!/usr/bin/env bash
# rename_test.sh BINARY: what is renamed in the spec keeps its place, its name and its state. Real Terraform plans the
# emitted stacks from the state of the time before: nothing may be destroyed. Skipped (exit 77) where
# ../shared/tfcheck or terraform is missing.
set -euo pipefail
binary=$(realpath "$1") here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
tfcheck=${AURORA_TFCHECK:-$here/../../shared/tfcheck/tfcheck}
[ -x "$tfcheck" ] || { echo "skipped: there is no $tfcheck"; exit 77; }
command -v terraform >/dev/null || { echo "skipped: terraform is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() {
  echo "FAILED: $1"
  [ -z "${2:-}" ] || cat "$2"
  exit 1
}
# change SED FORMER NOW: edits the spec, emits, and plans stack NOW from the state that stack FORMER left.
change() {
  "$tfcheck" apply "terraform/$2" --save-state "$work/state.json" >log 2>&1 || fail "apply of $2 before $1" log
  sed -i -E "$1" env.yaml
  "$binary" plan env.yaml >plan.txt 2>&1 || fail "plan after $1" plan.txt
  "$binary" -q emit env.yaml 2>log || fail "emit after $1" log
  "$tfcheck" plan "terraform/$3" --state "$work/state.json" >log 2>&1 || fail "terraform plan after $1" log
  grep -qE ' 0 to destroy|No changes' log || fail "something is destroyed after $1" log
  grep -qE '^ +(-|-/\+) ' plan.txt && fail "our plan removes or replaces something after $1" plan.txt
  "$binary" plan --check env.yaml >log 2>&1 || fail "a second plan has changes after $1" log
  echo "ok: $1"
}
moves() { grep -qF "\"to\": \"$2\"" "terraform/$1/moved.tf.json" || fail "no moved block for $2"; }

cp "$here/renames/env.yaml" .
"$binary" -q emit env.yaml
change 's/data: \{ role/store: { renamed_from: data, role/' dev/gen-dev-cc-00 dev/gen-dev-cc-00
moves dev/gen-dev-cc-00 azurerm_subnet.store
change 's/general: \{ machine/workers: { renamed_from: general, machine/' dev/gen-dev-cc-00 dev/gen-dev-cc-00
moves dev/gen-dev-cc-00 azurerm_kubernetes_cluster_node_pool.workers
change 's/vault: \{ service/keys: { renamed_from: vault, service/' dev/gen-dev-cc-00 dev/gen-dev-cc-00
moves dev/gen-dev-cc-00 azurerm_private_endpoint.service-keys
change 's/velero: \{ service/backup: { renamed_from: velero, service/' dev/gen-dev-cc-00 dev/gen-dev-cc-00
moves dev/gen-dev-cc-00 azurerm_user_assigned_identity.workload-backup
change 's/name: ops,/name: operators-kubectl, renamed_from: ops,/' dev/gen-dev-cc-00 dev/gen-dev-cc-00
moves dev/gen-dev-cc-00 azurerm_network_security_rule.apiserver_flow-operators-kubectl-tcp-in
change 's/inside: \{ role/tools: { renamed_from: inside, role/' dev/hub dev/hub
moves dev/hub azurerm_subnet.tools
# The control: without it, Terraform would destroy the subnet.
cp -r terraform env.yaml env.yaml.lock.json "$(mkdir control && realpath control)"
(
  cd control
  sed -i 's/renamed_from: data/renamed_from: none/; s/store:/other:/' env.yaml
  "$binary" -q emit env.yaml
  "$tfcheck" apply ../terraform/dev/gen-dev-cc-00 --save-state state.json >log 2>&1 || fail "apply of the control" log
  "$tfcheck" plan terraform/dev/gen-dev-cc-00 --state state.json >log 2>&1 || fail "plan of the control" log
  ! grep -qE ' 0 to destroy|No changes' log || fail "the control destroys nothing" log
)
echo "ok: the control destroys"
# Back to what it was called first, and on to a third name: a chain of moves.
change 's/store: \{ renamed_from: data/data: { renamed_from: store/' dev/gen-dev-cc-00 dev/gen-dev-cc-00
change 's/data: \{ renamed_from: store/tables: { renamed_from: data/' dev/gen-dev-cc-00 dev/gen-dev-cc-00
moves dev/gen-dev-cc-00 azurerm_subnet.tables
# Without `renamed_from` nothing changes any more: the lock remembers.
sed -i -E 's/renamed_from: [a-z]+, //' env.yaml
cp -r terraform with
"$binary" -q emit env.yaml 2>log || fail "emit without renamed_from" log
diff -r with terraform >log || fail "changes without renamed_from" log
"$binary" plan --check env.yaml >log 2>&1 || fail "a second plan has changes without renamed_from" log
# A cluster: the stack has another folder, and everything in it stays, as do its halves of peerings and its zone links in the hub.
"$tfcheck" apply terraform/dev/hub --save-state hub.json >log 2>&1 || fail "apply of the hub" log
change 's/gen-dev-cc-00:/gen-dev-cc-07:\n        renamed_from: gen-dev-cc-00/' dev/gen-dev-cc-00 dev/gen-dev-cc-07
grep -q "backend-config='key=demo/dev/gen-dev-cc-00.tfstate'" plan.txt || fail "plan does not say where the state was" plan.txt
[ ! -e terraform/dev/gen-dev-cc-00 ] || fail "the former folder is still there"
"$tfcheck" plan terraform/dev/hub --state hub.json >log 2>&1 || fail "terraform plan of the hub" log
grep -qE ' 0 to destroy|No changes' log || fail "the hub loses something" log
echo "ok: the hub after it"
