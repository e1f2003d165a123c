#pragma once

#include "http/message.hpp"
#include "objects/digest.hpp"
#include "objects/signature.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ahimmoyak::objects {

/// The body of a request as S3's clients send it: plain, or in aws-chunks with a signature of each ("Signature
/// calculations for the Authorization header: transferring payload in multiple chunks") and with trailers.
/// Verifies all that the client says of it: its sums, its signatures, its length. Pure.
///
/// Refusals are problems: IncompleteBody, BadDigest, XAmzContentSHA256Mismatch, SignatureDoesNotMatch.
class payload {
public:
    using sink = std::function<void(std::span<const char>)>;

    /// `secret`: of whoever has signed. `sums_are_of_body`: not so where x-amz-checksum-… tells of the whole
    /// object. Throws for what the headers contradict.
    payload(const proof& by, std::string_view secret, const http::request& in, bool sums_are_of_body = true);

    /// How many bytes there will be, when the client says.
    std::optional<std::uint64_t> length() const { return length_; }
    /// The next bytes as they came; what they hold goes to the sink.
    void take(std::span<const char> raw, const sink& to);
    /// No more come. What was taken counts only when this returns.
    void end();

    /// The checksum the client gave, verified: ("crc32", base64); for the answer.
    const std::optional<std::pair<std::string, std::string>>& told() const { return told_; }

private:
    enum class state : std::uint8_t { plain, size, data, after_data, trailers, over };

    void take_plain(std::span<const char> bytes, const sink& to);
    void take_line(std::string_view line);
    void begin_chunk(std::string_view line);
    void end_chunk();
    void take_trailer(std::string_view line);
    std::string chunk_signature(std::string_view kind, std::string_view rest) const;

    state state_ = state::plain;
    bool chunks_signed_ = false;
    std::optional<std::uint64_t> length_;
    std::uint64_t taken_ = 0;
    std::string line_;
    std::uint64_t chunk_left_ = 0;
    bool last_chunk_ = false;
    std::string chunk_told_;             ///< signature of the chunk being read
    std::unique_ptr<digest> chunk_sum_;
    std::string previous_;               ///< signature before it
    std::string key_, date_, scope_;
    std::string trailer_name_, trailer_value_, trailer_text_, trailer_signature_;
    std::size_t trailer_bytes_ = 0;

    std::unique_ptr<digest> sha256_;
    std::string sha256_told_;
    std::unique_ptr<digest> md5_;
    std::string md5_told_;
    std::unique_ptr<checksum> checksum_;
    std::optional<std::pair<std::string, std::string>> told_;
};

} // namespace ahimmoyak::objects
