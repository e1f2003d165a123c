#include "boards/files.hpp"

#include "base/problem.hpp"
#include "contents/uploads.hpp"

#include <algorithm>
#include <set>

namespace ahimmoyak::boards {

namespace {

constexpr db::query files_of_post{R"(
    SELECT object_key AS key, origin_name AS name, mime_type, size_bytes FROM course_board_file
    WHERE board_id = $1 AND comment_id IS NULL ORDER BY idx)"};
constexpr db::query files_of_one_comment{R"(
    SELECT object_key AS key, origin_name AS name, mime_type, size_bytes FROM course_board_file
    WHERE board_id = $1 AND comment_id = $2 ORDER BY idx)"};
constexpr db::query files_of_all_comments{R"(
    SELECT object_key AS key, origin_name AS name, mime_type, size_bytes, comment_id FROM course_board_file
    WHERE board_id = $1 AND comment_id IS NOT NULL ORDER BY comment_id, idx)"};
constexpr db::query one_file{R"(
    SELECT object_key AS key, origin_name AS name, mime_type, size_bytes, board_id FROM course_board_file
    WHERE object_key = $1)"};
constexpr db::query insert_file{R"(
    INSERT INTO course_board_file (object_key, board_id, comment_id, user_id, idx, origin_name, mime_type, size_bytes,
                                   created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9))"};
constexpr db::query place_file{"UPDATE course_board_file SET idx = $1, updated_at = $2 WHERE object_key = $3"};
constexpr db::query delete_file{"DELETE FROM course_board_file WHERE object_key = $1"};
constexpr db::query count_files{"UPDATE course_board SET file_count = $1 WHERE id = $2"};

struct file_of_comment : attached_file {
    boards::comment_id comment_id;
};
BOOST_DESCRIBE_STRUCT(file_of_comment, (attached_file), (comment_id))

struct placed_file : attached_file {
    boards::board_id board_id;
};
BOOST_DESCRIBE_STRUCT(placed_file, (attached_file), (board_id))

std::vector<attached_file> files_at(db::connection& in, const attached_to& what)
{
    return what.comment ? in.all<attached_file>(files_of_one_comment, what.post, *what.comment)
                        : in.all<attached_file>(files_of_post, what.post);
}

void let_go(db::connection& in, std::string_view key, timestamp now)
{
    in.run(delete_file, key);
    contents::let_go_elsewhere(in, key, now);
}

problem no_file() { return not_found({"첨부 파일", "the file"}); }

} // namespace

void set_files(db::connection& in, const caller& who, ahimmoyak::institution_id of, const attached_to& what,
               std::span<const std::string> keys, timestamp now)
{
    if (std::set<std::string_view>(keys.begin(), keys.end()).size() != keys.size())
        throw invalid("/files", "twice", {"같은 파일을 두 번 붙일 수 없습니다.", "A file can be attached only once."});
    const auto had = files_at(in, what);
    for (const auto& each : had)
        if (std::ranges::find(keys, each.key) == keys.end())
            let_go(in, each.key, now);
    std::int64_t place = 0;
    for (const auto& key : keys) {
        ++place;
        if (std::ranges::find(had, key, &attached_file::key) != had.end()) {
            in.run(place_file, place, now, key);
            continue;
        }
        const auto sent = contents::use_elsewhere(in, of, who.user, key, now);
        in.run(insert_file, key, what.post, what.comment, who.user, place, sent.origin_name,
               sent.mime_type.value_or(""), sent.size_bytes, now);
    }
    if (!what.comment)
        in.run(count_files, place, what.post);
}

void remove_files(db::connection& in, const attached_to& what, timestamp now)
{
    for (const auto& each : files_at(in, what))
        let_go(in, each.key, now);
    if (!what.comment)
        in.run(count_files, 0, what.post);
}

std::vector<attached_file> files_of(db::connection& in, board_id post)
{
    return in.all<attached_file>(files_of_post, post);
}

std::map<comment_id, std::vector<attached_file>> files_of_comments(db::connection& in, board_id post)
{
    std::map<comment_id, std::vector<attached_file>> made;
    for (auto& each : in.all<file_of_comment>(files_of_all_comments, post))
        made[each.comment_id].push_back(std::move(each));
    return made;
}

attached_file find_file(db::connection& in, const caller& who, std::string_view key)
{
    auto found = in.first<placed_file>(one_file, key);
    if (!found)
        throw no_file();
    try {
        find_post(in, who, found->board_id);
    } catch (const problem&) {
        throw no_file();
    }
    return *std::move(found);
}

} // namespace ahimmoyak::boards
