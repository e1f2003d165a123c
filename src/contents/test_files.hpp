#pragma once

#include "base/random.hpp"
#include "contents/api.hpp"
#include "objects/api.hpp"
#include "objects/test_client.hpp"

#include <filesystem>

/// For tests of this module and of those above it: a store of their own and small real files.
namespace ahimmoyak::contents {

struct test_files {
    std::filesystem::path directory;
    work_pool blocking{2};
    objects::embedded_store store;

    explicit test_files(const clock& time)
        : directory{std::filesystem::temp_directory_path() / ("contents-" + random_alphanumeric(12))},
          store{{.directory = directory}, blocking, time}
    {
    }
    ~test_files()
    {
        std::error_code ignored;
        std::filesystem::remove_all(directory, ignored);
    }
    test_files(test_files&&) = delete;

    /// How many objects rest in the store.
    std::size_t count() const
    {
        std::size_t n = 0;
        for (const auto& each : std::filesystem::recursive_directory_iterator{directory / "objects"})
            n += each.is_regular_file() && !each.path().string().ends_with("~about") ? 1 : 0;
        return n;
    }

    /// An MP4 of 90 seconds, as far as its header goes.
    static std::string mp4()
    {
        using namespace std::string_literals;
        return "\0\0\0\x14"s
               "ftypisom\0\0\0\0isom"s +
               "\0\0\0\x28moov\0\0\0\x20mvhd\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x03\xE8\0\x01\x5F\x90"s;
    }
    static std::string pdf() { return "%PDF-1.7\n1 0 obj\n"; }
};

} // namespace ahimmoyak::contents
