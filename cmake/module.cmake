# One library per folder of src/. Its sources are the folder's *.cpp; its tests, the folder's
# *_test.cpp, become the program <name>_test. A folder's headers are reachable only through a link
# of its own (build/include/<name>/<name>), which comes with the library: including what a module
# does not declare in NEEDS does not compile. That is the automatic check of the dependency rules.
#
# All presets but debug join several files of a module into one (CMAKE_UNITY_BUILD): they are mostly built
# from nothing, and that takes half the time.
#
# FUZZED: the module tells a fuzzer which branches it took, in presets that build the fuzz targets. It takes half
# as long again to compile, and a precompiled header of its own: only for what fuzz/ takes apart.
#
# `ahimmoyak_layer` is platform or domain: which of the targets platform_tests and domain_tests builds its tests,
# and their label.
#
# A migrations/ folder is embedded as `ahimmoyak::<name>::migrations()`.
function(ahimmoyak_module name)
    cmake_parse_arguments(m "FUZZED" "" "NEEDS;LIBRARIES;TEST_NEEDS" ${ARGN})
    set(folder ${CMAKE_SOURCE_DIR}/src/${name})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
    set(tests ${sources})
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
    list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$|/fuzz/")

    if(NOT sources) # a module that is headers only, so far
        set(sources ${CMAKE_BINARY_DIR}/generated/${name}_empty.cpp)
        file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
        file(TOUCH ${sources})
    endif()

    set(target ahimmoyak_${name})
    add_library(${target} STATIC ${sources})
    list(TRANSFORM m_NEEDS PREPEND ahimmoyak_)
    target_link_libraries(${target} PUBLIC ahimmoyak_options ${m_NEEDS} ${m_LIBRARIES})
    set(door ${CMAKE_BINARY_DIR}/include/${name})
    file(MAKE_DIRECTORY ${door})
    file(CREATE_LINK ${folder} ${door}/${name} SYMBOLIC)
    target_include_directories(${target} PUBLIC ${door})
    if(m_FUZZED AND AHIMMOYAK_FUZZ)
        set(fuzzed ON)
        target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    else()
        set(fuzzed OFF)
    endif()
    if(AHIMMOYAK_PCH)
        if(fuzzed OR name STREQUAL "base")
            target_precompile_headers(${target} PRIVATE ${CMAKE_SOURCE_DIR}/src/base/precompiled.hpp)
        else()
            target_precompile_headers(${target} REUSE_FROM ahimmoyak_base)
        endif()
    endif()

    file(GLOB migrations CONFIGURE_DEPENDS ${folder}/migrations/*.sql)
    if(migrations)
        set(generated ${CMAKE_BINARY_DIR}/generated/${name}_migrations.cpp)
        file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
        add_custom_command(OUTPUT ${generated}
            COMMAND ${CMAKE_COMMAND} -DMODULE=${name} "-DFILES=${migrations}" -DOUT=${generated}
                    -P ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake
            DEPENDS ${migrations} ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake VERBATIM)
        target_sources(${target} PRIVATE ${generated})
    endif()

    if(tests)
        add_executable(${name}_test ${tests})
        set_target_properties(${name}_test PROPERTIES UNITY_BUILD OFF) # each file names its fixtures for itself
        list(TRANSFORM m_TEST_NEEDS PREPEND ahimmoyak_)
        target_link_libraries(${name}_test PRIVATE ${target} ${m_TEST_NEEDS} ahimmoyak_test_main)
        if(AHIMMOYAK_PCH)
            target_precompile_headers(${name}_test REUSE_FROM ahimmoyak_test_main)
        endif()
        add_test(NAME ${name} COMMAND ${name}_test --no-version)
        set_tests_properties(${name} PROPERTIES LABELS ${ahimmoyak_layer})
        set_property(GLOBAL APPEND PROPERTY ahimmoyak_${ahimmoyak_layer}_tests ${name}_test)
    endif()
endfunction()
