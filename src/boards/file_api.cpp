#include "base/problem.hpp"
#include "boards/files.hpp"
#include "boards/routes.hpp"
#include "contents/files.hpp"
#include "contents/receiving.hpp"

namespace ahimmoyak::boards {

namespace {

constexpr std::chrono::minutes address_valid{10};

using chosen_file = http::path<"fileKey", text<1, 100>>;

/// One of the two says where, as with a post.
struct new_file {
    text<1, 255> filename;
    whole<1, most_file_bytes> filesize;
    std::optional<offerings::course_provide_id> course_provide_id;
    std::optional<courses::course_id> course_id;
};
BOOST_DESCRIBE_STRUCT(new_file, (), (filename, filesize, course_provide_id, course_id))

struct file_parts {
    text<1, 100> upload_id;
    text<1, 100> key;
    json::list<text<1, 100>, 1, 100> etags;
};
BOOST_DESCRIBE_STRUCT(file_parts, (), (upload_id, key, etags))

struct address_of_file {
    attached_file file;
    std::string url; ///< for ten minutes, for who has it
};
BOOST_DESCRIBE_STRUCT(address_of_file, (), (file, url))

struct file_query {
    std::optional<bool> shown; ///< pictures and PDFs: to be shown rather than saved
};
BOOST_DESCRIBE_STRUCT(file_query, (), (shown))

problem no_upload() { return not_found({"업로드", "the upload"}); }

task<http::created<contents::upload_begun>> begin_file(module& m, caller who, http::incoming request,
                                                       http::body<new_file> in)
{
    const auto& form = in.value;
    if (!form.course_provide_id && !form.course_id)
        throw invalid("/courseProvideId", "required",
                      {"과정이나 과정 신청을 고르세요.", "Say which offering, or which course."});
    m.files_sent.count(std::to_string(who.user.value), m.time.now());
    const auto where = co_await m.database.read([&](db::connection& on) {
        const auto found = form.course_id ? place_of(on, who, *form.course_id, form.course_provide_id)
                                          : place_of(on, who, form.course_provide_id.value());
        check_open(who, found.state);
        return found;
    });
    contents::announced_file file{form.filename.value, form.filesize.value, "", std::string{request->header("host")}};
    try {
        co_return http::created<contents::upload_begun>{
            co_await contents::begin_upload(m.files, where.institution_id, who.user, std::move(file))};
    } catch (const problem& full) {
        // A trainee can do nothing about the institution's room, and need not know how large it is.
        if (full.code() != "storage_limit" || is_institution(who))
            throw;
    }
    throw conflict("storage_limit", "FULL",
                   {"교육기관의 저장 공간이 부족하여 파일을 올릴 수 없습니다. 교육기관에 알려 주세요.",
                    "The institution has no room left for files; please tell it."});
}

task<attached_file> complete_file(module& m, caller who, http::body<file_parts> in)
{
    auto known = co_await m.database.read(
        [&](db::connection& on) { return contents::find_own_upload(on, who.user, in->key.value); });
    if (!known || known->upload_id != in->upload_id.value)
        throw no_upload();
    std::vector<std::string> etags;
    for (const auto& each : in->etags)
        etags.push_back(each.value);
    auto name = known->origin_name;
    auto done = co_await contents::complete_upload(m.files, *std::move(known), std::move(etags));
    co_return attached_file{std::move(done.key), std::move(name), std::move(done.mime_type), done.size_bytes};
}

task<http::no_content> abandon_file(module& m, caller who, chosen_file which)
{
    const auto now = m.time.now();
    auto given_up = co_await m.database.write([&](db::connection& on) -> std::optional<contents::upload> {
        auto known = contents::find_own_upload(on, who.user, which.value.value);
        if (!known)
            throw no_upload();
        if (!contents::give_up(on, known->id, now))
            throw conflict("upload_used", "USED",
                           {"이미 글에 붙은 파일입니다. 글을 고쳐서 빼세요.",
                            "A post has this file already; change the post to take it away."});
        return known;
    });
    co_await contents::remove_given_up(m.files, *std::move(given_up));
    co_return http::no_content{};
}

task<address_of_file> show_file(module& m, caller who, http::incoming request, chosen_file which,
                                http::query<file_query> asked)
{
    address_of_file made;
    made.file = co_await m.database.read([&](db::connection& in) { return find_file(in, who, which.value.value); });
    auto as = contents::presentation_of({made.file.key, made.file.name, made.file.mime_type, made.file.size_bytes, {}});
    as.attachment = as.attachment || !asked->shown.value_or(false);
    made.url = m.files.store.address(request->header("host"), made.file.key, as, address_valid);
    co_return made;
}

} // namespace

std::vector<std::string> keys_in(const file_keys& from)
{
    std::vector<std::string> keys;
    for (const auto& each : from)
        keys.push_back(each.value);
    return keys;
}

void add_file_routes(http::routes<module>& r)
{
    constexpr auto both = http::allow::only(role::MANAGER, role::EMPLOYEE);

    r.post("/board/v1/files", both, "Begin to send a file for a post or a comment: signed addresses for its parts",
           begin_file);
    r.post("/board/v1/files/completion", both, "Complete a file for a post or a comment", complete_file);
    r.remove("/board/v1/files/{fileKey}", both, "Take back a file that is not attached yet", abandon_file);
    r.get("/board/v1/files/{fileKey}", both, "Where an attached file is read, for ten minutes", show_file);
}

} // namespace ahimmoyak::boards
