#include "objects/payload.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"
#include "json/codec.hpp"

#include <algorithm>
#include <charconv>

namespace ahimmoyak::objects {

namespace {

constexpr std::string_view chunked = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
constexpr std::string_view chunked_with_trailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
constexpr std::string_view unsigned_with_trailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
constexpr std::string_view checksum_prefix = "x-amz-checksum-";
constexpr std::size_t longest_line = 1024;
constexpr std::size_t most_trailer_bytes = 4096;

problem bad_digest()
{
    return {400,
            "BadDigest",
            {"받은 내용의 체크섬이 보낸 것과 다릅니다. 다시 보내세요.",
             "The checksum of what arrived is not the one that was sent; send it again."}};
}

problem incomplete()
{
    return {400,
            "IncompleteBody",
            {"본문이 알린 것보다 짧거나 깁니다. 다시 보내세요.", "The body is not as long as announced; send it again."}};
}

problem malformed_chunk()
{
    return {400,
            "InvalidRequest",
            {"aws-chunked 본문의 형식이 잘못되었습니다.", "The body is not well-formed aws-chunked."}};
}

problem wrong_chunk()
{
    return {403,
            "SignatureDoesNotMatch",
            {"본문 조각의 서명이 맞지 않습니다.", "The signature of a chunk of the body does not match."}};
}

bool is_sum(std::string_view text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

} // namespace

payload::payload(const proof& by, std::string_view secret, const http::request& in, bool sums_are_of_body)
    : previous_{by.signature}, date_{by.date}, scope_{by.scope()}
{
    const auto number = [&](std::string_view name) -> std::optional<std::uint64_t> {
        std::int64_t value = 0;
        if (in.header(name).empty())
            return std::nullopt;
        if (!json::text_to_whole(in.header(name), value) || value < 0)
            throw incomplete();
        return static_cast<std::uint64_t>(value);
    };
    length_ = number("content-length");
    if (by.payload == chunked || by.payload == chunked_with_trailer || by.payload == unsigned_with_trailer) {
        state_ = state::size;
        chunks_signed_ = by.payload != unsigned_with_trailer;
        length_ = number("x-amz-decoded-content-length");
        if (chunks_signed_)
            key_ = signing_key(secret, by.date.substr(0, 8), by.region);
        if (by.payload != chunked)
            trailer_name_ = small_letters(in.header("x-amz-trailer"));
    } else if (is_sum(by.payload)) {
        sha256_ = std::make_unique<digest>(digest::kind::sha256);
        sha256_told_ = by.payload;
    } else if (by.payload != unsigned_payload) {
        throw problem{400,
                      "InvalidArgument",
                      {"x-amz-content-sha256의 값을 알 수 없습니다.", "x-amz-content-sha256 has an unknown value."}};
    }
    if (const auto told = in.header("content-md5"); !told.empty()) {
        if (told.size() != 24 || !told.ends_with("=="))
            throw problem{400,
                          "InvalidDigest",
                          {"Content-MD5가 올바른 값이 아닙니다.", "Content-MD5 is not a valid MD5."}};
        md5_ = std::make_unique<digest>(digest::kind::md5);
        md5_told_ = told;
    }
    if (!sums_are_of_body)
        return;
    if (trailer_name_.starts_with(checksum_prefix))
        checksum_ = checksum::named(std::string_view{trailer_name_}.substr(checksum_prefix.size()));
    for (const auto* name : {"crc32", "crc32c", "crc64nvme", "sha1", "sha256"})
        if (const auto value = in.header(std::string{checksum_prefix} + name); !value.empty() && !checksum_) {
            checksum_ = checksum::named(name);
            told_.emplace(name, value);
        }
}

void payload::take_plain(std::span<const char> bytes, const sink& to)
{
    if (bytes.empty())
        return;
    taken_ += bytes.size();
    if (length_ && taken_ > *length_)
        throw incomplete();
    if (sha256_)
        sha256_->add(bytes);
    if (chunk_sum_)
        chunk_sum_->add(bytes);
    if (md5_)
        md5_->add(bytes);
    if (checksum_)
        checksum_->add(bytes);
    to(bytes);
}

void payload::take(std::span<const char> raw, const sink& to)
{
    while (!raw.empty()) {
        if (state_ == state::plain)
            return take_plain(raw, to);
        if (state_ == state::over)
            throw malformed_chunk();
        if (state_ == state::data) {
            const auto some = raw.first(static_cast<std::size_t>(std::min<std::uint64_t>(raw.size(), chunk_left_)));
            take_plain(some, to);
            chunk_left_ -= some.size();
            raw = raw.subspan(some.size());
            if (chunk_left_ == 0)
                state_ = state::after_data;
            continue;
        }
        // A line, which may come in pieces.
        const auto end = std::find(raw.begin(), raw.end(), '\n');
        const auto taken = static_cast<std::size_t>(end - raw.begin()) + (end == raw.end() ? 0 : 1);
        line_.append(raw.data(), taken);
        raw = raw.subspan(taken);
        if (line_.size() > longest_line)
            throw malformed_chunk();
        if (!line_.ends_with('\n'))
            return;
        if (!line_.ends_with("\r\n"))
            throw malformed_chunk();
        line_.resize(line_.size() - 2);
        const auto line = std::exchange(line_, {});
        take_line(line);
    }
}

void payload::take_line(std::string_view line)
{
    switch (state_) {
    case state::size:
        begin_chunk(line);
        break;
    case state::after_data:
        if (!line.empty())
            throw malformed_chunk();
        end_chunk();
        break;
    default:
        take_trailer(line);
    }
}

// "400;chunk-signature=…"
void payload::begin_chunk(std::string_view line)
{
    const auto semicolon = line.find(';');
    const auto digits = line.substr(0, semicolon);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), chunk_left_, 16);
    if (error != std::errc{} || end != digits.data() + digits.size() || digits.empty() ||
        chunk_left_ > std::uint64_t{1} << 40)
        throw malformed_chunk();
    if (chunks_signed_) {
        constexpr std::string_view name = ";chunk-signature=";
        if (semicolon == std::string_view::npos || !line.substr(semicolon).starts_with(name))
            throw malformed_chunk();
        chunk_told_ = line.substr(semicolon + name.size());
        chunk_sum_ = std::make_unique<digest>(digest::kind::sha256);
    }
    last_chunk_ = chunk_left_ == 0;
    if (last_chunk_)
        end_chunk();
    else
        state_ = state::data;
}

std::string payload::chunk_signature(std::string_view kind, std::string_view rest) const
{
    std::string to_sign{kind};
    to_sign.append("\n").append(date_).append("\n").append(scope_).append("\n").append(previous_).append("\n");
    return hex(hmac_sha256(key_, to_sign.append(rest)));
}

void payload::end_chunk()
{
    if (chunks_signed_) {
        const auto sum = hex(std::exchange(chunk_sum_, nullptr)->finish());
        if (!same_secret(chunk_told_,
                         chunk_signature("AWS4-HMAC-SHA256-PAYLOAD", hex(sha256({})) + "\n" + sum)))
            throw wrong_chunk();
        previous_ = chunk_told_;
    }
    state_ = last_chunk_ ? state::trailers : state::size;
}

void payload::take_trailer(std::string_view line)
{
    trailer_bytes_ += line.size();
    if (trailer_bytes_ > most_trailer_bytes)
        throw malformed_chunk();
    if (line.empty()) {
        state_ = state::over;
        return;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos)
        throw malformed_chunk();
    const auto name = small_letters(line.substr(0, colon));
    auto value = line.substr(colon + 1);
    while (value.starts_with(' '))
        value.remove_prefix(1);
    if (name == "x-amz-trailer-signature") {
        trailer_signature_ = value;
        return;
    }
    trailer_text_.append(name).append(":").append(value).append("\n");
    if (name == trailer_name_)
        trailer_value_ = value;
}

void payload::end()
{
    if (state_ != state::plain && state_ != state::over && state_ != state::trailers)
        throw incomplete();
    if (length_ && taken_ != *length_)
        throw incomplete();
    if (!trailer_name_.empty()) {
        if (chunks_signed_ &&
            !same_secret(trailer_signature_, chunk_signature("AWS4-HMAC-SHA256-TRAILER", hex(sha256(trailer_text_)))))
            throw wrong_chunk();
        if (checksum_) {
            if (trailer_value_.empty())
                throw incomplete();
            told_.emplace(checksum_->name(), trailer_value_);
        }
    }
    if (sha256_ && hex(sha256_->finish()) != sha256_told_)
        throw problem{400,
                      "XAmzContentSHA256Mismatch",
                      {"본문의 SHA-256이 x-amz-content-sha256과 다릅니다.",
                       "The SHA-256 of the body is not what x-amz-content-sha256 says."}};
    if (md5_ && base64(md5_->finish()) != md5_told_)
        throw bad_digest();
    if (checksum_ && checksum_->finish() != told_->second)
        throw bad_digest();
}

} // namespace ahimmoyak::objects
