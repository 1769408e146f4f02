#!/usr/bin/env bash
# The sanitizer reports the planted race, by the line that has it, and nothing where there is none.
#
# usage: tests/sanitizers/race_test.sh PLANTED_RACE seen|none
set -euo pipefail
program=$1
case=$2
status=0
output=$(TSAN_OPTIONS="halt_on_error=0 exitcode=66" "$program" "$case" 2>&1) || status=$?
if [[ "$case" == none ]]; then
  [[ "$status" == 0 && "$output" != *"ThreadSanitizer"* ]] && exit 0
else
  [[ "$status" == 66 && "$output" == *"data race"* && "$output" == *"planted_race.cpp"* ]] && exit 0
fi
printf 'exit %s\n%s\n' "$status" "$output"
exit 1
