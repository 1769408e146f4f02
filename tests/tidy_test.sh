#!/usr/bin/env bash
# Names are as .clang-tidy says and it sees no likely bug in the program's own sources; a finding is an error.
#
# usage: tests/tidy_test.sh CLANG_TIDY BUILD [FILE...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tidy=$1
build=$2
shift 2
if (($# == 0)); then
  mapfile -t files < <(find engine models tools -name '*.cpp' | sort)
  set -- "${files[@]}"
fi
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" "$tidy" -p "$build" --quiet \
  --extra-arg=-Wno-unknown-warning-option --warnings-as-errors='*'
