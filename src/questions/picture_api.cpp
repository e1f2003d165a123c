#include "courses/picture.hpp"
#include "courses/pictures.hpp"
#include "questions/pictures.hpp"
#include "questions/routes.hpp"

namespace ahimmoyak::questions {

namespace {

struct sent_picture {
    picture_id id;
};
BOOST_DESCRIBE_STRUCT(sent_picture, (), (id))

task<http::created<sent_picture>> send_picture(module& m, caller who, http::file_body file)
{
    const auto now = m.time.now();
    const auto of = who.of_institution();
    m.pictures_by_institution.count(std::to_string(of.value), now);
    const auto is = courses::usable_picture(file.bytes);
    auto work = [&](db::connection& in) { return keep_picture(in, of, who.user, is.mime_type, file.bytes, now); };
    const auto made = co_await m.database.write(work);
    co_return http::created<sent_picture>{{made}, "/v1/questions/pictures/" + std::to_string(made.value)};
}

task<http::response> show_picture(module& m, caller who, http::path<"pictureId", picture_id> which)
{
    const auto of = who.of_institution();
    auto ask = [&](db::connection& in) { return picture_of(in, of, which.value); };
    auto found = co_await m.database.read(ask);
    if (!found)
        throw not_found({"그림", "the picture"});
    co_return shown(*std::move(found));
}

} // namespace

void add_picture_routes(http::routes<module>& r)
{
    constexpr auto managers = http::allow::only(role::MANAGER);
    r.post("/v1/questions/pictures", managers,
           "Send a picture for a question: JPEG, PNG or WebP, at most 1 MiB; a question that is saved with it keeps it",
           send_picture, {courses::most_picture_bytes});
    r.get("/v1/questions/pictures/{pictureId}", managers, "A picture of the institution's questions", show_picture);
}

} // namespace ahimmoyak::questions
