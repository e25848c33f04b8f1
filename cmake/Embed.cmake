# Embeds files in the binary: a .cc file with a table from file name to bytes, declared in
# lib/source/embedded.h as `embedded::<set>()`.
function(aurora_embed out set)
  set(target ${CMAKE_BINARY_DIR}/embedded_${set}.cc)
  add_custom_command(
    OUTPUT ${target}
    COMMAND ${CMAKE_COMMAND} -DSET=${set} -DTARGET=${target} "-DFILES=${ARGN}" -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  set(${out} ${target} PARENT_SCOPE)
endfunction()
