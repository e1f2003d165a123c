#include "contents/files.hpp"
#include "contents/test_files.hpp"
#include "courses/test_house.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::contents;
using namespace std::chrono_literals;

namespace {

std::vector<db::migration> all_migrations() { return courses::test_migrations({contents::migrations()}); }

struct studio : courses::test_house {
    test_files files{time};
    contents::module m{database, time, files.store};
    std::int64_t course = 0;
    std::int64_t chapter = 0;

    explicit studio(db::pool& on) : test_house{on}
    {
        contents::add_routes(site, book, m);
        objects::add_routes(site, files.store);
        course = post("/v1/courses", manager, R"({"title":"과정"})").number("/id");
        chapter = post(fmt::format("/v1/courses/{}/curriculums", course), manager, R"({"title":"1장"})")
                      .number("/curriculums/0/id");
    }

    answer begin(std::string_view filename, std::size_t size, const caller& who = manager)
    {
        return post("/builder/v1/files/upload", who,
                    fmt::format(R"({{"filename":"{}","filesize":{},"type":"video/mp4"}})", filename, size));
    }
    answer complete(const answer& begun, const std::vector<std::string>& etags, const caller& who = manager)
    {
        boost::json::array list;
        for (const auto& each : etags)
            list.emplace_back(each);
        return post("/builder/v1/files/complete-multipart", who,
                    boost::json::serialize(boost::json::object{
                        {"uploadId", begun.at("/uploadId")}, {"key", begun.at("/key")}, {"etags", list}}));
    }
    std::string put(const answer& begun, std::size_t part, std::string bytes)
    {
        return objects::test_put(site, begun.string("/presignedUrls/" + std::to_string(part)), std::move(bytes));
    }
    // The whole of 17 and 17b for a small file.
    answer upload(std::string_view filename, std::string bytes, const caller& who = manager)
    {
        const auto begun = begin(filename, bytes.size(), who);
        const auto etag = put(begun, 0, std::move(bytes));
        return complete(begun, {etag}, who);
    }
    answer save(const std::string& key, std::string_view type, std::string_view title = "1강",
                std::optional<std::int64_t> lesson = {}, const caller& who = manager)
    {
        const auto replaced = lesson ? fmt::format(R"("contentId":{},)", *lesson) : "";
        return post(fmt::format("/v1/courses/{}/curriculums/{}/save", course, chapter), who,
                    fmt::format(R"({{{}"title":"{}","type":"{}","key":"{}"}})", replaced, title, type, key));
    }
    std::string video() { return upload("강의.mp4", test_files::mp4()).string("/key"); }
};

// Delivers what was published, as the program does all the time.
void deliver(studio& s)
{
    asio::io_context context{1};
    events::bus bus{s.database};
    subscribe(bus, s.m);
    const auto settle = [](events::bus& on) -> task<> {
        co_await on.settled();
        co_await on.stop();
    };
    spawn(context.get_executor(), "bus", bus.run());
    spawn(context.get_executor(), "settle", settle(bus));
    context.run();
}

} // namespace

TEST_CASE("a file is sent in parts, completed, and put into a chapter")
{
    db::for_each_database(all_migrations(), [](db::pool& on) {
        studio s{on};
        // Two parts and a rest; the MP4's header is at its end, behind what the first parts hold.
        const std::size_t part = 8U << 20;
        const auto header = test_files::mp4();
        const auto data_size = 2 * part + 1000 - header.size();
        const auto box_size = static_cast<std::uint32_t>(data_size);
        std::string bytes = header.substr(0, 20);
        for (const int shift : {24, 16, 8, 0})
            bytes += static_cast<char>(box_size >> shift);
        bytes += "mdat" + std::string(data_size - 8, 'x') + header.substr(20);
        REQUIRE(bytes.size() == 2 * part + 1000);

        const auto begun = s.begin("C:\\\\fakepath\\\\1강 소개.MP4", bytes.size());
        CHECK(begun.status == 201);
        CHECK(begun.number("/partSize") == static_cast<std::int64_t>(part));
        CHECK(begun.size("/presignedUrls") == 3);
        CHECK(begun.string("/key").ends_with(".mp4"));
        const auto a = s.put(begun, 0, bytes.substr(0, part));
        const auto c = s.put(begun, 2, bytes.substr(2 * part));
        CHECK(s.complete(begun, {a, "\"00000000000000000000000000000000\"", c}).verdict() == "400 InvalidPart");
        const auto b = s.put(begun, 1, bytes.substr(part, part));
        const auto done = s.complete(begun, {a, b, c});
        CHECK(done.status == 200);
        CHECK(done.number("/sizeBytes") == static_cast<std::int64_t>(bytes.size()));
        CHECK(done.string("/mimeType") == "video/mp4");
        CHECK(done.number("/timeAmountSeconds") == 90);
        CHECK(s.complete(begun, {a, b, c}).text == done.text); // the answer was lost

        const auto saved = s.save(done.string("/key"), "VIDEO", "1강 소개");
        CHECK(saved.status == 201);
        CHECK(saved.string("/curriculums/0/contents/0/title") == "1강 소개");
        CHECK(saved.string("/curriculums/0/contents/0/originName") == "1강 소개.MP4");
        CHECK(saved.number("/curriculums/0/contents/0/timeAmountSeconds") == 90);
        CHECK(saved.number("/curriculums/0/contents/0/sizeBytes") == static_cast<std::int64_t>(bytes.size()));
        CHECK(saved.header("ETag") == "\"" + std::to_string(saved.number("/version")) + "\"");
        const courses::content_id lesson{saved.number("/curriculums/0/contents/0/id")};
        const auto file = run(s.database.read([&](db::connection& in) { return file_of(in, lesson); }));
        REQUIRE(file);
        CHECK(file->saved_name == done.string("/key"));
        CHECK(file->mime_type == "video/mp4");
    });
}

TEST_CASE("an upload that is not what it said is refused and leaves nothing")
{
    db::for_each_database(all_migrations(), [](db::pool& on) {
        studio s{on};
        const auto longer = s.begin("a.mp4", 1000);
        CHECK(s.complete(longer, {s.put(longer, 0, test_files::mp4())}).issues() == "/etags:size_mismatch");
        const auto program = s.begin("a.mp4", 8);
        CHECK(s.complete(program, {s.put(program, 0,
                                         "\x7F"
                                         "ELF1234")})
                  .issues() == "/key:unknown_type");
        CHECK(s.complete(program, {"\"00000000000000000000000000000000\""}).status == 404);
        CHECK(s.files.count() == 0);

        CHECK(s.begin("", 10).issues() == "/filename:length");
        CHECK(s.begin("folder/", 10).issues() == "/filename:filename");
        CHECK(s.begin("a.mp4", 0).issues() == "/filesize:range");
        CHECK(s.begin("a.mp4", (20ULL << 30) + 1).issues() == "/filesize:range");
        CHECK(s.begin(std::string(256, 'x'), 10).issues() == "/filename:length");
        CHECK(s.begin("a.mp4", 10, s.supervisor).status == 403);
        const auto begun = s.begin("a.mp4", 10);
        CHECK(s.complete(begun, {}).issues() == "/etags:count");
        CHECK(s.complete(begun, {"x"}, s.other_manager).status == 404);
    });
}

TEST_CASE("a lesson takes a complete file of its own kind and institution, once")
{
    db::for_each_database(all_migrations(), [](db::pool& on) {
        studio s{on};
        const auto video = s.video();
        const auto paper = s.upload("교재.pdf", test_files::pdf()).string("/key");
        CHECK(s.save(video, "MATERIAL").issues() == "/type:not_the_files_type");
        CHECK(s.save(paper, "VIDEO").issues() == "/type:not_the_files_type");
        const auto unfinished = s.begin("b.mp4", 100);
        CHECK(s.save(unfinished.string("/key"), "VIDEO").verdict() == "409 upload_not_complete BEGUN");
        CHECK(s.save("nothing", "VIDEO").status == 404);
        const auto foreign = s.upload("x.mp4", test_files::mp4(), s.other_manager).string("/key");
        CHECK(s.save(foreign, "VIDEO").status == 404);
        CHECK(s.save(video, "VIDEO", "1강", {}, s.other_manager).status == 404);
        CHECK(s.save(video, "VIDEO", std::string(101, 'x')).issues() == "/title:length");
        CHECK(s.get(fmt::format("/v1/courses/{}", s.course), s.manager).size("/curriculums/0/contents") == 0);

        const auto saved = s.save(video, "VIDEO");
        CHECK(saved.status == 201);
        const auto lesson = saved.number("/curriculums/0/contents/0/id");
        CHECK(s.save(video, "VIDEO").verdict() == "409 upload_used USED");
        CHECK(s.save(video, "VIDEO", "새 제목", lesson).string("/curriculums/0/contents/0/title") == "새 제목");
        CHECK(s.save(paper, "MATERIAL", "교재").size("/curriculums/0/contents") == 2);
        CHECK(s.save(paper, "MATERIAL", "교재", lesson).verdict() == "409 upload_used USED");
        CHECK(s.save(s.video(), "VIDEO", "x", 99'999).status == 404);
    });
}

TEST_CASE("replaced and removed lessons let their files go")
{
    db::for_each_database(all_migrations(), [](db::pool& on) {
        studio s{on};
        const auto old_key = s.video();
        const auto lesson = s.save(old_key, "VIDEO").number("/curriculums/0/contents/0/id");
        const auto key = s.video();
        CHECK(s.save(key, "VIDEO", "다시 찍음", lesson).status == 201);
        CHECK(s.files.count() == 2);
        deliver(s);
        CHECK(s.files.count() == 1);
        CHECK_FALSE(run(s.files.store.head(old_key)));
        const auto paper = s.upload("교재.pdf", test_files::pdf()).string("/key");
        const auto replaced = s.save(paper, "MATERIAL", "자료로", lesson);
        CHECK(replaced.string("/curriculums/0/contents/0/type") == "MATERIAL");
        CHECK(s.remove(fmt::format("/v1/courses/{}/contents/{}", s.course, lesson), s.manager).status == 200);
        deliver(s);
        CHECK(s.files.count() == 1); // it can be brought back yet
        s.time.advance(24h + 1s);
        run(forget_stale_uploads(s.m));
        deliver(s);
        CHECK(s.files.count() == 0);
        CHECK_FALSE(run(s.database.read([&](db::connection& in) { return file_of(in, {lesson}); })));
    });
}

TEST_CASE("a copied course shares the files, which go with the last lesson that has them")
{
    db::for_each_database(all_migrations(), [](db::pool& on) {
        studio s{on};
        const auto key = s.video();
        const auto lesson = s.save(key, "VIDEO").number("/curriculums/0/contents/0/id");
        const auto copy = s.post(fmt::format("/v1/courses/{}/copy", s.course), s.manager, R"({"title":"사본"})");
        CHECK(copy.status == 201);
        CHECK(copy.string("/state") == "DRAFT");
        const auto other = copy.number("/curriculums/0/contents/0/id");
        CHECK(other != lesson);
        const auto file = [&](std::int64_t of) {
            return run(s.database.read([&](db::connection& in) { return file_of(in, {of}); }));
        };
        CHECK(file(other)->saved_name == key);
        CHECK(s.post(fmt::format("/v1/courses/{}/copy", s.course), s.other_manager, R"({"title":"x"})").status == 404);
        CHECK(s.save(s.video(), "VIDEO", "다시 찍음", lesson).status == 201);
        deliver(s);
        CHECK(s.files.count() == 2);
        CHECK(s.remove(fmt::format("/v1/courses/{}", copy.number("/id")), s.manager).status == 204);
        deliver(s);
        CHECK(s.files.count() == 1);
        CHECK_FALSE(run(s.files.store.head(key)));
        CHECK(file(lesson)->saved_name != key);
    });
}

TEST_CASE("uploads that nobody uses are forgotten after a day")
{
    db::for_each_database(all_migrations(), [](db::pool& on) {
        studio s{on};
        const auto used = s.video();
        s.save(used, "VIDEO");
        const auto idle = s.video();
        const auto unfinished = s.begin("b.mp4", 10);
        s.time.advance(23h);
        const auto young = s.video();
        CHECK(run(forget_stale_uploads(s.m)) == 0);
        s.time.advance(1h + 1s);
        CHECK(run(forget_stale_uploads(s.m)) == 2);
        CHECK(run(s.files.store.head(used)));
        CHECK(run(s.files.store.head(young)));
        CHECK_FALSE(run(s.files.store.head(idle)));
        CHECK(s.save(idle, "VIDEO").status == 404);
        CHECK(s.complete(unfinished, {"\"00000000000000000000000000000000\""}).status == 404);
    });
}
