#!/usr/bin/env bash
# cppcheck sees no error, nothing suspicious, nothing that need not be slow; a finding is an error.
#
# usage: tests/cppcheck_test.sh CPPCHECK
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# step.hpp: it takes a table of several lanes for the one of a single lane, where the loop ends before.
"$1" --quiet --error-exitcode=1 --std=c++20 --language=c++ --enable=warning,performance,portability --inline-suppr \
  --suppress=missingIncludeSystem --suppress=containerOutOfBounds:models/step.hpp -j "$(nproc)" -I . engine models tools
