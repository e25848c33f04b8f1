#!/usr/bin/env bash
# man_page_test.sh BINARY PAGE: the manual page names every command, every option and every variable that the program has.
set -euo pipefail
binary=$1
page=$(sed 's/\\-/-/g; s/\\&//g; s/^\.[A-Z]* *//' "$2")
failed=0
want() {
  grep -qF -- "$1" <<<"$page" || {
    echo "the manual page does not mention $1"
    failed=1
  }
}
help=$("$binary" --help-all)
for word in $(grep -oE -- '--[a-z][a-z-]+' <<<"$help" | sort -u); do want "$word"; done
for word in $(grep -oE 'AURORA_IAC_[A-Z_]+' <<<"$help" | sort -u); do want "$word"; done
for word in $("$binary" --help | sed -n '/^Subcommands:/,/^$/p' | sed -n 's/^  \([a-z]*\) .*/\1/p'); do want "$word"; done
exit $failed
