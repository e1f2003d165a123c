#include "boards/comments.hpp"

#include "base/problem.hpp"
#include "boards/events.hpp"
#include "boards/files.hpp"
#include "boards/posts.hpp"
#include "events/outbox.hpp"

namespace ahimmoyak::boards {

namespace {

constexpr std::int64_t most_comments = 2'000;

struct comment_row {
    comment_id id;
    ahimmoyak::user_id user_id;
    std::optional<std::string> name;
    bool by_institution = false;
    bool anonymous = false;
    courses::rich_text content;
    bool accepted = false;
    bool deleted = false;
    bool edited = false;
    std::int64_t version = 0;
    timestamp created_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(comment_row, (),
                      (id, user_id, name, by_institution, anonymous, content, accepted, deleted, edited, version,
                       created_at, updated_at))

constexpr db::query page_of_comments{R"(
    SELECT m.id AS id, m.user_id AS user_id, u.name AS name, m.by_institution AS by_institution,
           m.anonymous AS anonymous, m.content AS content, COALESCE(b.accepted_comment_id = m.id, FALSE) AS accepted,
           m.deleted_at IS NOT NULL AS deleted,
           EXISTS (SELECT 1 FROM course_board_edit h WHERE h.board_id = m.board_id AND h.comment_id = m.id) AS edited,
           m.version AS version, m.created_at AS created_at, m.updated_at AS updated_at
    FROM course_comment m JOIN course_board b ON b.id = m.board_id LEFT JOIN users u ON u.id = m.user_id
    WHERE m.board_id = $1 AND m.id > $2 ORDER BY m.id LIMIT $3)"};

struct comment_facts {
    comment_id id;
    boards::board_id board_id;
    ahimmoyak::user_id user_id;
    bool by_institution = false;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(comment_facts, (), (id, board_id, user_id, by_institution, version))

constexpr db::query facts_of_comment{R"(
    SELECT id, board_id, user_id, by_institution, version FROM course_comment WHERE id = $1 AND deleted_at IS NULL)"};
constexpr db::query count_all{"SELECT COUNT(*) AS n FROM course_comment WHERE board_id = $1"};
constexpr db::query insert_comment{R"(
    INSERT INTO course_comment (board_id, user_id, by_institution, anonymous, content, version, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, 1, $6, $6) RETURNING id)"};
constexpr db::query keep_comment{R"(
    INSERT INTO course_board_edit (board_id, comment_id, user_id, title, content, created_at, updated_at)
    SELECT board_id, id, CAST($1 AS BIGINT), NULL, content, CAST($2 AS BIGINT), $2 FROM course_comment WHERE id = $3)"};
constexpr db::query update_comment{
    "UPDATE course_comment SET content = $1, version = version + 1, updated_at = $2 WHERE id = $3"};
constexpr db::query hide_comment{
    "UPDATE course_comment SET deleted_at = $1, version = version + 1, updated_at = $1 WHERE id = $2"};
// What the post says of its comments, which a list shows without looking at them.
constexpr db::query sum_up{R"(
    UPDATE course_board
    SET comment_count = (SELECT COUNT(*) FROM course_comment m WHERE m.board_id = course_board.id AND m.deleted_at IS NULL),
        commented_at = (SELECT MAX(m.created_at) FROM course_comment m
                        WHERE m.board_id = course_board.id AND m.deleted_at IS NULL),
        answered = type = 'QNA' AND EXISTS (SELECT 1 FROM course_comment m WHERE m.board_id = course_board.id
                                            AND m.deleted_at IS NULL AND m.by_institution = TRUE),
        accepted_comment_id = (SELECT m.id FROM course_comment m
                               WHERE m.id = course_board.accepted_comment_id AND m.deleted_at IS NULL)
    WHERE id = $1)"};
constexpr db::query set_accepted{"UPDATE course_board SET accepted_comment_id = $1 WHERE id = $2"};
constexpr db::query unset_accepted{
    "UPDATE course_board SET accepted_comment_id = NULL WHERE id = $1 AND accepted_comment_id = $2"};
constexpr db::query earlier_comments{R"(
    SELECT title, content, created_at AS until FROM course_board_edit
    WHERE board_id = $1 AND comment_id = $2 ORDER BY id DESC LIMIT 100)"};

problem no_comment() { return not_found({"댓글", "the comment"}); }

struct found_comment {
    comment_facts comment;
    post_facts post;
};

found_comment find_comment(db::connection& in, const caller& who, comment_id which)
{
    const auto found = in.first<comment_facts>(facts_of_comment, which);
    if (!found)
        throw no_comment();
    try {
        return {*found, find_post(in, who, found->board_id)};
    } catch (const problem&) {
        throw no_comment();
    }
}

// The institution speaks with one voice: its staff change each other's.
bool may_change_comment(const caller& who, user_id wrote, bool by_institution)
{
    return is_institution(who) ? by_institution : wrote == who.user;
}

} // namespace

std::vector<comment> comments_of(db::connection& in, const caller& who, board_id which, comment_id after,
                                 std::int64_t most)
{
    find_post(in, who, which);
    std::vector<comment> all;
    auto files = files_of_comments(in, which);
    for (auto& row : in.all<comment_row>(page_of_comments, which, after, most)) {
        auto& shown = all.emplace_back();
        shown.id = row.id;
        shown.author = author_of(who, row.user_id, std::move(row.name), row.by_institution, row.anonymous);
        if (!row.deleted)
            shown.content = std::move(row.content);
        if (const auto found = files.find(row.id); found != files.end())
            shown.files = std::move(found->second);
        shown.anonymous = row.anonymous;
        shown.accepted = row.accepted;
        shown.deleted = row.deleted;
        shown.edited = row.edited && !row.deleted;
        shown.may_change = !row.deleted && may_change_comment(who, row.user_id, row.by_institution);
        shown.may_delete = !row.deleted && (is_institution(who) || row.user_id == who.user);
        shown.version = row.version;
        shown.created_at = row.created_at;
        shown.updated_at = row.updated_at;
    }
    return all;
}

comment_id add_comment(db::connection& in, const caller& who, board_id to, const courses::rich_text& content,
                       bool anonymous, std::span<const std::string> files, timestamp now)
{
    const auto post = find_post(in, who, to);
    if (post.state)
        check_open(who, *post.state);
    if (!may_comment(who, post))
        throw forbidden({"공지사항의 댓글은 교육기관만 씁니다.", "Only the institution comments on notices."});
    if (anonymous && (is_institution(who) || !anonymous_allowed(in, post.institution_id)))
        throw invalid("/anonymous", "not_allowed",
                      {"이 교육기관은 익명 글을 허용하지 않습니다.", "This institution allows no anonymous posts."});
    if (const auto there = in.first<std::int64_t>(count_all, to).value_or(0); there >= most_comments)
        throw conflict("thread_full", std::to_string(there),
                       say("댓글은 글마다 {}개까지입니다. 새 글을 쓰세요.",
                           "A post takes at most {} comments; write a new post.", most_comments));
    const auto made =
        in.first<comment_id>(insert_comment, to, who.user, is_institution(who), anonymous, content, now).value();
    if (!files.empty())
        set_files(in, who, post.institution_id, {to, made}, files, now);
    in.run(sum_up, to);
    events::publish(in, commented{to, made, is_institution(who), who.user}, to);
    return made;
}

void change_comment(db::connection& in, const caller& who, comment_id which, const courses::rich_text& to,
                    const std::optional<std::vector<std::string>>& files, std::optional<std::int64_t> based_on,
                    timestamp now)
{
    const auto [comment, post] = find_comment(in, who, which);
    if (!may_change_comment(who, comment.user_id, comment.by_institution))
        throw forbidden({"자기가 쓴 댓글만 고칠 수 있습니다.", "Only who wrote it may change it."});
    if (post.state)
        check_open(who, *post.state);
    if (based_on && *based_on != comment.version)
        throw changed_meanwhile();
    in.run(keep_comment, who.user, now, which);
    in.run(update_comment, to, now, which);
    if (files)
        set_files(in, who, post.institution_id, {post.id, which}, *files, now);
}

void remove_comment(db::connection& in, const caller& who, comment_id which, timestamp now)
{
    const auto [comment, post] = find_comment(in, who, which);
    if (!is_institution(who) && comment.user_id != who.user)
        throw forbidden({"자기가 쓴 댓글만 지울 수 있습니다.", "Only who wrote it may delete it."});
    in.run(hide_comment, now, which);
    remove_files(in, {post.id, which}, now);
    in.run(sum_up, post.id);
}

void accept_comment(db::connection& in, const caller& who, comment_id which, bool accepted)
{
    const auto [comment, post] = find_comment(in, who, which);
    if (post.type != board_type::QNA || (!is_institution(who) && post.user_id != who.user))
        throw forbidden(
            {"답변 채택은 질문한 사람과 교육기관만 합니다.", "Only who asked, and the institution, accept an answer."});
    if (accepted)
        in.run(set_accepted, which, post.id);
    else
        in.run(unset_accepted, post.id, which);
    if (accepted && comment.user_id != who.user)
        events::publish(in, answer_accepted{post.id, which, comment.user_id, comment.by_institution}, post.id);
}

std::vector<earlier_version> history_of_comment(db::connection& in, const caller& who, comment_id which)
{
    const auto [comment, post] = find_comment(in, who, which);
    if (!is_institution(who) && comment.user_id != who.user)
        throw forbidden({"고친 내역은 글쓴이와 교육기관만 볼 수 있습니다.",
                         "Earlier versions are for who wrote it and for the institution."});
    return in.all<earlier_version>(earlier_comments, post.id, which);
}

} // namespace ahimmoyak::boards
