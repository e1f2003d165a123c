# The plan of the house: what may include what. Platform first, then the domains, which depend
# downwards only; what must flow upwards goes as an event.
set(ahimmoyak_layer platform)
ahimmoyak_module(base LIBRARIES spdlog::spdlog PkgConfig::SODIUM OpenSSL::Crypto)
ahimmoyak_module(json NEEDS base)
ahimmoyak_module(db NEEDS base LIBRARIES SQLite::SQLite3 PostgreSQL::PostgreSQL)
ahimmoyak_module(events NEEDS base json db)
ahimmoyak_module(media FUZZED NEEDS base LIBRARIES PkgConfig::ZLIB OpenSSL::SSL)
ahimmoyak_module(http NEEDS json LIBRARIES prometheus-cpp::core)
ahimmoyak_module(tables FUZZED NEEDS base LIBRARIES PkgConfig::LIBZIP PkgConfig::EXPAT PkgConfig::XLSXWRITER)
ahimmoyak_module(mail NEEDS db http LIBRARIES CURL::libcurl)
ahimmoyak_module(objects FUZZED NEEDS http tables LIBRARIES OpenSSL::Crypto PkgConfig::ZLIB PkgConfig::DEFLATE CURL::libcurl)

set(ahimmoyak_layer domain)
ahimmoyak_module(identity NEEDS http db events mail LIBRARIES PkgConfig::CJOSE CURL::libcurl)
ahimmoyak_module(organisations NEEDS identity tables)
ahimmoyak_module(audit NEEDS organisations)
ahimmoyak_module(settings NEEDS mail)
ahimmoyak_module(backups NEEDS db events objects)
ahimmoyak_module(health NEEDS backups mail events LIBRARIES OpenSSL::Crypto)
ahimmoyak_module(courses NEEDS http db events organisations)
ahimmoyak_module(contents NEEDS courses objects)
ahimmoyak_module(videos NEEDS contents)
ahimmoyak_module(offerings NEEDS contents organisations)
ahimmoyak_module(reviews NEEDS offerings courses events)
ahimmoyak_module(administration NEEDS offerings)
ahimmoyak_module(boards NEEDS offerings contents objects)
ahimmoyak_module(learning NEEDS offerings videos)
ahimmoyak_module(questions FUZZED NEEDS courses tables)
ahimmoyak_module(exams NEEDS questions learning)
ahimmoyak_module(marking NEEDS exams)
ahimmoyak_module(chat NEEDS http db LIBRARIES CURL::libcurl)
ahimmoyak_module(quiz NEEDS http db events)
ahimmoyak_module(live NEEDS quiz chat media offerings identity events objects tables videos)
ahimmoyak_module(studio NEEDS live media http)
ahimmoyak_module(control NEEDS live chat objects)
ahimmoyak_module(certificates NEEDS live learning exams tables LIBRARIES PkgConfig::PANGOCAIRO PkgConfig::QRENCODE)
ahimmoyak_module(evidence NEEDS certificates marking offerings tables)
ahimmoyak_module(analysis NEEDS certificates exams reviews tables)
ahimmoyak_module(notifications NEEDS boards certificates exams marking live offerings organisations backups)

# Their private names meet those of a neighbour: compiled alone where others are joined.
set_source_files_properties(src/db/sqlite_connection.cpp src/events/progress.cpp src/chat/frames.cpp src/identity/sessions.cpp src/identity/providers/answers.cpp
    src/organisations/invitation_api.cpp src/organisations/invitations.cpp src/organisations/membership.cpp src/courses/catalog_api.cpp
    src/organisations/staff_api.cpp src/organisations/staying.cpp src/backups/restore.cpp src/administration/stuck_api.cpp
    PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

# The program: which services run here.
set(web_archive ${CMAKE_BINARY_DIR}/web.tar)
add_custom_command(OUTPUT ${web_archive}
    COMMAND ${CMAKE_SOURCE_DIR}/cmake/pack_pages ${CMAKE_SOURCE_DIR}/web/dist ${web_archive}
    DEPENDS ${CMAKE_SOURCE_DIR}/build/web.stamp ${CMAKE_SOURCE_DIR}/cmake/pack_pages VERBATIM)
ahimmoyak_module(app NEEDS administration analysis audit backups boards certificates control evidence exams health learning live marking notifications questions reviews settings studio LIBRARIES PkgConfig::TOMLPP CLI11::CLI11)
set_source_files_properties(src/app/pages.cpp PROPERTIES OBJECT_DEPENDS ${web_archive}
    COMPILE_DEFINITIONS "WEB_ARCHIVE=\"${web_archive}\"")
target_compile_definitions(ahimmoyak_app PRIVATE AHIMMOYAK_VERSION="${PROJECT_VERSION}")
file(GLOB demo_files CONFIGURE_DEPENDS src/app/demo/*.mp4 src/app/demo/*.pdf src/app/demo/*.webp)
set_source_files_properties(src/app/demo/files.cpp PROPERTIES OBJECT_DEPENDS "${demo_files}"
    COMPILE_DEFINITIONS "DEMO_FOLDER=\"${CMAKE_CURRENT_SOURCE_DIR}/src/app/demo\"")

# The media worker: a program of its own, the only one that libav is linked to. It stands beside the server's.
# No sanitizer: they need files and an address space without bounds, and its sandbox gives neither.
file(GLOB worker_sources CONFIGURE_DEPENDS src/worker/*.cpp)
list(FILTER worker_sources EXCLUDE REGEX "_test\\.cpp$")
# What both sides of a broadcast's line speak: pure, and of no library.
set(worker_shares src/media/cmaf/fragment.cpp src/media/cmaf/fragment_reader.cpp src/media/renditions/protocol.cpp)
add_executable(ahimmoyak-media-worker ${worker_sources} ${worker_shares})
target_include_directories(ahimmoyak-media-worker PRIVATE src)
target_compile_options(ahimmoyak-media-worker PRIVATE -Wall -Wextra -Wconversion -Wnon-virtual-dtor -Werror)
target_link_options(ahimmoyak-media-worker PRIVATE -fuse-ld=lld-19)
target_link_libraries(ahimmoyak-media-worker PRIVATE PkgConfig::LIBAV PkgConfig::SECCOMP)
add_executable(worker_test src/worker/ladder_test.cpp src/worker/ladder.cpp src/worker/annexb_test.cpp src/worker/annexb.cpp)
target_include_directories(worker_test PRIVATE src)
target_link_libraries(worker_test PRIVATE ahimmoyak_base ahimmoyak_test_main)
add_test(NAME worker COMMAND worker_test --no-version)
set_tests_properties(worker PROPERTIES LABELS domain)
set_property(GLOBAL APPEND PROPERTY ahimmoyak_domain_tests worker_test)

# The strict reader of playlists, as a program for the tests that speak to the real server.
add_executable(playlist-check tests/support/playlist_check.cpp)
target_link_libraries(playlist-check PRIVATE ahimmoyak_media)

foreach(layer platform domain)
    get_property(tests GLOBAL PROPERTY ahimmoyak_${layer}_tests)
    add_custom_target(${layer}_tests DEPENDS ${tests})
endforeach()

add_executable(ahimmoyak src/app/main.cpp)
add_dependencies(ahimmoyak ahimmoyak-media-worker playlist-check)
if(NOT AHIMMOYAK_SANITIZE) # which have an allocator of their own
    target_link_libraries(ahimmoyak PRIVATE mimalloc)
endif()
target_link_libraries(ahimmoyak PRIVATE ahimmoyak_app)
if(AHIMMOYAK_PCH)
    target_precompile_headers(ahimmoyak REUSE_FROM ahimmoyak_base)
endif()
