# What every target of the project shares, as interface targets: no global flags.
add_library(detente_warnings INTERFACE)
target_compile_options(detente_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  # g++ 12 sees overlaps (its bug 105329) and uninitialised members in library templates that are not there.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict$<SEMICOLON>-Wno-maybe-uninitialized>
  # Where the sources of a target are read together, what is theirs alone seems to be in a header.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
  $<$<BOOL:${DETENTE_WERROR}>:-Werror>)

# Assertions in a Release build. A folder whose work is timed and which computes month by month stays without them: it
# sets DETENTE_WITHOUT_ASSERTS before its targets. docs/decisions/0019-assertions.md says why the two may meet.
define_property(TARGET PROPERTY DETENTE_WITHOUT_ASSERTS INITIALIZE_FROM_VARIABLE DETENTE_WITHOUT_ASSERTS
  BRIEF_DOCS "No assertions in a Release build, even with DETENTE_ASSERTS")
add_library(detente_asserts INTERFACE)
target_compile_options(detente_asserts INTERFACE
  $<$<AND:$<BOOL:${DETENTE_ASSERTS}>,$<NOT:$<BOOL:$<TARGET_PROPERTY:DETENTE_WITHOUT_ASSERTS>>>>:-UNDEBUG>)

# Sources include each other by their path from the top: "engine/core/pack.hpp".
add_library(detente_source_tree INTERFACE)
target_include_directories(detente_source_tree INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_features(detente_source_tree INTERFACE cxx_std_20)
target_link_libraries(detente_source_tree INTERFACE detente_warnings detente_asserts)

# Arithmetic: -ffp-contract=off gives the same bits on every instruction set and compiler; the other two let lane loops
# become vector instructions and change no result (never -ffast-math).
add_library(detente_arithmetic INTERFACE)
target_compile_options(detente_arithmetic INTERFACE -ffp-contract=off -fno-math-errno -fno-trapping-math)

# What takes most of the time of compiling an equation is reading these.
set(DETENTE_HEAVY_HEADERS <Eigen/Core> <boost/container/small_vector.hpp> <array> <map> <memory> <string> <vector>)

# detente_library(NAME SOURCES ...): a static library of the project with the shared settings.
function(detente_library name)
  add_library(${name} STATIC ${ARGN})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)  # modules of the kernel link them
  target_link_libraries(${name} PUBLIC detente_source_tree detente_arithmetic)
endfunction()

# Tests compile faster with little optimisation; what they test is a library with its own. There g++ 12 sees strings that
# are joined reach beyond their ends (its bug 105651).
set(DETENTE_TEST_OPTIONS $<$<CONFIG:Release>:-O1>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds$<SEMICOLON>-Wno-stringop-overflow>)

# The headers of all tests, read once.
function(detente_test_headers)
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/test_headers.cpp "")
  add_library(detente_test_headers STATIC ${CMAKE_CURRENT_BINARY_DIR}/test_headers.cpp)
  target_link_libraries(detente_test_headers PRIVATE detente_source_tree detente_arithmetic Eigen3::Eigen fmt::fmt GTest::gtest)
  target_compile_definitions(detente_test_headers PRIVATE DETENTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(detente_test_headers PRIVATE ${DETENTE_TEST_OPTIONS})
  target_precompile_headers(detente_test_headers PRIVATE <gtest/gtest.h> <fmt/format.h> ${DETENTE_HEAVY_HEADERS})
endfunction()

# detente_test(NAME SOURCES ... [LIBRARIES ...] [MINUTES N]): one GoogleTest program. Its cases are found when it is built,
# and are fast; with MINUTES the program is one long test that is expected to take so long. Random properties have a fixed
# seed. With CMAKE_UNITY_BUILD its files are read together, so what two of them call by one name stands in a header; in
# batches of one size and 10 at most, so that several cores have as much to do.
function(detente_test name)
  cmake_parse_arguments(TEST "" "MINUTES" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_LIBRARIES} detente_source_tree detente_arithmetic Eigen3::Eigen fmt::fmt GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE DETENTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(${name} PRIVATE ${DETENTE_TEST_OPTIONS})
  target_precompile_headers(${name} REUSE_FROM detente_test_headers)
  list(LENGTH TEST_SOURCES files)
  math(EXPR batches "(${files} + 9) / 10")
  math(EXPR batch_size "(${files} + ${batches} - 1) / ${batches}")
  set_target_properties(${name} PROPERTIES UNITY_BUILD_BATCH_SIZE ${batch_size})
  if(TEST_MINUTES)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "long;minutes=${TEST_MINUTES}" TIMEOUT 7200)
  else()
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
      PROPERTIES LABELS fast ENVIRONMENT "RC_PARAMS=seed=20261122 max_success=300")
  endif()
endfunction()
