#!/usr/bin/env bash
# All C++ is laid out as .clang-format says.
#
# usage: tests/format_test.sh [CLANG_FORMAT]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
find engine models tools tests \( -name '*.cpp' -o -name '*.hpp' \) -print0 |
  xargs -0 "${1:-clang-format}" --dry-run --Werror
