# What `cmake --install` puts where; packages.cmake makes Debian packages of it. bin/detente finds lib/detente and
# share/detente from its own place, so that an installation can be moved.
install(TARGETS detente DESTINATION bin COMPONENT program)
if(TARGET detente-mpi)
  install(TARGETS detente-mpi DESTINATION bin COMPONENT mpi)
endif()
foreach(target v3 v4)
  if(TARGET detente_kernel_${target})
    install(TARGETS detente_kernel_${target} LIBRARY DESTINATION lib/detente COMPONENT program)
  endif()
endforeach()
install(DIRECTORY configs DESTINATION share/detente COMPONENT program)
install(FILES README.md CHANGELOG.md CITATION.cff DESTINATION share/doc/detente COMPONENT program)
install(DIRECTORY docs DESTINATION share/doc/detente COMPONENT program)

# Of the program with the pages that it carries, which are in part of others.
set(copyright ${PROJECT_BINARY_DIR}/share/copyright)
set(third_party ${PROJECT_SOURCE_DIR}/tools/web/THIRD_PARTY.txt)
add_custom_command(OUTPUT ${copyright}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/share
  COMMAND ${CMAKE_COMMAND} -E cat ${PROJECT_SOURCE_DIR}/LICENSE > ${copyright}
  COMMAND ${CMAKE_COMMAND} -E echo "" >> ${copyright}
  COMMAND ${CMAKE_COMMAND} -E cat ${third_party} >> ${copyright}
  COMMAND ${CMAKE_COMMAND} -E echo "On Debian the Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0." >> ${copyright}
  DEPENDS ${PROJECT_SOURCE_DIR}/LICENSE ${third_party} VERBATIM)
add_custom_target(detente_copyright ALL DEPENDS ${copyright})
install(FILES ${copyright} DESTINATION share/doc/detente COMPONENT program)

# The package for Python, which is laid beside its module, and by what pip and importlib.metadata know it.
if(TARGET detente_engine)
  set(python ${PROJECT_BINARY_DIR}/python)
  set(dist_info ${python}/detente-${PROJECT_VERSION}.dist-info)
  set(dist_info_writer ${PROJECT_SOURCE_DIR}/tools/cmake/dist_info.py)
  set(pyproject ${PROJECT_SOURCE_DIR}/tools/analysis/python/pyproject.toml)
  add_custom_command(OUTPUT ${dist_info}/METADATA
    COMMAND ${Python_EXECUTABLE} ${dist_info_writer} ${pyproject} ${dist_info}
    DEPENDS ${dist_info_writer} ${pyproject} VERBATIM)
  add_custom_target(detente_dist_info ALL DEPENDS ${dist_info}/METADATA)
  install(DIRECTORY ${python}/detente ${dist_info} DESTINATION lib/python3/dist-packages COMPONENT python
    PATTERN __pycache__ EXCLUDE)
endif()

# The manual and the shells' completion, which the program itself writes. gzip -n: the same bytes from the same pages.
set(manual ${PROJECT_BINARY_DIR}/share/man/man1)
set(completion ${PROJECT_BINARY_DIR}/share/completion)
add_custom_command(OUTPUT ${manual}/detente.1.gz ${completion}/detente ${completion}/_detente ${completion}/detente.fish
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${manual}  # no page of a command that is no longer there
  COMMAND ${CMAKE_COMMAND} -E make_directory ${completion}
  COMMAND detente manual --out ${manual}
  COMMAND gzip -9nr ${manual}
  COMMAND detente completion bash > ${completion}/detente
  COMMAND detente completion zsh > ${completion}/_detente
  COMMAND detente completion fish > ${completion}/detente.fish
  DEPENDS detente WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
add_custom_target(detente_manual ALL DEPENDS ${manual}/detente.1.gz)
install(DIRECTORY ${manual} DESTINATION share/man COMPONENT program)
install(FILES ${completion}/detente DESTINATION share/bash-completion/completions COMPONENT program)
install(FILES ${completion}/_detente DESTINATION share/zsh/vendor-completions COMPONENT program)
install(FILES ${completion}/detente.fish DESTINATION share/fish/vendor_completions.d COMPONENT program)

# detente_compressed(SOURCE OUTPUT): compressed as Debian wants it, when all is built.
function(detente_compressed source output)
  cmake_path(GET output PARENT_PATH folder)
  cmake_path(GET output FILENAME name)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND gzip -9nc ${source} > ${output}
    DEPENDS ${source} VERBATIM)
  add_custom_target(detente_compressed_${name} ALL DEPENDS ${output})
endfunction()
if(TARGET detente-mpi)  # its page is written by hand: to write one it would have to be started by MPI
  set(manual_of_mpi ${PROJECT_BINARY_DIR}/share/detente-mpi.1.gz)
  detente_compressed(${PROJECT_SOURCE_DIR}/tools/cluster/detente-mpi.1 ${manual_of_mpi})
  install(FILES ${manual_of_mpi} DESTINATION share/man/man1 COMPONENT mpi)
endif()
