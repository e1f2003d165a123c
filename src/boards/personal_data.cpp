#include "boards/personal_data.hpp"

#include "courses/rich_text.hpp"

#include <map>

namespace ahimmoyak::boards {

namespace {

struct writing_row {
    std::string course;
    std::string kind;
    std::optional<std::string> title;
    courses::rich_text content;
    timestamp created_at{};
    boards::board_id board_id;
    std::optional<boards::comment_id> comment_id;
};
BOOST_DESCRIBE_STRUCT(writing_row, (), (course, kind, title, content, created_at, board_id, comment_id))

struct own_file : attached_file {
    boards::board_id board_id;
    std::optional<boards::comment_id> comment_id;
};
BOOST_DESCRIBE_STRUCT(own_file, (attached_file), (board_id, comment_id))
constexpr db::query own_files{R"(
    SELECT object_key AS key, origin_name AS name, mime_type, size_bytes, board_id, comment_id FROM course_board_file
    WHERE user_id = $1 ORDER BY board_id, comment_id, idx)"};

constexpr db::query own_posts{R"(
    SELECT c.title AS course, b.type AS kind, b.title AS title, b.content AS content, b.created_at AS created_at,
           b.id AS board_id, CAST(NULL AS BIGINT) AS comment_id
    FROM course_board b JOIN course c ON c.id = b.course_id
    WHERE b.user_id = $1 AND b.deleted_at IS NULL ORDER BY b.id DESC LIMIT 10000)"};
constexpr db::query own_comments{R"(
    SELECT c.title AS course, 'COMMENT' AS kind, CAST(NULL AS TEXT) AS title, m.content AS content,
           m.created_at AS created_at, m.board_id AS board_id, m.id AS comment_id
    FROM course_comment m JOIN course_board b ON b.id = m.board_id JOIN course c ON c.id = b.course_id
    WHERE m.user_id = $1 AND m.deleted_at IS NULL ORDER BY m.id DESC LIMIT 10000)"};
constexpr db::query forget_posts{R"(
    UPDATE course_board SET title = '', content = '{"type":"doc"}', words = ''
    WHERE user_id = $1 AND deleted_at IS NOT NULL)"};
constexpr db::query forget_comments{R"(
    UPDATE course_comment SET content = '{"type":"doc"}' WHERE user_id = $1 AND deleted_at IS NOT NULL)"};
constexpr db::query forget_versions{"DELETE FROM course_board_edit WHERE user_id = $1"};
constexpr db::query forget_views{"DELETE FROM course_board_view WHERE user_id = $1"};

} // namespace

std::vector<own_writing> written_by(db::connection& in, user_id who)
{
    std::map<std::pair<board_id, std::optional<comment_id>>, std::vector<attached_file>> files;
    for (auto& each : in.all<own_file>(own_files, who))
        files[{each.board_id, each.comment_id}].push_back(each);
    std::vector<own_writing> all;
    for (const auto* each : {&own_posts, &own_comments})
        for (auto& row : in.all<writing_row>(*each, who))
            all.push_back({std::move(row.course), std::move(row.kind), std::move(row.title),
                           courses::plain_text_of(row.content), files[{row.board_id, row.comment_id}], row.created_at});
    return all;
}

void erase_deleted_of(db::connection& in, user_id who)
{
    in.run(forget_posts, who);
    in.run(forget_comments, who);
    in.run(forget_versions, who);
    in.run(forget_views, who);
}

} // namespace ahimmoyak::boards
