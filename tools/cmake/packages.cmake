# Debian packages: cpack in the build folder. What they depend on is what the programs are linked with. lintian has
# nothing to say of them (tests/tools/package_test.sh).
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME detente)
set(CPACK_PACKAGE_CONTACT "the detente authors <detente@detente.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "agent-based simulation of regional stability and escalation")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/tools/cmake/debian/staged.cmake)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME detente)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "python3-xarray, python3-h5netcdf, python3-matplotlib, r-cran-ncdf4, detente-mpi")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "\
Steps the countries of a region and the actors around it month by month
through thousands of possible futures, and says what crisis management costs
and which policies change that. The command reads experiments in YAML, runs
ensembles on all cores and writes results that Python and R open as they are.")
set(CPACK_DEBIAN_MPI_PACKAGE_NAME detente-mpi)
set(CPACK_DEBIAN_MPI_PACKAGE_DEPENDS "detente (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_MPI_DESCRIPTION "\
Ensembles of detente, computed by the ranks of an MPI job, which share a pool
of parts. The result has the same bytes as that of one process.
.
This package has the command detente-mpi.")
if(TARGET detente_engine)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-detente)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
  # The module is of the one minor version of Python that it was compiled for.
  math(EXPR next_minor "${Python_VERSION_MINOR} + 1")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "detente (= ${PROJECT_VERSION}), \
python3 (>= ${Python_VERSION_MAJOR}.${Python_VERSION_MINOR}~), python3 (<< ${Python_VERSION_MAJOR}.${next_minor}), \
python3-xarray, python3-netcdf4, python3-h5py, python3-pandas, python3-scipy, python3-yaml")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SUGGESTS python3-optuna)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_CONTROL_EXTRA
    ${PROJECT_SOURCE_DIR}/tools/cmake/debian/postinst ${PROJECT_SOURCE_DIR}/tools/cmake/debian/prerm)
  set(CPACK_COMPONENT_PYTHON_DESCRIPTION "\
Results of detente as labelled data, statistics with intervals, experiments
and runs from Python.
.
This package has the module detente for Python 3.")
endif()

# What only a package has: EXCLUDE_FROM_ALL leaves it out of `cmake --install` without a component.
string(TIMESTAMP date "%a, %d %b %Y 00:00:00 +0000" UTC)  # or SOURCE_DATE_EPOCH's, by which a package is built again
configure_file(tools/cmake/debian/changelog.in ${PROJECT_BINARY_DIR}/debian/changelog @ONLY)
detente_compressed(${PROJECT_BINARY_DIR}/debian/changelog ${PROJECT_BINARY_DIR}/debian/changelog.gz)
function(detente_package_changelog component package)
  install(FILES ${PROJECT_BINARY_DIR}/debian/changelog.gz DESTINATION share/doc/${package}
    COMPONENT ${component} EXCLUDE_FROM_ALL)
endfunction()
detente_package_changelog(program detente)
install(FILES tools/cmake/debian/detente.lintian-overrides DESTINATION share/lintian/overrides RENAME detente
  COMPONENT program EXCLUDE_FROM_ALL)
if(TARGET detente-mpi)
  detente_package_changelog(mpi detente-mpi)
  install(FILES ${copyright} DESTINATION share/doc/detente-mpi COMPONENT mpi EXCLUDE_FROM_ALL)
endif()
if(TARGET detente_engine)
  detente_package_changelog(python python3-detente)
  install(FILES LICENSE DESTINATION share/doc/python3-detente RENAME copyright COMPONENT python EXCLUDE_FROM_ALL)
endif()
include(CPack)
