#!/usr/bin/env bash
# git_merge_test.sh BINARY: two branches change a platform at the same time and are merged by git, for each kind of concurrent edit.
# Says for each: what git makes of the spec and the lock, and what aurora-iac makes of the result.
set -euo pipefail
binary=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
failed=0

# cluster KEY... - lines of clusters for spec()
spec() {
  cat <<SPEC
api_version: aurora-iac/v1
platform: demo
address_plan: { pools: [10.64.0.0/16] }
defaults:
  kubernetes: { version: "1.33" }
environments:
  dev:
    cloud: azure
    account: 11111111-1111-1111-1111-111111111111
    region: canadacentral
    clusters:
SPEC
  local one
  for one in "$@"; do
    # KEY[+SUBNET...]
    echo "      ${one%%+*}:"
    echo "        node_pools: { system: { machine: 4x16, nodes: { min: 1, max: 3 } } }"
    [ "$one" = "${one#*+}" ] || { echo "        subnets:"; tr + '\n' <<<"${one#*+}" | sed 's/.*/          &: {}/'; }
  done
}

emit() { "$binary" emit env.yaml -q; }
commit() { emit && git add -A . && git commit -qm "$1"; }

# start [GITATTRIBUTES]: a repository whose base has three clusters
start() {
  rm -rf "$work/repo"
  mkdir "$work/repo"
  cd "$work/repo"
  git init -q -b main
  printf 'terraform/\n' >.gitignore # what is emitted follows from spec and lock: it is made again after the merge
  [ -z "${1:-}" ] || echo "$1" >.gitattributes
  spec gen-dev-cc-00 gen-dev-cc-05 gen-prod1-cc-00 >env.yaml
  commit base
}

# branches "SPEC OF LEFT" "SPEC OF RIGHT" "SPEC OF MERGE": left on main, right on a branch; merges, and resolves the spec as told
branches() {
  git checkout -qb right
  spec $2 >env.yaml
  commit right
  git checkout -q main
  spec $1 >env.yaml
  commit left
  cp env.yaml.lock.json "$work/left.lock"
  git show right:env.yaml.lock.json >"$work/right.lock"
  git merge -q right >/dev/null 2>&1 || true
  spec $3 >env.yaml
}

# lock_state: how git left the lock
lock_state() { if grep -q '^<<<<<<<' env.yaml.lock.json; then echo conflict; else echo clean; fi; }

codes() { "$binary" emit env.yaml 2>&1 >/dev/null | sed -n 's/^error\[\(AUR[0-9]*\)\].*/\1/p' | sort -u | tr '\n' ' ' | sed 's/ $//'; }

# prefix OF KEY, of a lock
has() { sed -n "s/^  \"$(sed 's/[/]/\\&/g' <<<"$2")\": {\"is\": \"\([^\"]*\)\".*/\1/p" "$1"; }

expect() { # WHAT WANTED SEEN
  if [ "$2" = "$3" ]; then echo "  ok   $1: $3"; else
    echo "  FAIL $1: wanted '$2', saw '$3'"
    failed=1
  fi
}

# unmoved LOCK KEY...: these have the place in the merged lock that they had in LOCK
unmoved() {
  local lock=$1 key
  shift
  for key in "$@"; do expect "$key stays" "$(has "$lock" "$key")" "$(has env.yaml.lock.json "$key")"; done
}

base="gen-dev-cc-00 gen-dev-cc-05 gen-prod1-cc-00"

echo "two clusters at different places: the lock merges by itself, and both want the same block"
start
branches "gen-dev-cc-00 gen-dev-cc-02 gen-dev-cc-05 gen-prod1-cc-00" "$base gen-qa-cc-00" "gen-dev-cc-00 gen-dev-cc-02 gen-dev-cc-05 gen-prod1-cc-00 gen-qa-cc-00"
expect "git" clean "$(lock_state)"
expect "aurora-iac" AUR1410 "$(codes)"
# The command of the hint, for the branch that came later.
"$binary" lock release -q --live --section address env.yaml dev/gen-qa-cc-00
emit
unmoved "$work/left.lock" dev/gen-dev-cc-00/network dev/gen-dev-cc-02/network dev/gen-dev-cc-02/subnet/system dev/gen-prod1-cc-00/pods
expect "a new place" no "$([ "$(has env.yaml.lock.json dev/gen-qa-cc-00/network)" = "$(has "$work/right.lock" dev/gen-qa-cc-00/network)" ] && echo yes || echo no)"
expect "then" "" "$(codes)"

echo "two clusters side by side: git conflicts, each side one block of lines; both are kept"
start
branches "$base gen-qa-cc-00" "$base gen-qa-cc-01" "$base gen-qa-cc-00 gen-qa-cc-01"
expect "git" conflict "$(lock_state)"
expect "aurora-iac" AUR1703 "$(codes)"
sed -i '/^<<<<<<<\|^=======\|^>>>>>>>\|^|||||||/d' env.yaml.lock.json
expect "with both sides kept" AUR1410 "$(codes)"
"$binary" lock release -q --live --section address env.yaml dev/gen-qa-cc-01
emit
unmoved "$work/left.lock" dev/gen-qa-cc-00/network dev/gen-qa-cc-00/pods dev/gen-dev-cc-05/network
expect "then" "" "$(codes)"

echo "the same with merge=union in .gitattributes: no conflict is left to people"
start "*.lock.json merge=union"
branches "$base gen-qa-cc-00" "$base gen-qa-cc-01" "$base gen-qa-cc-00 gen-qa-cc-01"
expect "git" clean "$(lock_state)"
expect "aurora-iac" AUR1410 "$(codes)"
"$binary" lock release -q --live --section address env.yaml dev/gen-qa-cc-01
emit
unmoved "$work/left.lock" dev/gen-qa-cc-00/network
expect "then" "" "$(codes)"

echo "a subnet on each side, in one cluster"
start
branches "gen-dev-cc-00+data gen-dev-cc-05 gen-prod1-cc-00" "gen-dev-cc-00+zeta gen-dev-cc-05 gen-prod1-cc-00" "gen-dev-cc-00+data+zeta gen-dev-cc-05 gen-prod1-cc-00"
sed -i '/^<<<<<<<\|^=======\|^>>>>>>>\|^|||||||/d' env.yaml.lock.json
case $(codes) in
AUR1410 | AUR1410\ AUR1505 | AUR1704 | AUR1505) echo "  ok   aurora-iac: $(codes)" ;;
*) expect "aurora-iac" "AUR1410, AUR1505 or AUR1704" "$(codes)" ;;
esac
# Lines that both sides decided differently: the ones of the branch that was applied first stay.
cp "$work/left.lock" env.yaml.lock.json
emit
unmoved "$work/left.lock" dev/gen-dev-cc-00/subnet/data dev/gen-dev-cc-00/network dev/gen-dev-cc-05/network
expect "then" "" "$(codes)"

echo "a cluster goes on one side, a cluster comes on the other"
start
branches "gen-dev-cc-00 gen-prod1-cc-00" "$base gen-qa-cc-00" "gen-dev-cc-00 gen-prod1-cc-00 gen-qa-cc-00"
expect "git" clean "$(lock_state)"
expect "aurora-iac" "" "$(codes)"
emit
unmoved "$work/right.lock" dev/gen-qa-cc-00/network dev/gen-dev-cc-00/network
expect "rests" 1 "$(grep -c '"dev/gen-dev-cc-05/network": {"was"' env.yaml.lock.json)"

echo "one cluster goes on both sides"
start
branches "gen-dev-cc-00 gen-prod1-cc-00" "gen-dev-cc-00 gen-prod1-cc-00" "gen-dev-cc-00 gen-prod1-cc-00"
expect "git" clean "$(lock_state)"
expect "aurora-iac" "" "$(codes)"

echo "one cluster is made on both sides, with the same name"
start
branches "$base gen-qa-cc-00" "$base gen-qa-cc-00" "$base gen-qa-cc-00"
expect "git" clean "$(lock_state)"
expect "aurora-iac" "" "$(codes)"
unmoved "$work/left.lock" dev/gen-qa-cc-00/network

echo "one key gets two values: the same cluster beside different neighbours"
start
branches "$base gen-dev-cc-03 gen-qa-cc-00" "$base gen-qa-cc-00" "$base gen-dev-cc-03 gen-qa-cc-00"
sed -i '/^<<<<<<<\|^=======\|^>>>>>>>\|^|||||||/d' env.yaml.lock.json
expect "aurora-iac, with both sides kept" AUR1704 "$(codes)"
cp "$work/left.lock" env.yaml.lock.json
expect "with the first one's lines" "" "$(codes)"
exit $failed
