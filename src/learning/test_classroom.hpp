#pragma once

#include "contents/test_files.hpp"
#include "learning/api.hpp"
#include "offerings/test_market.hpp"
#include "videos/api.hpp"

/// For tests: a course of three lessons (a video of 90 s, a document, a video) with real files behind them.
namespace ahimmoyak::learning {

inline std::vector<db::migration> test_migrations()
{
    return offerings::test_migrations({videos::migrations(), learning::migrations()});
}

struct classroom : offerings::test_market {
    contents::test_files files{time};
    contents::module uploads{database, time, files.store};
    learning::module m{database, time, files.store, {"Asia/Seoul", "a secret of an installation, of some length"}};
    std::int64_t video = 0;
    std::int64_t paper = 0;
    std::int64_t last = 0;

    /// All lessons are open, unless the rules are left as they are.
    explicit classroom(db::pool& on, bool in_order = false) : test_market{on}
    {
        contents::add_routes(site, book, uploads);
        objects::add_routes(site, files.store);
        learning::add_routes(site, book, m);
        // Real files behind the lessons, and a third lesson.
        const auto shown = get(fmt::format("/v1/courses/{}", course), manager);
        const auto one = shown.number("/curriculums/0/id");
        const auto two = shown.number("/curriculums/1/id");
        video = shown.number("/curriculums/0/contents/0/id");
        paper = shown.number("/curriculums/1/contents/0/id");
        save(one, video, "VIDEO", "1강", upload("1강.mp4", contents::test_files::mp4()));
        save(two, paper, "MATERIAL", "교재", upload("교재.pdf", contents::test_files::pdf()));
        const auto after = save(two, {}, "VIDEO", "2강", upload("2강.mp4", contents::test_files::mp4()));
        last = after.number("/curriculums/1/contents/1/id");
        m.identity_methods.push_back(code_by_email());
        put("/v1/institutions/learning-rules", manager,
            in_order ? R"({"identityCheckEvery":0})" : R"({"nextLessonOpensAtPercent":0,"identityCheckEvery":0})");
    }
    std::string upload(std::string_view filename, const std::string& bytes)
    {
        const auto begun = post("/builder/v1/files/upload", manager,
                                fmt::format(R"({{"filename":"{}","filesize":{},"type":""}})", filename, bytes.size()));
        const auto etag = objects::test_put(site, begun.string("/presignedUrls/0"), bytes);
        const auto key = begun.string("/key");
        post("/builder/v1/files/complete-multipart", manager,
             boost::json::serialize(boost::json::object{
                 {"uploadId", begun.at("/uploadId")}, {"key", key}, {"etags", boost::json::array{etag}}}));
        return key;
    }
    answer save(std::int64_t chapter, std::optional<std::int64_t> lesson, std::string_view type, std::string_view title,
                const std::string& key)
    {
        const auto replaced = lesson ? fmt::format(R"("contentId":{},)", *lesson) : "";
        return post(fmt::format("/v1/courses/{}/curriculums/{}/save", course, chapter), manager,
                    fmt::format(R"({{{}"title":"{}","type":"{}","key":"{}"}})", replaced, title, type, key));
    }
    answer open(std::int64_t lesson, const caller& who, std::optional<std::int64_t> offering = {})
    {
        return get(fmt::format("/api/v1/courses/curriculums/contents/{}{}", lesson,
                               offering ? fmt::format("?courseProvideId={}", *offering) : ""),
                   who);
    }
    answer at(std::int64_t lesson, const caller& who, std::int64_t offering, std::int64_t seconds)
    {
        time.advance(std::chrono::seconds{1}); // one after another, as a person is
        return put(fmt::format("/v1/learning/contents/{}/position", lesson), who,
                   fmt::format(R"({{"courseProvideId":{},"positionSeconds":{}}})", offering, seconds));
    }
};

} // namespace ahimmoyak::learning
