#!/usr/bin/env bash
# layers.sh ROOT: the folders of lib depend on each other in one direction only, and what must be pure is.
set -euo pipefail
cd "$1"
status=0
fail() {
  echo "$1"
  status=1
}

# folder: what it may include besides itself
declare -A may=(
  [source]=""
  [diagnostics]="source"
  [yaml]="source diagnostics"
  [schema]="source diagnostics yaml"
  [address]="source diagnostics yaml schema model lock"
  [model]="source diagnostics yaml schema address"
  [lock]="source diagnostics address"
  [name]="source diagnostics yaml model lock"
  [connect]="source diagnostics yaml model address lock"
  [terraform]="source diagnostics yaml model"
  [rename]="source diagnostics yaml model lock name terraform"
  [backend]="source diagnostics yaml model address lock name connect terraform"
  [protocol]="source diagnostics yaml model address lock name connect terraform backend"
  [why]="source diagnostics yaml model address lock name connect terraform backend"
  [emit]="source diagnostics yaml model terraform"
)
for folder in lib/*/; do
  folder=$(basename "$folder")
  [ -n "${may[$folder]+known}" ] || { fail "lib/$folder is in no layer: add it to tests/layers.sh"; continue; }
  while IFS=: read -r file line; do
    included=$(sed -n 's|.*#include "\([a-z_]*\)/.*|\1|p' <<<"$line")
    [ -z "$included" ] || [ "$included" = "$folder" ] || [[ " ${may[$folder]} " == *" $included "* ]] ||
      fail "$file includes $included/: a $folder file may include: ${may[$folder]}"
  done < <(grep -rHE '^#include "[a-z_]+/' "lib/$folder" || true)
done
# model and address share two leaf headers (cidr.h has no dependencies); nothing else of address goes back.
grep -rnE '^#include "address/' lib/model | grep -v 'address/cidr.h"' && fail "lib/model may include only address/cidr.h of lib/address"

# Third-party parsers stay in one place each.
grep -rln 'yaml-cpp/' lib modules cli | grep -v '^lib/yaml/' && fail "yaml-cpp is included outside lib/yaml"
grep -rln 'nlohmann/' lib modules cli --include='*.h' && fail "nlohmann/json.hpp is included in a header"
# The library neither prints, exits, nor asks the clock or the environment; only a program that it runs is timed.
grep -rnE '\b(std::cout|std::cerr|printf\(|puts\(|std::exit|abort\(|getenv|system_clock|steady_clock|std::time\()' lib modules |
  grep -vE '//.*(printf|exit|abort)|^lib/source/real_processes.cc:.*steady_clock' && fail "the library prints, exits, or asks the clock or the environment"
# The disk is touched by one file.
grep -rlE '#include <(fstream|filesystem|unistd.h|fcntl.h|sys/stat.h)>' lib modules | grep -vE '^lib/source/' &&
  fail "the disk is touched outside lib/source"
# Other programs are run by one file.
grep -rnE '\b(fork|execve?|execv?p|posix_spawnp?|popen|system)\(|<(sys/wait|spawn)\.h>' lib modules cli |
  grep -v '^lib/source/real_processes.cc:' && fail "another program is run outside lib/source/real_processes.cc"
# A cloud's words stay in its module.
grep -rniE '\b(azurerm_|aws_|google_)' lib --include='*.cc' --include='*.h' | grep -vE ':[0-9]+: *(//|\*)|///' &&
  fail "a cloud's resource types are named in lib"
exit $status
