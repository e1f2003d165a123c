#include "contents/duration_probe.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace ahimmoyak::contents {

namespace {

constexpr int most_questions = 500;
constexpr std::size_t most_info = 4096;

// Big-endian; zero when the bytes are not all there.
std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t length)
{
    if (length > 8 || at > bytes.size() || bytes.size() - at < length)
        return 0;
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < length; ++i)
        out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
    return out;
}

// A sum that stays at the end of the file instead of wrapping round.
std::uint64_t plus(std::uint64_t a, std::uint64_t b, std::uint64_t most)
{
    return b > most || a > most - b ? most : a + b;
}

// EBML's variable length (RFC 8794, 4): the leading zeros of the first byte tell the length.
struct variable {
    std::size_t length = 0; ///< 0: not there
    std::uint64_t value = 0;
    bool unknown = false; ///< all ones: the size is not told
};

variable read_variable(std::string_view bytes, std::size_t at, bool keep_marker)
{
    if (at >= bytes.size() || bytes[at] == 0)
        return {};
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto length = static_cast<std::size_t>(std::countl_zero(first)) + 1;
    if (bytes.size() - at < length)
        return {};
    const auto raw = big_endian(bytes, at, length);
    const auto mask = (std::uint64_t{1} << (7 * length)) - 1;
    return {length, keep_marker ? raw : raw & mask, (raw & mask) == mask};
}

} // namespace

duration_probe::duration_probe(file_type::container of, std::uint64_t file_size) : end_{file_size}, of_{of}
{
    if (of != file_type::container::none)
        skip_to(0);
}

std::optional<duration_probe::stretch> duration_probe::wants() const
{
    return then_ ? std::optional{wanted_} : std::nullopt;
}

void duration_probe::take(std::string_view bytes)
{
    const auto then = std::exchange(then_, nullptr);
    if (then && ++asked_ <= most_questions)
        (this->*then)(bytes.substr(0, wanted_.length));
}

void duration_probe::look(std::uint64_t at, std::size_t length, void (duration_probe::*then)(std::string_view))
{
    wanted_ = {at, length};
    then_ = then;
}

void duration_probe::skip_to(std::uint64_t next)
{
    next_ = next;
    if (next < end_)
        look(next, 16,
             of_ == file_type::container::iso_media ? &duration_probe::take_box : &duration_probe::take_element);
}

void duration_probe::finish(double seconds)
{
    constexpr double longest = 30.0 * 24 * 3600;
    if (std::isfinite(seconds) && seconds > 0 && seconds < longest)
        seconds_ = std::max<std::int64_t>(1, std::llround(seconds));
}

void duration_probe::take_box(std::string_view bytes)
{
    if (bytes.size() < 8)
        return stop();
    const auto at = next_;
    const auto type = bytes.substr(4, 4);
    std::uint64_t header = 8;
    auto size = big_endian(bytes, 0, 4);
    if (size == 1) {
        size = big_endian(bytes, 8, 8);
        header = 16;
    } else if (size == 0) { // to the end of the file
        size = end_ - at;
    }
    if (size < header)
        return stop();
    const auto inside = plus(at, header, end_);
    next_ = plus(at, size, end_);
    if ((depth_ == 0 && type == "moov") || (depth_ == 1 && type == "mvex")) {
        ++depth_;
        end_ = next_;
        return skip_to(inside);
    }
    if (depth_ == 1 && type == "mvhd")
        return look(inside, 32, &duration_probe::take_movie_header);
    if (depth_ == 2 && type == "mehd")
        return look(inside, 12, &duration_probe::take_extends_header);
    skip_to(next_);
}

void duration_probe::take_movie_header(std::string_view bytes)
{
    const bool wide = !bytes.empty() && bytes[0] == 1;
    timescale_ = static_cast<std::uint32_t>(big_endian(bytes, wide ? 20 : 12, 4));
    const auto duration = big_endian(bytes, wide ? 24 : 16, wide ? 8 : 4);
    const auto unknown = wide ? UINT64_MAX : std::uint64_t{UINT32_MAX};
    if (timescale_ == 0)
        return stop();
    if (duration == 0 || duration == unknown) // fragmented: mvex says, if anything does
        return skip_to(next_);
    finish(static_cast<double>(duration) / timescale_);
}

void duration_probe::take_extends_header(std::string_view bytes)
{
    const bool wide = !bytes.empty() && bytes[0] == 1;
    if (timescale_ != 0)
        finish(static_cast<double>(big_endian(bytes, 4, wide ? 8 : 4)) / timescale_);
}

void duration_probe::take_element(std::string_view bytes)
{
    const auto id = read_variable(bytes, 0, true);
    const auto size = id.length > 0 ? read_variable(bytes, id.length, false) : variable{};
    if (id.length == 0 || id.length > 4 || size.length == 0)
        return stop();
    const auto inside = plus(next_, id.length + size.length, end_);
    next_ = size.unknown ? end_ : plus(inside, size.value, end_);
    if (depth_ == 0 && id.value == 0x18538067) { // Segment
        ++depth_;
        end_ = next_;
        return skip_to(inside);
    }
    if (depth_ == 1 && id.value == 0x1549A966) // Info
        return look(inside, static_cast<std::size_t>(std::min<std::uint64_t>(next_ - inside, most_info)),
                    &duration_probe::take_info);
    if (depth_ == 1 && id.value == 0x1F43B675) // Cluster: the pictures begin, the header is over
        return stop();
    skip_to(next_);
}

void duration_probe::take_info(std::string_view bytes)
{
    std::uint64_t scale = 1'000'000; // nanoseconds of a tick
    double ticks = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto id = read_variable(bytes, at, true);
        const auto size = id.length > 0 ? read_variable(bytes, at + id.length, false) : variable{};
        if (size.length == 0 || size.value > bytes.size())
            break;
        const auto inside = at + id.length + size.length;
        const auto length = static_cast<std::size_t>(size.value);
        if (id.value == 0x2AD7B1 && length <= 8)
            scale = big_endian(bytes, inside, length);
        else if (id.value == 0x4489 && length == 4)
            ticks = static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(big_endian(bytes, inside, 4))));
        else if (id.value == 0x4489 && length == 8)
            ticks = std::bit_cast<double>(big_endian(bytes, inside, 8));
        at = inside + length;
    }
    finish(ticks * static_cast<double>(scale) / 1e9);
}

} // namespace ahimmoyak::contents
