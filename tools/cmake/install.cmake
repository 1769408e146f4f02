# What `cmake --install` and CPack put where. bin/detente finds lib/detente and share/detente from its own place, so that
# an installation can be moved.
install(TARGETS detente DESTINATION bin COMPONENT program)
if(TARGET detente-mpi)
  install(TARGETS detente-mpi DESTINATION bin COMPONENT mpi)
endif()
foreach(target v3 v4)
  if(TARGET detente_kernel_${target})
    install(TARGETS detente_kernel_${target} LIBRARY DESTINATION lib/detente COMPONENT program)
  endif()
endforeach()
if(TARGET detente_engine)  # the package is laid beside it
  install(DIRECTORY ${PROJECT_BINARY_DIR}/python/detente DESTINATION lib/python3/dist-packages COMPONENT python
    PATTERN __pycache__ EXCLUDE)
endif()
install(DIRECTORY configs DESTINATION share/detente COMPONENT program)
install(FILES README.md CHANGELOG.md CITATION.cff DESTINATION share/doc/detente COMPONENT program)
install(FILES LICENSE DESTINATION share/doc/detente RENAME copyright COMPONENT program)
install(DIRECTORY docs DESTINATION share/doc/detente COMPONENT program)

# The manual and the shells' completion, which the program itself writes.
set(manual ${PROJECT_BINARY_DIR}/share/man/man1)
set(completion ${PROJECT_BINARY_DIR}/share/completion)
add_custom_command(OUTPUT ${manual}/detente.1 ${completion}/detente ${completion}/_detente ${completion}/detente.fish
  COMMAND ${CMAKE_COMMAND} -E make_directory ${completion}
  COMMAND detente manual --out ${manual}
  COMMAND detente completion bash > ${completion}/detente
  COMMAND detente completion zsh > ${completion}/_detente
  COMMAND detente completion fish > ${completion}/detente.fish
  DEPENDS detente WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
add_custom_target(detente_manual ALL DEPENDS ${manual}/detente.1)
install(DIRECTORY ${manual} DESTINATION share/man COMPONENT program)
install(FILES ${completion}/detente DESTINATION share/bash-completion/completions COMPONENT program)
install(FILES ${completion}/_detente DESTINATION share/zsh/vendor-completions COMPONENT program)
install(FILES ${completion}/detente.fish DESTINATION share/fish/vendor_completions.d COMPONENT program)

# Debian packages: cpack in the build folder. What they depend on is what the programs are linked with.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME detente)
set(CPACK_PACKAGE_CONTACT "the detente authors <detente@detente.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "agent-based simulation of regional stability and escalation")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME detente)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "python3-xarray, python3-h5netcdf, python3-matplotlib, r-cran-ncdf4, detente-mpi")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "Steps the countries of a region and the actors around it month by month through thousands of\npossible futures, and says what crisis management costs and which policies change that.")
set(CPACK_DEBIAN_MPI_PACKAGE_NAME detente-mpi)
set(CPACK_DEBIAN_MPI_PACKAGE_DEPENDS "detente (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_MPI_DESCRIPTION "Ensembles of detente, computed by the ranks of an MPI job.")
set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-detente)
set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "detente (= ${PROJECT_VERSION}), python3, python3-xarray, python3-netcdf4, python3-h5py, python3-pandas, python3-scipy, python3-yaml")
set(CPACK_DEBIAN_PYTHON_PACKAGE_SUGGESTS "python3-optuna")
set(CPACK_COMPONENT_PYTHON_DESCRIPTION "Results of detente as labelled data, statistics with intervals, experiments and runs from Python.")
include(CPack)
