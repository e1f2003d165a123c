#include "media/recording/file.hpp"

#include "media/recording/shift.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <system_error>
#include <unistd.h>

namespace ahimmoyak::media::recording {

namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error{errno, std::generic_category(), what}; }

void write_at(int to, std::string_view bytes, std::uint64_t offset)
{
    while (!bytes.empty()) {
        const auto count = ::pwrite(to, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            fail("a recording cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
}

void cut(int of, std::uint64_t length)
{
    if (::ftruncate(of, static_cast<off_t>(length)) != 0)
        fail("a recording cannot be cut");
}

} // namespace

std::size_t segment_of::bytes() const
{
    std::size_t sum = 0;
    for (const auto& each : parts)
        sum += each->size();
    return sum;
}

std::filesystem::path media_file(const std::filesystem::path& stem) { return stem.string() + ".mp4"; }
std::filesystem::path index_file(const std::filesystem::path& stem) { return stem.string() + ".index"; }

std::vector<entry> read_entries(const std::filesystem::path& stem)
{
    std::ifstream in{index_file(stem), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    auto all = read_index(bytes);
    std::error_code gone;
    const auto size = std::filesystem::file_size(media_file(stem), gone);
    while (!all.empty() && (gone || all.back().end_offset() > size))
        all.pop_back();
    return all;
}

file::descriptor file::open(const std::filesystem::path& at)
{
    const int opened = ::open(at.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (opened < 0)
        fail("a recording cannot be opened");
    return {new int{opened}, [](const int* one) {
                ::close(*one);
                std::default_delete<const int>{}(one);
            }};
}

file::file(std::filesystem::path stem) : media_{open(media_file(stem))}, index_{open(index_file(stem))}
{
    const auto there = read_entries(stem);
    if (!there.empty()) {
        last_ = there.back();
        end_ = last_.end_offset();
        broken_ = true;
        std::string bytes(last_.init_length, '\0');
        if (::pread(*media_, bytes.data(), bytes.size(), static_cast<off_t>(last_.init_offset)) ==
            static_cast<ssize_t>(bytes.size()))
            init_ = std::make_shared<const std::string>(std::move(bytes));
    }
    index_end_ = there.size() * entry_bytes;
    cut(*media_, end_);
    cut(*index_, index_end_);
    // The names must outlive a power cut, too.
    const int folder = ::open(stem.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

void file::append(const segment_of& what)
{
    if (what.duration <= 0 || what.bytes() == 0) {
        broken_ = true;
        return;
    }
    auto made = last_;
    made.start = last_.end();
    made.duration = what.duration;
    made.program_time = what.program_time;
    made.discontinuity = (what.discontinuity || broken_ || what.start != broadcast_end_) && made.start > 0;
    if (what.start != broadcast_end_)
        shift_ = made.start - what.start;
    auto at = end_;
    if (!init_ || *init_ != *what.init) {
        made.init_offset = at;
        made.init_length = what.init->size();
        write_at(*media_, *what.init, at);
        at += what.init->size();
    }
    std::string bytes;
    bytes.reserve(what.bytes());
    for (const auto& each : what.parts)
        bytes += *each;
    shift(bytes, shift_, what.audio_rate);
    made.offset = at;
    made.length = bytes.size();
    write_at(*media_, bytes, at);
    // From here on nothing fails: the next segment goes behind this one.
    end_ = made.end_offset();
    init_ = what.init;
    broadcast_end_ = what.start + what.duration;
    broken_ = false;
    last_ = made;
    waiting_.push_back(made);
}

void file::settle()
{
    if (waiting_.empty())
        return;
    if (::fdatasync(*media_) != 0)
        fail("a recording cannot be written");
    std::string bytes;
    for (const auto& each : waiting_)
        bytes += to_bytes(each);
    write_at(*index_, bytes, index_end_);
    if (::fdatasync(*index_) != 0)
        fail("the index of a recording cannot be written");
    index_end_ += bytes.size();
    waiting_.clear();
}

} // namespace ahimmoyak::media::recording
