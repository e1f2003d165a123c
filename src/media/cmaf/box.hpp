#pragma once

#include "media/bytes.hpp"

#include <string_view>

namespace ahimmoyak::media::cmaf {

/// An ISO base media file box (ISO/IEC 14496-12 §4.2) open for writing; its length is set when it closes.
class box {
public:
    box(byte_writer& to, std::string_view type) : to_{to}, at_{to.size()}
    {
        to_.u32(0);
        to_.text(type);
    }
    box(byte_writer& to, std::string_view type, unsigned version, std::uint32_t flags) : box{to, type}
    {
        to_.u8(version);
        to_.u24(flags);
    }
    ~box() { to_.patch_u32(at_, to_.size() - at_); }
    box(const box&) = delete;
    box& operator=(const box&) = delete;

private:
    byte_writer& to_;
    std::size_t at_;
};

inline constexpr std::uint32_t video_track_id = 1;
inline constexpr std::uint32_t audio_track_id = 2;

} // namespace ahimmoyak::media::cmaf
