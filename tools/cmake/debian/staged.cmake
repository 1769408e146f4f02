# cpack calls this when all is laid out for the Debian packages, before it makes them.
if(CPACK_GENERATOR STREQUAL "DEB")
  # Programs of a package find their libraries in the system's folders alone: a path to a folder of somebody's own would
  # stand on every machine. Without it dpkg-shlibdeps does not find a library that is of no package, and cpack stops.
  file(GLOB programs "${CPACK_TEMPORARY_DIRECTORY}/*/usr/bin/*")
  file(GLOB_RECURSE modules "${CPACK_TEMPORARY_DIRECTORY}/*.so")
  foreach(file IN LISTS programs modules)
    file(RPATH_REMOVE FILE "${file}")  # as the install scripts that CMake writes do it
  endforeach()

  # Whatever the umask of who packs. CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS leaves out folders on the way.
  file(GLOB_RECURSE entries LIST_DIRECTORIES true "${CPACK_TEMPORARY_DIRECTORY}/*")
  foreach(entry IN LISTS entries)
    if(IS_DIRECTORY "${entry}")
      file(CHMOD "${entry}" PERMISSIONS
        OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    endif()
  endforeach()
endif()
