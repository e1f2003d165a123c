#include "boards/posts.hpp"

#include "base/problem.hpp"
#include "boards/events.hpp"
#include "events/outbox.hpp"
#include "organisations/directory.hpp"

namespace ahimmoyak::boards {

namespace {

struct post_row {
    board_id id;
    board_type type{};
    courses::course_id course_id;
    std::string course_title;
    std::optional<offerings::course_provide_id> course_provide_id;
    std::optional<std::string> company_name;
    std::string title;
    ahimmoyak::user_id user_id;
    std::optional<std::string> name;
    bool pinned = false;
    bool anonymous = false;
    bool answered = false;
    bool accepted = false;
    bool deleted = false;
    std::int64_t views = 0;
    std::int64_t comment_count = 0;
    std::optional<timestamp> commented_at;
    timestamp created_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(post_row, (),
                      (id, type, course_id, course_title, course_provide_id, company_name, title, user_id, name, pinned,
                       anonymous, answered, accepted, deleted, views, comment_count, commented_at, created_at,
                       updated_at))

struct whole_post_row : post_row {
    courses::rich_text content;
    bool edited = false;
};
BOOST_DESCRIBE_STRUCT(whole_post_row, (post_row), (content, edited))

#define AHIMMOYAK_POST_COLUMNS                                                                                         \
    "SELECT b.id AS id, b.type AS type, b.course_id AS course_id, c.title AS course_title, "                           \
    "b.course_provide_id AS course_provide_id, k.name AS company_name, b.title AS title, b.user_id AS user_id, "       \
    "u.name AS name, b.pinned AS pinned, b.anonymous AS anonymous, b.answered AS answered, "                           \
    "b.accepted_comment_id IS NOT NULL AS accepted, b.deleted_at IS NOT NULL AS deleted, b.views AS views, "           \
    "b.comment_count AS comment_count, b.commented_at AS commented_at, b.created_at AS created_at, "                   \
    "b.updated_at AS updated_at"
#define AHIMMOYAK_POST_TABLES                                                                                          \
    " FROM course_board b JOIN course c ON c.id = b.course_id "                                                        \
    "LEFT JOIN course_provide p ON p.id = b.course_provide_id LEFT JOIN company k ON k.id = p.company_id "             \
    "LEFT JOIN users u ON u.id = b.user_id "
// What is deleted and was never commented on is not there any more.
#define AHIMMOYAK_POST_FILTER                                                                                          \
    " AND (b.deleted_at IS NULL OR b.comment_count > 0)"                                                               \
    " AND ($3 = '%%' OR b.deleted_at IS NULL AND (lower(b.title) LIKE $3 ESCAPE '\\' OR lower(b.words) LIKE $3 "       \
    "ESCAPE '\\'))"                                                                                                    \
    " AND ($4 = '' OR b.deleted_at IS NULL AND CASE WHEN b.answered = TRUE THEN 'yes' ELSE 'no' END = $4)"

// Along the offering's index, in its order.
constexpr db::query page_of_offering{AHIMMOYAK_POST_COLUMNS AHIMMOYAK_POST_TABLES
                                     "WHERE b.course_provide_id = $1 AND b.type = $2" AHIMMOYAK_POST_FILTER
                                     " ORDER BY b.pinned DESC, b.id DESC LIMIT $5 OFFSET $6"};
// Nothing looked for, as mostly: one statement along the index of what is shown, which alone counts it, too.
constexpr db::query whole_board_of_offering{
    AHIMMOYAK_POST_COLUMNS ", (SELECT COUNT(*) FROM course_board n WHERE n.course_provide_id = $1 AND n.type = $2 AND "
                           "(n.deleted_at IS NULL OR n.comment_count > 0)) AS total" AHIMMOYAK_POST_TABLES
                           "WHERE b.course_provide_id = $1 AND b.type = $2 AND (b.deleted_at IS NULL OR "
                           "b.comment_count > 0) ORDER BY b.pinned DESC, b.id DESC LIMIT $3 OFFSET $4"};
constexpr db::query count_of_offering{
    "SELECT COUNT(*) AS n FROM course_board b WHERE b.course_provide_id = $1 AND b.type = $2" AHIMMOYAK_POST_FILTER};
// Those to all offerings too.
constexpr db::query page_of_notices{AHIMMOYAK_POST_COLUMNS AHIMMOYAK_POST_TABLES
                                    "WHERE b.course_id = $1 AND b.type = $2" AHIMMOYAK_POST_FILTER
                                    " AND (b.course_provide_id IS NULL OR b.course_provide_id = $5) ORDER BY b.pinned "
                                    "DESC, b.id DESC LIMIT $6 OFFSET $7"};
constexpr db::query count_of_notices{
    "SELECT COUNT(*) AS n FROM course_board b WHERE b.course_id = $1 AND b.type = $2" AHIMMOYAK_POST_FILTER
    " AND (b.course_provide_id IS NULL OR b.course_provide_id = $5)"};
constexpr db::query page_of_course{AHIMMOYAK_POST_COLUMNS AHIMMOYAK_POST_TABLES
                                   "WHERE b.course_id = $1 AND b.type = $2" AHIMMOYAK_POST_FILTER
                                   " ORDER BY b.pinned DESC, b.id DESC LIMIT $5 OFFSET $6"};
constexpr db::query count_of_course{
    "SELECT COUNT(*) AS n FROM course_board b WHERE b.course_id = $1 AND b.type = $2" AHIMMOYAK_POST_FILTER};
constexpr db::query page_of_institution{AHIMMOYAK_POST_COLUMNS AHIMMOYAK_POST_TABLES
                                        "WHERE b.institution_id = $1 AND b.type = $2" AHIMMOYAK_POST_FILTER
                                        " ORDER BY b.pinned DESC, b.id DESC LIMIT $5 OFFSET $6"};
constexpr db::query count_of_institution{
    "SELECT COUNT(*) AS n FROM course_board b WHERE b.institution_id = $1 AND b.type = $2" AHIMMOYAK_POST_FILTER};
constexpr db::query page_of_own{AHIMMOYAK_POST_COLUMNS AHIMMOYAK_POST_TABLES
                                "WHERE b.user_id = $1 AND p.company_id = $2 AND b.deleted_at IS NULL"
                                " ORDER BY b.id DESC LIMIT $3 OFFSET $4"};
constexpr db::query count_of_own{
    "SELECT COUNT(*) AS n FROM course_board b JOIN course_provide p ON p.id = b.course_provide_id "
    "WHERE b.user_id = $1 AND p.company_id = $2 AND b.deleted_at IS NULL"};
constexpr db::query one_post{
    AHIMMOYAK_POST_COLUMNS ", b.content AS content, EXISTS (SELECT 1 FROM course_board_edit h WHERE h.board_id = b.id "
                           "AND h.comment_id IS NULL) AS edited" AHIMMOYAK_POST_TABLES "WHERE b.id = $1"};

#undef AHIMMOYAK_POST_COLUMNS
#undef AHIMMOYAK_POST_TABLES
#undef AHIMMOYAK_POST_FILTER

constexpr db::query day_of_view{"SELECT day FROM course_board_view WHERE board_id = $1 AND user_id = $2"};
constexpr db::query note_view{R"(
    INSERT INTO course_board_view (board_id, user_id, day, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (board_id, user_id) DO UPDATE SET day = excluded.day, updated_at = excluded.updated_at
    WHERE course_board_view.day <> excluded.day)"};
constexpr db::query add_view{"UPDATE course_board SET views = views + 1 WHERE id = $1"};

constexpr db::query insert_post{R"(
    INSERT INTO course_board (institution_id, course_id, course_provide_id, user_id, type, title, content, words, pinned,
                              anonymous, answered, views, comment_count, version, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, FALSE, 0, 0, 1, $11, $11) RETURNING id)"};
constexpr db::query keep_post{R"(
    INSERT INTO course_board_edit (board_id, comment_id, user_id, title, content, created_at, updated_at)
    SELECT id, NULL, CAST($1 AS BIGINT), title, content, CAST($2 AS BIGINT), $2 FROM course_board WHERE id = $3)"};
constexpr db::query update_post{R"(
    UPDATE course_board SET title = $1, content = $2, words = $3, pinned = COALESCE($4, pinned), version = version + 1,
                            updated_at = $5 WHERE id = $6)"};
constexpr db::query hide_post{
    "UPDATE course_board SET deleted_at = $1, pinned = FALSE, version = version + 1, updated_at = $1 WHERE id = $2"};
constexpr db::query earlier_posts{R"(
    SELECT title, content, created_at AS until FROM course_board_edit
    WHERE board_id = $1 AND comment_id IS NULL ORDER BY id DESC LIMIT 100)"};

struct counted_post_row : post_row {
    std::int64_t total = 0; ///< of the board, in each row
};
BOOST_DESCRIBE_STRUCT(counted_post_row, (post_row), (total))

void fill(post_summary& shown, const caller& who, post_row&& row)
{
    shown.id = row.id;
    shown.type = row.type;
    shown.course_id = row.course_id;
    shown.course_title = std::move(row.course_title);
    shown.course_provide_id = row.course_provide_id;
    shown.company_name = std::move(row.company_name);
    shown.author = author_of(who, row.user_id, std::move(row.name), row.type == board_type::NOTICE, row.anonymous);
    shown.pinned = row.pinned;
    shown.anonymous = row.anonymous;
    shown.answered = row.answered;
    shown.accepted = row.accepted;
    shown.deleted = row.deleted;
    shown.views = row.views;
    shown.comment_count = row.comment_count;
    shown.commented_at = row.commented_at;
    shown.created_at = row.created_at;
    shown.updated_at = row.updated_at;
    if (!row.deleted)
        shown.title = std::move(row.title);
}

template <class Row>
std::vector<post_summary> shown_to(const caller& who, std::vector<Row>&& rows)
{
    std::vector<post_summary> all;
    all.reserve(rows.size());
    for (auto& each : rows)
        fill(all.emplace_back(), who, std::move(each));
    return all;
}

std::string_view wanted(std::optional<bool> answered) { return !answered ? "" : *answered ? "yes" : "no"; }

template <class... Key>
post_page page_by(db::connection& in, const caller& who, const list_wish& wish, const db::query& rows,
                  const db::query& count, std::int64_t of, const Key&... key)
{
    const auto pattern = organisations::containing(wish.search);
    const auto answered = wanted(wish.answered);
    return {shown_to(who, in.all<post_row>(rows, of, wish.type, pattern, answered, key..., wish.most, wish.skip)),
            in.first<std::int64_t>(count, of, wish.type, pattern, answered, key...).value_or(0)};
}

// Nothing: the page is beyond the last, and somebody else has to count.
std::optional<post_page> whole_board(db::connection& in, const caller& who, const list_wish& wish,
                                     offerings::course_provide_id of)
{
    auto rows = in.all<counted_post_row>(whole_board_of_offering, of, wish.type, wish.most, wish.skip);
    if (rows.empty() && wish.skip > 0)
        return std::nullopt;
    const auto total = rows.empty() ? 0 : rows.front().total;
    return post_page{shown_to(who, std::move(rows)), total};
}

void check_based_on(const post_facts& what, std::optional<std::int64_t> based_on)
{
    if (based_on && *based_on != what.version)
        throw changed_meanwhile();
}

} // namespace

problem changed_meanwhile()
{
    return {412,
            "changed_meanwhile",
            {"그사이 다른 사람이 이 글을 바꾸었습니다. 새로 불러온 뒤 다시 고치세요.",
             "Somebody has changed this meanwhile; load it again, then make your change."}};
}

post_page list_posts(db::connection& in, const caller& who, const place& where, const list_wish& wish)
{
    if (!where.course_provide_id)
        return page_by(in, who, wish, page_of_course, count_of_course, where.course_id.value);
    if (wish.type == board_type::NOTICE)
        return page_by(in, who, wish, page_of_notices, count_of_notices, where.course_id.value,
                       *where.course_provide_id);
    if (wish.search.empty() && !wish.answered)
        if (auto page = whole_board(in, who, wish, *where.course_provide_id))
            return *std::move(page);
    return page_by(in, who, wish, page_of_offering, count_of_offering, where.course_provide_id->value);
}

post_page list_of_institution(db::connection& in, const caller& who, const list_wish& wish)
{
    return page_by(in, who, wish, page_of_institution, count_of_institution, who.of_institution().value);
}

post_page list_own(db::connection& in, const caller& who, std::int64_t most, std::int64_t skip)
{
    return {shown_to(who, in.all<post_row>(page_of_own, who.user, who.of_company(), most, skip)),
            in.first<std::int64_t>(count_of_own, who.user, who.of_company()).value_or(0)};
}

post read_post(db::connection& in, const caller& who, board_id which)
{
    const auto facts = find_post(in, who, which);
    auto row = in.first<whole_post_row>(one_post, which).value();
    post shown;
    if (!row.deleted)
        shown.content = std::move(row.content);
    shown.edited = row.edited && !row.deleted;
    fill(shown, who, std::move(row));
    shown.may_change = may_change(who, facts);
    shown.may_delete = may_delete(who, facts);
    shown.may_comment = may_comment(who, facts);
    shown.version = facts.version;
    return shown;
}

bool is_new_view(db::connection& in, const caller& who, board_id which, date day)
{
    return in.first<date>(day_of_view, which, who.user) != day;
}

void count_view(db::connection& in, const caller& who, board_id which, date day, timestamp now)
{
    if (in.run(note_view, which, who.user, day, now) > 0)
        in.run(add_view, which);
}

board_id add_post(db::connection& in, const caller& who, const place& where, const new_post& what, timestamp now)
{
    if ((what.type == board_type::NOTICE) != is_institution(who))
        throw forbidden({"공지사항은 교육기관이, 질문은 수강생이 씁니다.",
                         "Notices are written by the institution, questions by trainees."});
    check_open(who, where.state);
    if (what.anonymous && !where.anonymous_allowed)
        throw invalid("/anonymous", "not_allowed",
                      {"이 교육기관은 익명 글을 허용하지 않습니다.", "This institution allows no anonymous posts."});
    const auto made =
        in.first<board_id>(insert_post, where.institution_id, where.course_id, where.course_provide_id, who.user,
                           what.type, what.title, what.content, courses::plain_text_of(what.content),
                           what.pinned && is_institution(who), what.anonymous, now)
            .value();
    events::publish(in,
                    posted{made, what.type, where.institution_id, where.course_id, where.course_provide_id,
                           std::string{what.title}},
                    made);
    return made;
}

void change_post(db::connection& in, const caller& who, board_id which, const post_change& to,
                 std::optional<std::int64_t> based_on, timestamp now)
{
    const auto facts = find_post(in, who, which);
    if (!may_change(who, facts))
        throw forbidden({"자기가 쓴 글만 고칠 수 있습니다.", "Only who wrote it may change it."});
    if (facts.state)
        check_open(who, *facts.state);
    check_based_on(facts, based_on);
    in.run(keep_post, who.user, now, which);
    const auto pinned = is_institution(who) ? to.pinned : std::nullopt;
    in.run(update_post, to.title, to.content, courses::plain_text_of(to.content), pinned, now, which);
}

void remove_post(db::connection& in, const caller& who, board_id which, std::optional<std::int64_t> based_on,
                 timestamp now)
{
    const auto facts = find_post(in, who, which);
    if (facts.deleted)
        return;
    if (!may_delete(who, facts))
        throw forbidden({"자기가 쓴 글만 지울 수 있습니다.", "Only who wrote it may delete it."});
    check_based_on(facts, based_on);
    in.run(hide_post, now, which);
}

std::vector<earlier_version> history_of_post(db::connection& in, const caller& who, board_id which)
{
    const auto facts = find_post(in, who, which);
    if (facts.deleted)
        return {};
    if (!is_institution(who) && facts.user_id != who.user)
        throw forbidden({"고친 내역은 글쓴이와 교육기관만 볼 수 있습니다.",
                         "Earlier versions are for who wrote it and for the institution."});
    return in.all<earlier_version>(earlier_posts, which);
}

} // namespace ahimmoyak::boards
