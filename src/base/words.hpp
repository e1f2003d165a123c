#pragma once

#include <boost/describe/enum.hpp>
#include <fmt/format.h>

#include <string>
#include <utility>

namespace ahimmoyak {

enum class language { ko, en };
BOOST_DESCRIBE_ENUM(language, ko, en)

/// One sentence for people, in both languages of the product.
struct words {
    std::string ko;
    std::string en;

    const std::string& in(language which) const { return which == language::ko ? ko : en; }
};

/// The same values set into both sentences: say("{}명까지입니다.", "At most {} people.", 30).
template <class... Args>
words say(fmt::format_string<const Args&...> ko, fmt::format_string<const Args&...> en, const Args&... args)
{
    return {fmt::format(ko, args...), fmt::format(en, args...)};
}

} // namespace ahimmoyak
