#!/usr/bin/env bash
# Names are as .clang-tidy says and it sees no likely bug in the program's own sources; a finding is an error.
#
# It reads each file by itself, as the preset `debug` compiles it: in build/tidy, which is configured and not built.
#
# usage: tests/tidy_test.sh CLANG_TIDY [FILE...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tidy=$1
build=build/tidy
shift
cmake --preset debug -B "$build" -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON > /dev/null
cmake --build "$build" --target detente_revision_file > /dev/null
if (($# == 0)); then
  mapfile -t files < <(find engine models tools -name '*.cpp' | sort)
  set -- "${files[@]}"
fi
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" "$tidy" -p "$build" --quiet \
  --extra-arg=-Wno-unknown-warning-option --warnings-as-errors='*'
