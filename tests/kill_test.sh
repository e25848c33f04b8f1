#!/usr/bin/env bash
# kill_test.sh BINARY SPEC_A SPEC_B [RUNS]: emits A and B in turn over the same folder and kills each run at a
# random moment. After every kill the folder must be exactly what A or what B gives, and the next run must
# succeed.
set -euo pipefail
binary=$(realpath "$1") a=$(realpath "$2") b=$(realpath "$3") runs=${4:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A and B share one lock, which remembers both: after each was emitted once, what they give no longer changes.
mkdir "$work/target"
emit() {
  cp "$1" "$work/target/env.yaml"
  "$binary" emit -q "$work/target/env.yaml" 2>>"$work/diagnostics" || { cat "$work/diagnostics"; exit 1; }
}
digest() { (cd "$1" && find terraform -type f -print0 | sort -z | xargs -0 sha256sum) | sha256sum; }
emit "$a"
emit "$b"
for which in a b; do
  emit "${!which}"
  mkdir "$work/$which"
  cp -r "$work/target/terraform" "$work/$which/"
done
cp "$work/target/env.yaml.lock.json" "$work/lock"
digest_a=$(digest "$work/a") digest_b=$(digest "$work/b")
[ "$digest_a" != "$digest_b" ] || { echo "the two specs give the same folder"; exit 1; }

# How long one run takes, so that the kills fall inside it.
start=$(date +%s%N)
emit "$a"
whole=$((($(date +%s%N) - start) / 1000))
killed=0 seen_a=0 seen_b=0
RANDOM=7
for ((run = 0; run < runs; run++)); do
  if ((run % 2)); then cp "$a" "$work/target/env.yaml"; else cp "$b" "$work/target/env.yaml"; fi
  "$binary" emit -q "$work/target/env.yaml" 2>"$work/err" &
  child=$!
  sleep "$(printf '0.%06d' $(((RANDOM * 32768 + RANDOM) % (whole * 11 / 10))))"
  if kill -9 $child 2>/dev/null; then killed=$((killed + 1)); fi
  wait $child 2>/dev/null || true
  now=$(digest "$work/target")
  case $now in
    "$digest_a") seen_a=$((seen_a + 1)) ;;
    "$digest_b") seen_b=$((seen_b + 1)) ;;
    *)
      echo "run $run left a mixture:"
      diff -rq "$work/a/terraform" "$work/target/terraform" || true
      diff -rq "$work/b/terraform" "$work/target/terraform" || true
      exit 1
      ;;
  esac
done
emit "$b"
emit "$a"
[ "$(digest "$work/target")" = "$digest_a" ] || { echo "the run after the last kill gives something else"; exit 1; }
[ "$(find "$work/target" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | tr '\n' ' ')" = "env.yaml env.yaml.lock.json terraform " ] ||
  { echo "left over:"; ls -A "$work/target"; exit 1; }
echo "$runs runs, $killed killed, then $seen_a times the one folder, $seen_b times the other, never a mixture"
[ $killed -gt $((runs / 4)) ] || { echo "too few runs were killed to show anything"; exit 1; }
