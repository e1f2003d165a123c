#pragma once

#include "media/frame.hpp"
#include "media/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the server and the media worker of a broadcast say to each other over the worker's one descriptor. A message is
/// its kind (a byte), the length of what follows (four bytes, little-endian) and that, whose numbers are big-endian.
namespace ahimmoyak::media::renditions_protocol {

inline constexpr int descriptor = 3; ///< of the worker's end

inline constexpr char configure = 'C'; ///< → worker, first: `order`
inline constexpr char part = 'D';      ///< → worker: `part_head`, then the source's fragment
inline constexpr char end = 'E';       ///< → worker, last: it tells what it still holds and ends
inline constexpr char ready = 'R';     ///< → server: `offer`
inline constexpr char result_of_part =
    'P';                            ///< → server: `made_head`, then a fragment; of each part one for each rendition
inline constexpr char failed = 'X'; ///< → server: the code of a failure, the last message

inline constexpr std::size_t head = 5;
inline constexpr std::size_t longest_message = 16U << 20;

/// What is to be made of a run of the source.
struct order {
    std::optional<video_format> video;
    std::optional<audio_format> audio;
    double frames_per_second = 0;
    std::vector<int> sizes;    ///< of the pictures' shorter sides
    bool make_aac = false;     ///< of sound that not every player plays
    bool copy_picture = false; ///< one more rendition, the last: the source's picture with that sound
};
std::string to_bytes(const order& of);
result<order> read_order(std::string_view bytes);

/// What the renditions will be, before the first part.
struct offer {
    struct picture {
        int width = 0;
        int height = 0;
        std::string configuration; ///< as video_format has it
    };
    std::vector<picture> pictures;   ///< in the order of order::sizes
    std::string audio_configuration; ///< of the AAC that was made; empty: the sound is the source's
};
std::string to_bytes(const offer& of);
result<offer> read_offer(std::string_view bytes);

struct part_head {
    bool fresh = false; ///< parts before it were left out: it begins with a key frame
    std::uint32_t sequence = 0;
};
inline constexpr std::size_t part_head_bytes = 5;
std::string to_bytes(const part_head& of);

struct made_head {
    std::uint8_t rendition = 0; ///< its place in the offer; behind the last: the copy
    bool independent = false;
    std::uint16_t frames = 0;
};
inline constexpr std::size_t made_head_bytes = 4;
std::string to_bytes(const made_head& of);

} // namespace ahimmoyak::media::renditions_protocol
