# The plan of the house: what may include what. Platform first, then the domains, which depend
# downwards only; what must flow upwards goes as an event.
ahimmoyak_module(base LIBRARIES spdlog::spdlog PkgConfig::SODIUM OpenSSL::Crypto)
ahimmoyak_module(json NEEDS base)
ahimmoyak_module(db NEEDS base LIBRARIES SQLite::SQLite3 PostgreSQL::PostgreSQL)
ahimmoyak_module(media NEEDS base LIBRARIES PkgConfig::ZLIB)
ahimmoyak_module(http NEEDS json LIBRARIES prometheus-cpp::core)
