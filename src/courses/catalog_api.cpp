#include "base/cursor.hpp"
#include "courses/records.hpp"
#include "courses/routes.hpp"

namespace ahimmoyak::courses {

using http::path;
using http::query;

namespace {

struct catalog_query {
    std::optional<text<0, 100>> search;
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(catalog_query, (), (search, limit, cursor))

struct catalog_courses {
    std::vector<catalog_course> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(catalog_courses, (), (items, next_cursor))

struct catalog_content {
    std::string title;
    content_type type = content_type::VIDEO;
    std::optional<std::int64_t> time_amount_seconds;
};
BOOST_DESCRIBE_STRUCT(catalog_content, (), (title, type, time_amount_seconds))

struct catalog_curriculum {
    std::string title;
    std::vector<catalog_content> contents;
};
BOOST_DESCRIBE_STRUCT(catalog_curriculum, (), (title, contents))

struct catalog_course_detail : catalog_course {
    std::optional<rich_text> introduction_document;
    std::vector<catalog_curriculum> curriculums;
};
BOOST_DESCRIBE_STRUCT(catalog_course_detail, (catalog_course), (introduction_document, curriculums))

static constexpr db::query page_of_catalog{
    R"(SELECT c.id AS id, c.title AS title, c.introduction AS introduction, c.instructor AS instructor,
              c.institution_id AS institution_id, i.name AS institution_name,
              (SELECT COUNT(*) FROM contents l WHERE l.course_id = c.id AND l.removed_at IS NULL) AS content_count,
              CAST(COALESCE((SELECT SUM(l.time_amount) FROM contents l
                             WHERE l.course_id = c.id AND l.removed_at IS NULL), 0) AS BIGINT) AS total_seconds,
              c.image AS image_url, c.rating_sum AS rating_sum, c.rating_count AS rating_count
       FROM course c JOIN institution i ON i.id = c.institution_id
       WHERE c.state = 'AVAILABLE' AND c.id < $1
         AND (lower(c.title) LIKE lower($2) ESCAPE '!' OR lower(c.instructor) LIKE lower($2) ESCAPE '!'
              OR lower(i.name) LIKE lower($2) ESCAPE '!')
       ORDER BY c.id DESC LIMIT $3)"};

static constexpr db::query one_of_catalog{
    R"(SELECT c.id AS id, c.title AS title, c.introduction AS introduction, c.instructor AS instructor,
              c.institution_id AS institution_id, i.name AS institution_name,
              (SELECT COUNT(*) FROM contents l WHERE l.course_id = c.id AND l.removed_at IS NULL) AS content_count,
              CAST(COALESCE((SELECT SUM(l.time_amount) FROM contents l
                             WHERE l.course_id = c.id AND l.removed_at IS NULL), 0) AS BIGINT) AS total_seconds,
              c.image AS image_url, c.rating_sum AS rating_sum, c.rating_count AS rating_count
       FROM course c JOIN institution i ON i.id = c.institution_id
       WHERE c.state = 'AVAILABLE' AND c.id = $1)"};

static constexpr db::query document_of{"SELECT introduction_document FROM course WHERE id = $1"};

std::string pattern_of(std::string_view search)
{
    std::string out = "%";
    for (const char c : search) {
        if (c == '%' || c == '_' || c == '!')
            out += '!';
        out += c;
    }
    return search.empty() ? out : out + "%";
}

task<catalog_courses> browse(module& m, query<catalog_query> asked)
{
    const auto after = cursor::from(asked->cursor);
    const auto before = after ? after->id : INT64_MAX;
    const auto pattern = pattern_of(asked->search ? std::string_view{asked->search->value} : "");
    const auto limit = asked->limit.value;
    catalog_courses page;
    page.items = co_await m.database.read(
        [&](db::connection& in) { return in.all<catalog_course>(page_of_catalog, before, pattern, limit + 1); });
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().id.value}.to_text();
    }
    co_return page;
}

task<catalog_course_detail> show(module& m, path<"courseId", course_id> which)
{
    catalog_course_detail shown;
    co_await m.database.read([&](db::connection& in) {
        auto found = in.first<catalog_course>(one_of_catalog, which.value);
        if (!found)
            throw not_found({"공개된 과정", "an available course"});
        static_cast<catalog_course&>(shown) = std::move(*found);
        shown.introduction_document =
            in.first<std::optional<rich_text>>(document_of, which.value).value_or(std::nullopt);
        shown.curriculums.clear();
        for (auto& chapter : read_curriculums(in, which.value)) {
            auto& added = shown.curriculums.emplace_back();
            added.title = std::move(chapter.title);
            for (auto& each : chapter.contents)
                added.contents.push_back({std::move(each.title), each.type, each.time_amount_seconds});
        }
    });
    co_return shown;
}

} // namespace

void add_catalog_routes(http::routes<module>& r)
{
    constexpr auto supervisor = http::allow::only(role::SUPERVISOR);

    r.get("/v1/catalog/courses", supervisor, "Available courses of all institutions", browse);
    r.get("/v1/catalog/courses/{courseId}", supervisor, "An available course and what it teaches", show);
}

} // namespace ahimmoyak::courses
