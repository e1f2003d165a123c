#include "identity/device.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::identity {

namespace {

struct mark {
    std::string_view in_agent;
    std::string_view name;
};

// Most say that they are Chrome and Safari as well; so the particular ones stand before them.
constexpr std::array browsers{
    mark{"Edg/", "Edge"},
    mark{"EdgA/", "Edge"},
    mark{"EdgiOS/", "Edge"},
    mark{"OPR/", "Opera"},
    mark{"Whale/", "Whale"},
    mark{"SamsungBrowser/", "Samsung Internet"},
    mark{"KAKAOTALK", "KakaoTalk"},
    mark{"NAVER(", "NAVER"},
    mark{"Firefox/", "Firefox"},
    mark{"FxiOS/", "Firefox"},
    mark{"HeadlessChrome/", "Chrome"},
    mark{"Chrome/", "Chrome"},
    mark{"CriOS/", "Chrome"},
    mark{"Safari/", "Safari"},
};

constexpr std::array systems{
    mark{"iPhone", "iPhone"}, mark{"iPad", "iPad"},       mark{"Android", "Android"}, mark{"Windows", "Windows"},
    mark{"CrOS", "ChromeOS"}, mark{"Macintosh", "macOS"}, mark{"Linux", "Linux"},
};

template <std::size_t Count>
std::optional<std::string> first_of(const std::array<mark, Count>& all, std::string_view agent)
{
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const mark& each) { return agent.find(each.in_agent) != std::string_view::npos; });
    return found == all.end() ? std::nullopt : std::optional<std::string>{found->name};
}

// "curl" of "curl/8.5.0": programs that are no browsers name themselves first.
std::optional<std::string> own_name(std::string_view agent)
{
    const auto name = agent.substr(0, agent.find_first_of("/ "));
    const bool plain = !name.empty() && name.size() <= 30 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    });
    return plain && name != "Mozilla" ? std::optional<std::string>{name} : std::nullopt;
}

} // namespace

device device_of(std::string_view agent)
{
    auto browser = first_of(browsers, agent);
    return {browser ? std::move(browser) : own_name(agent), first_of(systems, agent)};
}

} // namespace ahimmoyak::identity
