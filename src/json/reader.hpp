#pragma once

#include "base/problem.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::json {

namespace bj = boost::json;

/// Collects everything that is wrong with a request, each with a JSON pointer (RFC 6901) to the place.
class reader {
public:
    void fail(std::string_view code, words message)
    {
        issues_.push_back({pointer_, std::string{code}, std::move(message)});
    }
    bool ok() const { return issues_.empty(); }
    std::vector<issue> take() { return std::move(issues_); }

    template <class F>
    void within(std::string_view step, F&& f)
    {
        const auto length = pointer_.size();
        pointer_ += '/';
        pointer_ += step;
        f();
        pointer_.resize(length);
    }

private:
    std::string pointer_;
    std::vector<issue> issues_;
};

/// The sentences of the ordinary mistakes, in one place.
namespace mistake {
void required(reader& at);
void unknown_field(reader& at, std::string_view name);
void type(reader& at, words expected);
void length(reader& at, std::size_t least, std::size_t most);
void range(reader& at, std::int64_t least, std::int64_t most);
void choice(reader& at, std::string_view choices);
void count(reader& at, std::size_t least, std::size_t most);
} // namespace mistake

/// Parses a body of at most 32 levels; throws the 400 problem that says where it broke.
bj::value parse(std::string_view body);

/// The scalar readers behind the codecs; each notes its mistake and leaves `out` alone.
bool read_text(const bj::value& in, std::string& out, reader& at);
bool read_whole(const bj::value& in, std::int64_t& out, reader& at);

} // namespace ahimmoyak::json
