#!/usr/bin/env bash
# All C++ is laid out as .clang-format says, and no source file is longer than 400 lines.
#
# usage: tests/format_test.sh [CLANG_FORMAT]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
find engine models tools tests \( -name '*.cpp' -o -name '*.hpp' \) -print0 |
  xargs -0 "${1:-clang-format}" --dry-run --Werror

too_long=$(find engine models tools tests \( -name node_modules -o -name dist \) -prune -o -type f \
  \( -name '*.[ch]pp' -o -name '*.py' -o -name '*.sh' -o -name '*.R' -o -name '*.ts' -o -name '*.mjs' -o -name '*.cmake' \
  -o -name CMakeLists.txt -o -name run \) -exec awk 'FNR == 401 { print FILENAME }' {} +)
[[ -z "$too_long" ]] || { printf 'longer than 400 lines:\n%s\n' "$too_long" >&2; exit 1; }
