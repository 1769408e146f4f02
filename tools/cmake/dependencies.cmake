# Third-party libraries, all from the system or from a prefix in CMAKE_PREFIX_PATH. Versions are those of Debian 12, which
# is what is tested; older ones may work.
find_package(Threads REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(fmt 9 REQUIRED)
find_package(TBB 2021.8 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(HDF5 1.10.8 REQUIRED COMPONENTS C HL)
find_package(spdlog 1.10 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Pagmo 2.18 REQUIRED)  # searches
find_package(Boost 1.74 REQUIRED)  # headers: Math in the statistics, Graph in tests and in detente verify

find_path(LIBDEFLATE_INCLUDE_DIR libdeflate.h REQUIRED)
find_library(LIBDEFLATE_LIBRARY deflate REQUIRED)
add_library(detente_libdeflate INTERFACE)
target_include_directories(detente_libdeflate SYSTEM INTERFACE ${LIBDEFLATE_INCLUDE_DIR})
target_link_libraries(detente_libdeflate INTERFACE ${LIBDEFLATE_LIBRARY})

find_path(CSV_INCLUDE_DIR csv.h REQUIRED)  # libcsv
find_library(CSV_LIBRARY csv REQUIRED)
add_library(detente_csv INTERFACE)
target_include_directories(detente_csv SYSTEM INTERFACE ${CSV_INCLUDE_DIR})
target_link_libraries(detente_csv INTERFACE ${CSV_LIBRARY})

add_library(detente_hdf5 INTERFACE)
target_include_directories(detente_hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS})
target_compile_definitions(detente_hdf5 INTERFACE ${HDF5_DEFINITIONS})
target_link_libraries(detente_hdf5 INTERFACE ${HDF5_C_LIBRARIES} ${HDF5_C_HL_LIBRARIES})
if(NOT HDF5_C_HL_LIBRARIES)
  target_link_libraries(detente_hdf5 INTERFACE ${HDF5_HL_LIBRARIES})
endif()

# Open MPI or another, for detente-mpi alone.
if(DETENTE_MPI STREQUAL "AUTO")
  find_package(MPI QUIET COMPONENTS C)
elseif(DETENTE_MPI)
  find_package(MPI REQUIRED COMPONENTS C)
endif()

# pybind11 and the headers of Python, for runs in a process of Python: Debian's Python where there is one, unless
# Python_EXECUTABLE names another.
if(DETENTE_PYTHON)
  if(NOT Python_EXECUTABLE AND EXISTS /usr/bin/python3)
    set(Python_EXECUTABLE /usr/bin/python3)
  endif()
  set(PYBIND11_FINDPYTHON ON)
  if(DETENTE_PYTHON STREQUAL "AUTO")
    find_package(Python 3.11 QUIET COMPONENTS Interpreter Development.Module)
    find_package(pybind11 2.10 QUIET)
  else()
    find_package(Python 3.11 REQUIRED COMPONENTS Interpreter Development.Module)
    find_package(pybind11 2.10 REQUIRED)
  endif()
endif()

if(DETENTE_BUILD_TESTS)
  find_package(GTest 1.12 REQUIRED)
  find_path(RANDOM123_INCLUDE_DIR Random123/threefry.h REQUIRED)
  find_path(RAPIDCHECK_INCLUDE_DIR rapidcheck.h REQUIRED)
  find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
  add_library(detente_rapidcheck INTERFACE)
  target_include_directories(detente_rapidcheck SYSTEM INTERFACE ${RAPIDCHECK_INCLUDE_DIR})
  target_link_libraries(detente_rapidcheck INTERFACE ${RAPIDCHECK_LIBRARY})
endif()
