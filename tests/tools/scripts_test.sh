#!/usr/bin/env bash
# Tests of the scripts under tools/: what tools/install_dependencies installs and says, and that all scripts are clean.
# Stand-ins for dpkg-query, apt-get, npm, id and sudo come first in PATH, and the script under test is a copy in a project
# of its own, so nothing is ever installed.
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

# A dpkg-query that knows every package it is asked for, but those in the file "absent"; and an apt-get and an npm that
# write down what they were asked. The status of a package that was removed but left its settings is "config-files". What
# comes from npm is there.
prepare() { # user id, absent packages...
  rm -rf "${sandbox:?}"/*
  mkdir -p "$sandbox"/project/{tools/web,tests/tools/readers,build/{readers,web}/node_modules}
  cp tools/install_dependencies "$sandbox/project/tools"
  cp tests/tools/readers/package{,-lock}.json "$sandbox/project/tests/tools/readers"
  cp tools/web/package{,-lock}.json "$sandbox/project/tools/web"
  cp tests/tools/readers/package-lock.json "$sandbox/project/build/readers/node_modules/installed-lock.json"
  cp tools/web/package-lock.json "$sandbox/project/build/web/node_modules/installed-lock.json"
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
  # shellcheck disable=SC2016
  stand_in npm 'printf "npm %s %s\n" "$1" "$3" >>"'"$sandbox"'/asked"; rm -rf "$3/node_modules"; mkdir "$3/node_modules"'
  stand_in node ''
  stand_in id "echo $1"
}
install_dependencies() { PATH="$sandbox:$PATH" "$sandbox/project/tools/install_dependencies" "$@" 2>&1 </dev/null; }
asked() { grep -o 'update\|install.*\|npm.*' "$sandbox/asked" | sed 's/^install */install /' | paste -sd';'; }

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

prepare 0 gcovr libgtest-dev
expect_contains "The_packages_of_the_long_tests_are_left_alone_without_full" "missing: libgtest-dev" \
  "$(install_dependencies --tests --check)"
install_dependencies --full >/dev/null
expect_equal "Full_installs_what_all_tests_need" "update;install libgtest-dev gcovr" "$(asked)"

# Would catch: an npm that is asked at every call, which needs network.
prepare 0
rm -r "$sandbox/project/build/readers/node_modules"
output=$(install_dependencies --tests --check)
expect_equal "Check_fails_without_what_comes_from_npm" 1 "$?"
expect_contains "Check_names_what_would_come_from_npm" "missing: the npm packages" "$output"
expect_equal "Check_does_not_ask_npm" "" "$(asked)"
install_dependencies --tests >/dev/null
expect_equal "What_comes_from_npm_is_installed_without_apt" "npm ci build/readers" "$(asked)"
output=$(install_dependencies --tests)
expect_contains "What_came_from_npm_is_not_installed_again" "nothing to install" "$output"
expect_equal "Npm_is_asked_once" "npm ci build/readers" "$(asked)"

# Would catch: a check that the folder is there, whatever is in it.
prepare 0
echo '{"another": "lock"}' >"$sandbox/project/build/readers/node_modules/installed-lock.json"
install_dependencies --tests >/dev/null
expect_equal "What_came_from_npm_of_another_lock_is_replaced" "npm ci build/readers" "$(asked)"

# Would catch: one folder for all that comes from npm, where one lock would undo the other.
prepare 0
rm -r "$sandbox/project/build/web/node_modules"
install_dependencies --tests >/dev/null
expect_equal "Each_lock_has_a_folder_of_its_own" "npm ci build/web" "$(asked)"

prepare 0
rm -r "$sandbox/project/build/readers/node_modules"
output=$(install_dependencies)
expect_contains "Npm_is_left_alone_without_tests" "nothing to install" "$output"

# Would catch: half an installation that is taken for a whole one.
prepare 0
rm -r "$sandbox/project/build/readers/node_modules"
stand_in npm 'mkdir -p build/readers/node_modules; exit 1'
output=$(install_dependencies --tests)
expect_equal "An_npm_that_fails_fails_the_script" 1 "$?"
expect_contains "An_npm_that_fails_is_named" "npm could not install" "$output"
install_dependencies --tests --check >/dev/null
expect_equal "After_an_npm_that_failed_something_is_still_missing" 1 "$?"

prepare 0 libgtest-dev
rm -r "$sandbox/project/build/readers/node_modules"
output=$(install_dependencies --tests --check)
expect_equal "Check_names_both_packages_and_npm" \
  "missing: libgtest-dev the npm packages of tests/tools/readers/package-lock.json" "$output"

# Debian's nodejs and npm are wanted only where there is none from elsewhere. Without the real node in PATH:
prepare 0 nodejs npm
expect_contains "A_node_from_elsewhere_will_do" "nothing to install" "$(install_dependencies --tests)"
rm "$sandbox/node" "$sandbox/npm"
mkdir "$sandbox/system"
for tool in bash dirname cmp cp mkdir grep tr env; do ln -s "$(command -v "$tool")" "$sandbox/system"; done
output=$(PATH="$sandbox:$sandbox/system" "$sandbox/project/tools/install_dependencies" --tests --check 2>&1)
expect_equal "Without_node_that_of_Debian_is_missing" "missing: nodejs npm" "$output"
PATH="$sandbox:$sandbox/system" "$sandbox/project/tools/install_dependencies" --tests >/dev/null 2>&1
expect_equal "Without_node_that_of_Debian_is_installed" "update;install nodejs npm" "$(asked)"

# Would catch: a lock file that only works with one registry.
expect_equal "The_lock_file_of_npm_names_no_address" "" "$(grep -n '://' tests/tools/readers/package-lock.json)"

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
  tests/format_test.sh tests/tidy_test.sh tests/cppcheck_test.sh tests/coverage_test.sh tests/planted/run \
  tests/sanitizers/run tests/sanitizers/build_onetbb tests/sanitizers/race_test.sh tools/cluster/array.sbatch \
  tools/cluster/mpi.sbatch tools/cluster/merge.sbatch tools/cluster/scaling; do
  if [[ -x "$script" ]]; then passed "$script is executable"; else failed "$script is executable"; fi
done
if command -v shellcheck >/dev/null; then
  if output=$(shellcheck -x tools/quickstart tools/test tools/install_dependencies tools/phases.sh .ci/run \
    tools/docs/build_site tools/docs/command_page tests/docs/extension/run tests/tools/package_test.sh \
    tools/cmake/debian/{postinst,prerm} \
    tests/tools/scripts_test.sh tests/{format,tidy,cppcheck,coverage}_test.sh tests/planted/run \
    tests/sanitizers/{run,build_onetbb,race_test.sh} \
    tools/cluster/job.sh tools/cluster/*.sbatch tools/cluster/scaling 2>&1); then
    passed "shellcheck finds nothing"
  else
    failed "shellcheck finds nothing" "$output"
  fi
else
  printf 'skipped shellcheck: it is not installed\n'
fi

printf '%d failed\n' "$failures"
((failures == 0))
