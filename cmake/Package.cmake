# cmake --install and CPack: the binary, its man page, completions for three shells, the schemas, the license.
include(GNUInstallDirs)
configure_file(${CMAKE_SOURCE_DIR}/docs/aurora-iac.1.in ${CMAKE_BINARY_DIR}/aurora-iac.1 @ONLY)
foreach(shell bash zsh fish)
  add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/completion.${shell}
    COMMAND aurora-iac completion ${shell} > ${CMAKE_BINARY_DIR}/completion.${shell}
    DEPENDS aurora-iac)
  list(APPEND COMPLETIONS ${CMAKE_BINARY_DIR}/completion.${shell})
endforeach()
add_custom_target(completions ALL DEPENDS ${COMPLETIONS})

install(TARGETS aurora-iac RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_BINARY_DIR}/aurora-iac.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${CMAKE_BINARY_DIR}/completion.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME aurora-iac)
install(FILES ${CMAKE_BINARY_DIR}/completion.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
        RENAME _aurora-iac)
install(FILES ${CMAKE_BINARY_DIR}/completion.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
        RENAME aurora-iac.fish)
install(FILES ${SPEC_SCHEMAS} ${PROTOCOL_SCHEMA} DESTINATION ${CMAKE_INSTALL_DATADIR}/aurora-iac/schemas)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_PACKAGE_NAME aurora-iac)
set(CPACK_PACKAGE_CONTACT "the aurora-iac maintainers <maintainers@aurora-iac.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
