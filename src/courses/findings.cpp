#include "courses/findings.hpp"

#include "base/problem.hpp"
#include "courses/records.hpp"

#include <algorithm>

namespace ahimmoyak::courses {

namespace {

words sentence_of(std::string_view code)
{
    if (code == "no_lesson")
        return {"차시를 하나 이상 추가하세요.", "Add at least one lesson."};
    if (code == "empty_text")
        return {"글 차시에 내용을 쓰세요.", "Write the text of this lesson."};
    return {"링크 차시에 주소를 쓰세요.", "Give the address of this link."};
}

std::vector<finding> in_lessons(const std::vector<curriculum>& chapters)
{
    std::vector<finding> found;
    bool any = false;
    for (std::size_t at = 0; at < chapters.size(); ++at) {
        const auto chapter = "/curriculums/" + std::to_string(at);
        if (chapters[at].contents.empty())
            found.push_back({chapter, "empty_chapter", false, chapters[at].id, {}});
        for (std::size_t i = 0; i < chapters[at].contents.size(); ++i) {
            const auto& each = chapters[at].contents[i];
            any = true;
            if (!each.filled)
                found.push_back({chapter + "/contents/" + std::to_string(i),
                                 each.type == content_type::TEXT ? "empty_text" : "no_address", true, chapters[at].id,
                                 each.id});
        }
    }
    if (!any)
        found.push_back({"/curriculums", "no_lesson", true, {}, {}});
    return found;
}

} // namespace

std::vector<finding> findings_in(const course& of)
{
    auto found = in_lessons(of.curriculums);
    const auto advise = [&](bool missing, std::string_view pointer, std::string_view code) {
        if (missing)
            found.push_back({std::string{pointer}, std::string{code}, false, {}, {}});
    };
    advise(of.introduction.empty(), "/introduction", "no_introduction");
    advise(of.instructor.empty(), "/instructor", "no_instructor");
    advise(!of.image_url, "/imageUrl", "no_picture");
    std::vector<finding> ordered;
    for (const bool required : {true, false})
        std::copy_if(found.begin(), found.end(), std::back_inserter(ordered),
                     [&](const finding& each) { return each.required == required; });
    return ordered;
}

void check_complete(db::connection& in, course_id which, std::string_view state)
{
    std::vector<issue> missing;
    for (const auto& each : in_lessons(read_curriculums(in, which)))
        if (each.required)
            missing.push_back({each.pointer, each.code, sentence_of(each.code)});
    if (missing.empty())
        return;
    problem refused{409,
                    "course_incomplete",
                    {"아직 빠진 것이 있어 공개할 수 없습니다. 목록을 채운 뒤 다시 하세요.",
                     "Something is missing yet; complete what is listed, then make it available."},
                    std::move(missing)};
    refused.state = state;
    throw refused;
}

} // namespace ahimmoyak::courses
