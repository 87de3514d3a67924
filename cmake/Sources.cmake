# How a folder becomes a library, and how files that are not compiled reach the build tree.

# nestling_library(TARGET SOURCES...): a static, position-independent library with the flags of the tree. Its symbols
# stay inside the program or shared library that links it.
function(nestling_library target)
  if(NOT ARGN)
    file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/empty.cpp" "")
    list(APPEND ARGN "${CMAKE_CURRENT_BINARY_DIR}/empty.cpp")
  endif()
  add_library(${target} STATIC ${ARGN})
  target_link_libraries(${target} PUBLIC nestling_options)
  set_target_properties(${target} PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# nestling_precompile(TARGET HEADERS...): these headers of libraries, and those that most files read, are read once for all
# files of the target. Files include what they use all the same.
function(nestling_precompile target)
  if(NESTLING_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE <algorithm> <cmath> <functional> <memory> <optional> <span> <string>
                              <unordered_map> <variant> <vector> ${ARGN})
    # g++ 12 forgets which of these are the system's, and shows overlaps in std::string that are not there (see Options.cmake).
    target_compile_options(${target} PRIVATE
                           $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>)
  endif()
endfunction()

# nestling_compile_together(TARGET [EXCEPT files...]): a few files at a time. Their names without linkage share a scope; what is
# compiled by itself is what must not share the limits of inlining with others.
function(nestling_compile_together target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "EXCEPT")
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${NESTLING_TOGETHER} UNITY_BUILD_BATCH_SIZE 5)
  set_source_files_properties(${arg_EXCEPT} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# nestling_tree(TARGET FROM dir TO dir GLOB patterns...): the build copies each file below FROM that matches to TO when it
# has changed, and removes from TO what the source folder no longer has.
function(nestling_tree target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FROM;TO" "GLOB")
  list(TRANSFORM arg_GLOB PREPEND "${arg_FROM}/" OUTPUT_VARIABLE patterns)
  file(GLOB_RECURSE files RELATIVE "${arg_FROM}" CONFIGURE_DEPENDS ${patterns})
  list(TRANSFORM arg_GLOB PREPEND "${arg_TO}/" OUTPUT_VARIABLE patterns)
  file(GLOB_RECURSE present RELATIVE "${arg_TO}" ${patterns})
  foreach(file IN LISTS present)
    if(NOT file IN_LIST files)
      file(REMOVE "${arg_TO}/${file}")
    endif()
  endforeach()
  set(copies "")
  foreach(file IN LISTS files)
    add_custom_command(
      OUTPUT "${arg_TO}/${file}"
      COMMAND ${CMAKE_COMMAND} -E copy "${arg_FROM}/${file}" "${arg_TO}/${file}"
      DEPENDS "${arg_FROM}/${file}"
      COMMENT "Copying ${file}")
    list(APPEND copies "${arg_TO}/${file}")
  endforeach()
  add_custom_target(${target} ALL DEPENDS ${copies})
endfunction()
