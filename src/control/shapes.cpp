#include "control/shapes.hpp"

#include "live/lecture_api.hpp"

#include <algorithm>

namespace ahimmoyak::control {

std::string tags_from(const std::optional<tag_map>& given)
{
    if (!given || given->is_null())
        return "{}";
    const auto* all = given->if_object();
    bool good = all && all->size() <= 50;
    if (good)
        for (const auto& [name, value] : *all) {
            const auto* text = value.if_string();
            good = good && text && !name.empty() && code_points(name) <= 128 &&
                   code_points({text->data(), text->size()}) <= 256;
        }
    if (!good)
        throw wrong({"태그는 50개까지이고, 이름은 1~128자, 값은 256자까지의 글입니다.",
                     "There are at most 50 tags: names of 1 to 128 characters, values of at most 256."});
    return boost::json::serialize(*all);
}

tag_map tags_to(const std::string& kept) { return boost::json::parse(kept); }

std::int64_t page_size(const std::optional<std::int64_t>& max_results)
{
    if (max_results && (*max_results < 1 || *max_results > 100))
        throw wrong({"maxResults는 1~100입니다.", "maxResults is 1 to 100."});
    return max_results.value_or(50);
}

void check_name(const std::string& name)
{
    if (name.size() > 128 || !std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        }))
        throw wrong({"이름은 영문자, 숫자, -, _ 로 128자까지입니다.",
                     "A name has at most 128 of the characters A-Z, a-z, 0-9, - and _."});
}

void must_be_empty(const std::optional<std::string>& given, std::string_view name)
{
    if (given && !given->empty())
        throw wrong(say("{}은(는) 이 서버에 없습니다. 빼고 다시 보내세요.",
                        "{} cannot be had on this server. Leave it out.", std::string{name}));
}

shown_channel shown(const module& m, const signer& who, const channels::channel& is)
{
    const auto origin = live::origin_of(who.in, m.live.with);
    shown_channel made;
    made.arn = channels::arn_of(is.id);
    made.name = is.name;
    made.latency_mode = is.latency_mode;
    made.type = is.type;
    made.ingest_endpoint = live::ingest_endpoint(origin, m.live.with);
    made.playback_url = origin + (is.lecture ? "/play/" : "/ivs/play/") + is.id + "/index.m3u8";
    made.authorized = is.lecture.has_value(); // only for who may enter the lecture
    made.tags = tags_to(is.tags);
    return made;
}

} // namespace ahimmoyak::control
