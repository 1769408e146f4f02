#!/usr/bin/env bash
# How much of engine and models the tests run: their own programs, and the command on the quickstart. Prints a line for
# each folder; fails below 90 % of lines.
#
# usage: tests/coverage_test.sh [--build FOLDER] [--json FILE]    (FOLDER: build/coverage)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
least=90
build=build/coverage
json=
while (($# > 0)); do
  case "$1" in
    --build) build=${2:?}; shift 2 ;;
    --json) json=${2:?}; shift 2 ;;
    *) sed -n 's/^# usage/usage/p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
done

cmake --preset coverage -B "$build"
mapfile -t programs < <(sed -n 's/^ *detente_test(\([a-z_]*\).*/\1/p' tests/engine/*/CMakeLists.txt tests/models/{CMakeLists.txt,*.cmake})
cmake --build "$build" --parallel "$(nproc)" --target "${programs[@]}" detente
find "$build" -name '*.gcda' -delete

export RC_PARAMS="seed=20261122 max_success=30"  # the same properties, fewer cases: lines are counted, not cases
status=0
for program in "${programs[@]}"; do
  path=$(find "$build/tests" -name "$program" -type f -perm -u+x)
  "$path" --gtest_brief=1 || status=$?
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$build/tools/detente/detente" run configs/western_balkans/experiments/quickstart.yaml --runs 32 --out "$scratch/out" -q
"$build/tools/detente/detente" check configs/western_balkans/experiments/quickstart.yaml > "$scratch/check.txt"

# Threads count without waiting for each other, so that now and then a branch (not a line) comes out below zero, which
# gcovr takes for a fault of gcov.
gcovr --gcov-ignore-parse-errors --root . --object-directory "$build" --filter engine/ --filter models/ --exclude-unreachable-branches -j "$(nproc)" \
  --json-summary "$scratch/summary.json" > /dev/null
/usr/bin/python3 tests/coverage_summary.py "$scratch/summary.json" "$least" ${json:+"$json"} || status=$?
exit "$status"
