#!/usr/bin/env bash
# Tests of the scripts under tools/: what tools/install_dependencies installs and says, and that all scripts are clean.
# Stand-ins for dpkg-query, apt-get, id and sudo come first in PATH, so nothing is ever installed.
# Prints one line per case; exit 1 if one fails. Needs no network and no rights.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

failures=0
sandbox=$(mktemp -d)
trap 'rm -rf "$sandbox"' EXIT

passed() { printf 'ok      %s\n' "$1"; }
failed() {
  printf 'FAILED  %s\n' "$1"
  printf '        %s\n' "${@:2}"
  failures=$((failures + 1))
}
expect_equal() { # what, expected, got
  if [[ "$2" == "$3" ]]; then passed "$1"; else failed "$1" "expected: $2" "got:      $3"; fi
}
expect_contains() { # what, part, whole
  if [[ "$3" == *"$2"* ]]; then passed "$1"; else failed "$1" "expected to contain: $2" "got: $3"; fi
}

# stand_in NAME BODY: an executable that comes first in PATH.
stand_in() {
  printf '#!/bin/bash\n%s\n' "$2" >"$sandbox/$1"
  chmod +x "$sandbox/$1"
}

# A dpkg-query that knows every package it is asked for, but those in the file "absent"; and an apt-get that writes down
# what it was asked. The status of a package that was removed but left its settings is "config-files".
prepare() { # user id, absent packages...
  rm -f "$sandbox"/*
  : >"$sandbox/asked"
  printf '%s\n' "${@:2}" >"$sandbox/absent"
  # shellcheck disable=SC2016
  stand_in dpkg-query '
    code=0
    for package in "$@"; do
      case "$package" in --*) continue ;; esac
      if grep -qx "$package" "'"$sandbox"'/absent"; then code=1; continue; fi
      if grep -qx "removed:$package" "'"$sandbox"'/absent"; then printf "%s=config-files " "$package"; continue; fi
      printf "%s=installed " "$package"
    done
    exit $code'
  # shellcheck disable=SC2016
  stand_in apt-get 'printf "%s\n" "${*##-*}" | tr -s " " >>"'"$sandbox"'/asked"'
  stand_in id "echo $1"
}
install_dependencies() { PATH="$sandbox:$PATH" tools/install_dependencies "$@" 2>&1 </dev/null; }
asked() { grep -o 'update\|install.*' "$sandbox/asked" | sed 's/^install */install /' | paste -sd';'; }

# Would catch: an apt-get update at every call, which needs network and root.
prepare 0
output=$(install_dependencies --tests)
expect_contains "With_all_packages_present_it_says_nothing_to_install" "nothing to install" "$output"
expect_equal "With_all_packages_present_apt_is_not_called" "" "$(asked)"

# Would catch: installing the whole list, which upgrades what nobody asked to change.
prepare 0 libtbb-dev
install_dependencies >/dev/null
expect_equal "Only_the_missing_package_is_installed" "update;install libtbb-dev" "$(asked)"

# Would catch: taking a package that was removed for an installed one.
prepare 0 removed:cmake
install_dependencies >/dev/null
expect_equal "A_removed_package_whose_settings_stayed_is_missing" "update;install cmake" "$(asked)"

# Would catch: taking names for patterns, in which + is a sign of its own.
prepare 0 g++
install_dependencies >/dev/null
expect_equal "A_name_with_signs_is_matched_as_it_stands" "update;install g++" "$(asked)"

prepare 0 libgtest-dev
output=$(install_dependencies)
expect_contains "The_packages_of_the_tests_are_left_alone_without_tests" "nothing to install" "$output"
output=$(install_dependencies --tests --check)
expect_equal "Check_names_what_is_missing" "missing: libgtest-dev" "$output"
expect_equal "Check_installs_nothing" "" "$(asked)"

# Would catch: a failing sudo whose message the user has to guess at.
prepare 1000 libtbb-dev
stand_in sudo 'exit 1'
output=$(install_dependencies)
expect_equal "Without_rights_it_fails" 1 "$?"
expect_contains "Without_rights_it_names_the_package" "missing: libtbb-dev" "$output"
expect_contains "Without_rights_it_points_to_the_way_without_root" "docs/install.md" "$output"
expect_equal "Without_rights_apt_is_not_called" "" "$(asked)"

prepare 1000 libtbb-dev
# shellcheck disable=SC2016
stand_in sudo '[ "$1" = -n ] && exit 0; "$@"'
install_dependencies >/dev/null
expect_equal "With_sudo_it_installs" "update;install libtbb-dev" "$(asked)"

prepare 0
install_dependencies --quiet >/dev/null
expect_equal "An_unknown_option_is_a_usage_error" 2 "$?"

# The real thing, where the packages are there: the second call is quick and says nothing to install.
if command -v dpkg-query >/dev/null && tools/install_dependencies --tests --check >/dev/null 2>&1; then
  started=$(date +%s%N)
  output=$(tools/install_dependencies --tests 2>&1)
  milliseconds=$((($(date +%s%N) - started) / 1000000))
  expect_contains "Called_again_on_this_machine_it_says_nothing_to_install" "nothing to install" "$output"
  # Measured: 15 ms. Anything with the network in it takes longer than a second.
  if ((milliseconds < 1000)); then
    passed "Called_again_on_this_machine_it_takes_well_under_a_second"
  else
    failed "Called_again_on_this_machine_it_takes_well_under_a_second" "took $milliseconds ms"
  fi
else
  printf 'skipped the real call: packages are missing on this machine\n'
fi

for script in tools/quickstart tools/test tools/install_dependencies .ci/run tests/tools/scripts_test.sh \
  tests/format_test.sh tests/tidy_test.sh; do
  if [[ -x "$script" ]]; then passed "$script is executable"; else failed "$script is executable"; fi
done
if command -v shellcheck >/dev/null; then
  if output=$(shellcheck -x tools/quickstart tools/test tools/install_dependencies tools/phases.sh .ci/run \
    tests/tools/scripts_test.sh tests/format_test.sh tests/tidy_test.sh 2>&1); then
    passed "shellcheck finds nothing"
  else
    failed "shellcheck finds nothing" "$output"
  fi
else
  printf 'skipped shellcheck: it is not installed\n'
fi

printf '%d failed\n' "$failures"
((failures == 0))
