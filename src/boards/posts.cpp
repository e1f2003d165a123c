#include "boards/posts.hpp"

#include "base/problem.hpp"
#include "boards/events.hpp"
#include "boards/files.hpp"
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
    std::int64_t file_count = 0;
    timestamp created_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(post_row, (),
                      (id, type, course_id, course_title, course_provide_id, company_name, title, user_id, name, pinned,
                       anonymous, answered, accepted, deleted, views, comment_count, commented_at, file_count,
                       created_at, updated_at))

struct whole_post_row : post_row {
    courses::rich_text content;
    bool edited = false;
};
BOOST_DESCRIBE_STRUCT(whole_post_row, (post_row), (content, edited))

constexpr db::sql_part columns{R"(
    SELECT b.id AS id, b.type AS type, b.course_id AS course_id, c.title AS course_title,
           b.course_provide_id AS course_provide_id, k.name AS company_name, b.title AS title, b.user_id AS user_id,
           u.name AS name, b.pinned AS pinned, b.anonymous AS anonymous, b.answered AS answered,
           b.accepted_comment_id IS NOT NULL AS accepted, b.deleted_at IS NOT NULL AS deleted, b.views AS views,
           b.comment_count AS comment_count, b.commented_at AS commented_at, b.file_count AS file_count,
           b.created_at AS created_at, b.updated_at AS updated_at)"};
constexpr db::sql_part tables{R"(
    FROM course_board b JOIN course c ON c.id = b.course_id LEFT JOIN course_provide p ON p.id = b.course_provide_id
         LEFT JOIN company k ON k.id = p.company_id LEFT JOIN users u ON u.id = b.user_id )"};
constexpr db::sql_part counted{"SELECT COUNT(*) AS n FROM course_board b "};
// What is deleted and was never commented on is not there any more.
constexpr db::sql_part filter{R"(
    AND (b.deleted_at IS NULL OR b.comment_count > 0)
    AND ($3 = '%%' OR b.deleted_at IS NULL AND (lower(b.title) LIKE $3 ESCAPE '\' OR lower(b.words) LIKE $3 ESCAPE '\'))
    AND ($4 = '' OR b.deleted_at IS NULL AND CASE WHEN b.answered = TRUE THEN 'yes' ELSE 'no' END = $4))"};
constexpr db::sql_part pinned_first{" ORDER BY b.pinned DESC, b.id DESC "};
constexpr db::sql_part of_offering{"WHERE b.course_provide_id = $1 AND b.type = $2 "};
constexpr db::sql_part of_course{"WHERE b.course_id = $1 AND b.type = $2 "};
constexpr db::sql_part of_institution{"WHERE b.institution_id = $1 AND b.type = $2 "};
// Those to all offerings too.
constexpr db::sql_part for_offering{" AND (b.course_provide_id IS NULL OR b.course_provide_id = $5)"};

// Along the offering's index, in its order.
constexpr auto page_of_offering =
    db::joined<columns, tables, of_offering, filter, pinned_first, "LIMIT $5 OFFSET $6">();
constexpr auto count_of_offering = db::joined<counted, of_offering, filter>();
// Nothing looked for among the questions, as mostly: course and company are the board's, so that a row is a post and
// its writer only; how many there are is counted in the index of what is shown.
constexpr db::sql_part question_columns{R"(
    SELECT b.id AS id, b.title AS title, b.user_id AS user_id, u.name AS name, b.pinned AS pinned,
           b.anonymous AS anonymous, b.answered AS answered, b.accepted_comment_id IS NOT NULL AS accepted,
           b.deleted_at IS NOT NULL AS deleted, b.views AS views, b.comment_count AS comment_count,
           b.commented_at AS commented_at, b.file_count AS file_count, b.created_at AS created_at,
           b.updated_at AS updated_at)"};
constexpr db::sql_part question_tables{" FROM course_board b LEFT JOIN users u ON u.id = b.user_id "};
constexpr db::sql_part shown_questions{
    " AND b.type = 'QNA' AND (b.deleted_at IS NULL OR b.comment_count > 0) ORDER BY b.pinned DESC, b.id DESC "};
constexpr auto questions_of_offering =
    db::joined<question_columns, R"(,
    (SELECT COUNT(*) FROM course_board n WHERE n.course_provide_id = $1 AND n.type = 'QNA'
     AND (n.deleted_at IS NULL OR n.comment_count > 0)) AS total)",
               question_tables, "WHERE b.course_provide_id = $1", shown_questions, "LIMIT $2 OFFSET $3">();
// The same with whose board it is, in one way to a database server and back. $4: the offering asked for, or 0.
constexpr auto questions_of_trainee = db::joined<R"(
    WITH place AS MATERIALIZED (
        SELECT p.id AS id, p.state AS state, p.institution_id AS institution_id, c.title AS course_title,
               k.name AS company_name, COALESCE(s.anonymous_allowed, FALSE) AS anonymous_allowed
        FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id JOIN course c ON c.id = p.course_id
             JOIN company k ON k.id = p.company_id LEFT JOIN board_setting s ON s.institution_id = p.institution_id
        WHERE e.user_id = $1 AND p.course_id = $2 AND p.company_id = $3
          AND (CAST($4 AS BIGINT) = 0 OR p.id = CAST($4 AS BIGINT))
        ORDER BY CASE WHEN p.state = 'ONGOING' THEN 0 ELSE 1 END, p.id DESC LIMIT 1))",
                                                 question_columns, R"(,
    (SELECT COUNT(*) FROM course_board n WHERE n.course_provide_id = (SELECT id FROM place) AND n.type = 'QNA'
     AND (n.deleted_at IS NULL OR n.comment_count > 0)) AS total,
    b.course_provide_id AS course_provide_id, (SELECT institution_id FROM place) AS institution_id,
    (SELECT state FROM place) AS state, (SELECT anonymous_allowed FROM place) AS anonymous_allowed,
    (SELECT course_title FROM place) AS course_title, (SELECT company_name FROM place) AS company_name)",
                                                 question_tables, "WHERE b.course_provide_id = (SELECT id FROM place)",
                                                 shown_questions, "LIMIT $5 OFFSET $6">();
// Those to all offerings of the course, too.
constexpr auto page_of_notices =
    db::joined<columns, tables, of_course, filter, for_offering, pinned_first, "LIMIT $6 OFFSET $7">();
constexpr auto count_of_notices = db::joined<counted, of_course, filter, for_offering>();
constexpr auto page_of_course = db::joined<columns, tables, of_course, filter, pinned_first, "LIMIT $5 OFFSET $6">();
constexpr auto count_of_course = db::joined<counted, of_course, filter>();
constexpr auto page_of_institution =
    db::joined<columns, tables, of_institution, filter, pinned_first, "LIMIT $5 OFFSET $6">();
constexpr auto count_of_institution = db::joined<counted, of_institution, filter>();

constexpr db::sql_part of_writer{"WHERE b.user_id = $1 AND p.company_id = $2 AND b.deleted_at IS NULL"};
constexpr auto page_of_own = db::joined<columns, tables, of_writer, " ORDER BY b.id DESC LIMIT $3 OFFSET $4">();
constexpr auto count_of_own =
    db::joined<"SELECT COUNT(*) AS n FROM course_board b JOIN course_provide p ON p.id = b.course_provide_id ",
               of_writer>();
constexpr auto one_post = db::joined<columns, R"(,
    b.content AS content,
    EXISTS (SELECT 1 FROM course_board_edit h WHERE h.board_id = b.id AND h.comment_id IS NULL) AS edited)",
                                     tables, "WHERE b.id = $1">();

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

struct question_row {
    board_id id;
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
    std::int64_t file_count = 0;
    timestamp created_at{};
    timestamp updated_at{};
    std::int64_t total = 0; ///< of the board, in each row
};
BOOST_DESCRIBE_STRUCT(question_row, (),
                      (id, title, user_id, name, pinned, anonymous, answered, accepted, deleted, views, comment_count,
                       commented_at, file_count, created_at, updated_at, total))

/// With the board, in each row.
struct placed_question_row : question_row {
    offerings::course_provide_id course_provide_id;
    ahimmoyak::institution_id institution_id;
    offerings::course_provide_state state{};
    bool anonymous_allowed = false;
    std::string course_title;
    std::string company_name;
};
BOOST_DESCRIBE_STRUCT(placed_question_row, (question_row),
                      (course_provide_id, institution_id, state, anonymous_allowed, course_title, company_name))

// What all rows of a post have.
template <class Row>
void fill_common(post_summary& shown, const caller& who, Row& row, board_type type)
{
    shown.id = row.id;
    shown.type = type;
    shown.author = author_of(who, row.user_id, std::move(row.name), type == board_type::NOTICE, row.anonymous);
    shown.pinned = row.pinned;
    shown.anonymous = row.anonymous;
    shown.answered = row.answered;
    shown.accepted = row.accepted;
    shown.deleted = row.deleted;
    shown.views = row.views;
    shown.comment_count = row.comment_count;
    shown.commented_at = row.commented_at;
    shown.file_count = row.file_count;
    shown.created_at = row.created_at;
    shown.updated_at = row.updated_at;
    if (!row.deleted)
        shown.title = std::move(row.title);
}

void fill(post_summary& shown, const caller& who, post_row&& row)
{
    fill_common(shown, who, row, row.type);
    shown.course_id = row.course_id;
    shown.course_title = std::move(row.course_title);
    shown.course_provide_id = row.course_provide_id;
    shown.company_name = std::move(row.company_name);
}

std::vector<post_summary> shown_to(const caller& who, std::vector<post_row>&& rows)
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
    return page_by(in, who, wish, page_of_offering, count_of_offering, where.course_provide_id->value);
}

namespace {

template <class Row>
post_page questions_at(const place& where, const caller& who, std::vector<Row>&& rows)
{
    post_page page;
    page.total = rows.empty() ? 0 : rows.front().total;
    page.items.reserve(rows.size());
    for (auto& each : rows) {
        auto& shown = page.items.emplace_back();
        fill_common(shown, who, each, board_type::QNA);
        shown.course_id = where.course_id;
        shown.course_title = where.course_title;
        shown.course_provide_id = where.course_provide_id;
        shown.company_name = where.company_name;
    }
    return page;
}

} // namespace

std::optional<placed_page> list_questions(db::connection& in, const caller& who, courses::course_id course,
                                          std::optional<offerings::course_provide_id> which, const list_wish& wish)
{
    // In one process two small statements are quicker than a large one.
    if (in.dialect() == db::dialect::sqlite) {
        auto where = place_of(in, who, course, which);
        auto rows = in.all<question_row>(questions_of_offering, *where.course_provide_id, wish.most, wish.skip);
        if (rows.empty() && wish.skip > 0)
            return std::nullopt;
        auto page = questions_at(where, who, std::move(rows));
        return placed_page{std::move(where), std::move(page)};
    }
    auto rows = in.all<placed_question_row>(questions_of_trainee, who.user, course, who.of_company(),
                                            which.value_or(offerings::course_provide_id{0}), wish.most, wish.skip);
    if (rows.empty())
        return std::nullopt;
    const auto& first = rows.front();
    place where{.institution_id = first.institution_id,
                .course_id = course,
                .course_provide_id = first.course_provide_id,
                .open = takes_posts(first.state),
                .state = first.state,
                .anonymous_allowed = first.anonymous_allowed,
                .course_title = first.course_title,
                .company_name = first.company_name};
    auto page = questions_at(where, who, std::move(rows));
    return placed_page{std::move(where), std::move(page)};
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
    if (shown.file_count > 0)
        shown.files = files_of(in, which);
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
    if (!what.files.empty())
        set_files(in, who, where.institution_id, {made, std::nullopt}, what.files, now);
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
    if (to.files)
        set_files(in, who, facts.institution_id, {which, std::nullopt}, *to.files, now);
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
    remove_files(in, {which, std::nullopt}, now);
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
