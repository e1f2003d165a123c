#include "base/random.hpp"
#include "objects/api.hpp"
#include "objects/embedded_store.hpp"
#include "objects/range.hpp"
#include "objects/test_client.hpp"

#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <csignal>
#include <filesystem>
#include <set>
#include <sys/mount.h>
#include <sys/resource.h>

using namespace ahimmoyak;
using namespace ahimmoyak::objects;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view host = "lms.example.kr";
constexpr std::size_t mib = 1U << 20;

struct scratch {
    fs::path at = fs::temp_directory_path() / ("objects-" + random_alphanumeric(12));
    scratch() { fs::create_directories(at); }
    ~scratch()
    {
        std::error_code ignored;
        fs::remove_all(at, ignored);
    }
};

struct shop {
    scratch room;
    manual_clock time{timestamp{std::chrono::milliseconds{1'790'000'000'000}}};
    work_pool blocking{2};
    embedded_store store;
    http::router site;

    explicit shop(std::optional<fs::path> at = {})
        : store{{.directory = at.value_or(room.at / "objects")}, blocking, time}
    {
        add_routes(site, store);
    }
    std::string begin(const std::string& key, std::uint64_t size)
    {
        return run(store.begin(key, size, part_size_of(size)));
    }
    std::string address(const std::string& key, const std::string& upload, int number) const
    {
        return store.part_address(host, key, upload, number, 1h);
    }
    test_reply get(std::string_view target, std::vector<http::pair_view> headers = {})
    {
        return test_request(site, http::verb::get, target, nullptr, std::move(headers), host);
    }
};

// Bytes whose every stretch differs from every other.
std::string noise(std::size_t size, std::uint64_t seed = 1)
{
    std::string out(size, '\0');
    for (auto& c : out) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        c = static_cast<char>(seed >> 56);
    }
    return out;
}

std::string md5_of(std::string_view bytes)
{
    std::string out(16, '\0');
    EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr, EVP_md5(), nullptr);
    return out;
}

std::string stored_once(shop& s, const std::string& key, const std::string& bytes)
{
    const auto upload = s.begin(key, bytes.size());
    const auto etag = test_put(s.site, s.address(key, upload, 1), bytes);
    return run(s.store.complete(key, upload, {etag})).etag;
}

std::set<std::string> files_below(const fs::path& at)
{
    std::set<std::string> found;
    for (const auto& each : fs::recursive_directory_iterator{at})
        if (each.is_regular_file())
            found.insert(each.path().filename());
    return found;
}

std::string code_in(const std::string& xml)
{
    const auto from = xml.find("<Code>");
    return from == std::string::npos ? xml : xml.substr(from + 6, xml.find("</Code>") - from - 6);
}

} // namespace

TEST_CASE("an address is signed as Amazon's own example")
{
    // "Authenticating Requests: Using Query Parameters", the example of the S3 documentation.
    const credentials keys{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1"};
    const auto at = timestamp_from("2013-05-24T00:00:00Z").value();
    const auto made = sign(keys, {"GET", "examplebucket.s3.amazonaws.com", "/test.txt", {}}, at, 86'400s);
    CHECK(made ==
          "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3"
          "%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
          "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST_CASE("parts become an object that is read whole, in ranges and conditionally")
{
    shop s;
    const auto key = new_key("mp4");
    const auto first = noise(8 * mib, 1);
    const auto second = noise(8 * mib, 2);
    const auto third = noise(12'345, 3);
    const auto whole = first + second + third;
    const auto upload = s.begin(key, whole.size());
    // In any order, one of them twice: what counts is the list at the end.
    const auto c = test_put(s.site, s.address(key, upload, 3), third);
    const auto wrong_a = test_put(s.site, s.address(key, upload, 1), noise(8 * mib, 9));
    const auto a = test_put(s.site, s.address(key, upload, 1), first);
    const auto b = test_put(s.site, s.address(key, upload, 2), second);
    CHECK(a == "\"" + hex(md5_of(first)) + "\"");
    CHECK(a != wrong_a);

    const auto made = run(s.store.complete(key, upload, {a, b, c}));
    CHECK(made.size == whole.size());
    CHECK(made.etag == hex(md5_of(md5_of(first) + md5_of(second) + md5_of(third))) + "-3");
    CHECK(run(s.store.complete(key, upload, {a, b, c})).etag == made.etag); // the answer was lost
    CHECK(files_below(s.room.at / "objects" / "uploads").empty());

    const auto address = s.store.address(host, key, {"video/mp4", "1강 \"소개\".mp4", false}, 1h);
    CHECK(address.starts_with("/s3/contents/" + key + "?"));
    const auto all = s.get(address);
    CHECK(all.status == 200);
    CHECK(all.body == whole);
    CHECK(all.content_type == "video/mp4");
    CHECK(all.header("ETag") == "\"" + made.etag + "\"");
    CHECK(all.header("Accept-Ranges") == "bytes");
    CHECK(all.header("Cache-Control").starts_with("private"));
    CHECK(all.header("Content-Disposition") ==
          "inline; filename=\"1_ ____.mp4\"; filename*=UTF-8''1%EA%B0%95%20%22%EC%86%8C%EA%B0%9C%22.mp4");
    CHECK(test_request(s.site, http::verb::head, address, nullptr, {}, host).status == 200);

    const auto part = s.get(address, {{"range", "bytes=8388600-8388615"}});
    CHECK(part.status == 206);
    CHECK(part.body == whole.substr(8'388'600, 16));
    CHECK(part.header("Content-Range") == "bytes 8388600-8388615/" + std::to_string(whole.size()));
    const auto beyond = s.get(address, {{"range", "bytes=99999999-"}});
    CHECK(beyond.status == 416);
    CHECK(beyond.header("Content-Range") == "bytes */" + std::to_string(whole.size()));
    const auto tag = all.header("ETag");
    CHECK(s.get(address, {{"range", "bytes=0-3"}, {"if-range", tag}}).status == 206);
    CHECK(s.get(address, {{"range", "bytes=0-3"}, {"if-range", "\"another\""}}).status == 200);
    CHECK(s.get(address, {{"if-none-match", tag}}).status == 304);

    CHECK(run(s.store.read(key, 8'388'600, 16)) == whole.substr(8'388'600, 16));
    CHECK(run(s.store.read(key, whole.size() - 3, 100)) == whole.substr(whole.size() - 3));
    CHECK(run(s.store.read(key, whole.size(), 1)).empty());
    CHECK(run(s.store.head(key))->size == whole.size());
    run(s.store.remove(key));
    run(s.store.remove(key));
    CHECK(s.get(address).status == 404);
    CHECK(files_below(s.room.at / "objects" / "objects").empty());
}

TEST_CASE("a range is read as the RFC has it")
{
    struct row {
        std::string_view field;
        asked_range::kind is;
        std::uint64_t first, length;
    };
    using enum asked_range::kind;
    for (const auto& each : std::vector<row>{{"bytes=0-0", part, 0, 1},
                                             {"bytes=10-19", part, 10, 10},
                                             {"bytes=90-", part, 90, 10},
                                             {"bytes=90-1000", part, 90, 10},
                                             {"bytes=-7", part, 93, 7},
                                             {"bytes=-1000", part, 0, 100},
                                             {"bytes=100-", unsatisfiable, 0, 0},
                                             {"bytes=-0", unsatisfiable, 0, 0},
                                             {"bytes=5-4", whole, 0, 0},
                                             {"bytes=0-1,5-6", whole, 0, 0},
                                             {"bytes=a-b", whole, 0, 0},
                                             {"bytes=-", whole, 0, 0},
                                             {"bytes=", whole, 0, 0},
                                             {"items=0-1", whole, 0, 0},
                                             {"", whole, 0, 0},
                                             {"bytes=0-99999999999999999999999", part, 0, 100},
                                             {"bytes=99999999999999999999999-", unsatisfiable, 0, 0},
                                             {"bytes=+1-2", whole, 0, 0}}) {
        CAPTURE(each.field);
        const auto got = range_of(each.field, 100);
        CHECK(got.is == each.is);
        CHECK(got.part.first == each.first);
        CHECK(got.part.length == each.length);
    }
    CHECK(range_of("bytes=-1", 0).is == unsatisfiable);
}

TEST_CASE("only the very address that was signed is served, and only for its time")
{
    shop s;
    const auto key = new_key("pdf");
    stored_once(s, key, "%PDF-1.7 ...");
    const auto good = s.store.address(host, key, {"application/pdf", "a.pdf", false}, 1h);
    REQUIRE(s.get(good).status == 200);

    auto tampered = good;
    const auto digit = tampered.size() - 1;
    tampered[digit] = tampered[digit] == '0' ? '1' : '0';
    CHECK(code_in(s.get(tampered).body) == "SignatureDoesNotMatch");
    CHECK(s.get(tampered).status == 403);
    CHECK(s.get(tampered).content_type == "application/xml");
    CHECK(code_in(s.get(good + "&response-expires=x").body) == "SignatureDoesNotMatch");
    CHECK(code_in(s.get(good.substr(0, good.find('?'))).body) == "AccessDenied");
    const auto another = new_key("pdf");
    stored_once(s, another, "%PDF-1.7 other");
    CHECK(code_in(s.get("/s3/contents/" + another + good.substr(good.find('?'))).body) == "SignatureDoesNotMatch");
    CHECK(test_request(s.site, http::verb::get, good, nullptr, {}, "evil.example").status == 403);
    test_body body{"x"};
    CHECK(code_in(test_request(s.site, http::verb::put, good, &body, {}, host).body) == "SignatureDoesNotMatch");

    const auto upload = s.begin(key, 10);
    auto other_part = s.address(key, upload, 1);
    other_part.replace(other_part.find("partNumber=1"), 12, "partNumber=2");
    test_body again{"x"};
    CHECK(code_in(test_request(s.site, http::verb::put, other_part, &again, {}, host).body) == "SignatureDoesNotMatch");

    const credentials stranger{"somebody", "else"};
    const auto foreign = sign(stranger, {"GET", host, "/s3/contents/" + key, {}}, s.time.now(), 1h);
    CHECK(code_in(s.get(foreign).body) == "InvalidAccessKeyId");
    s.time.advance(1h - 1s);
    CHECK(s.get(good).status == 200);
    s.time.advance(1s);
    CHECK(s.get(good).status == 403);
    CHECK(code_in(s.get(good).body) == "AccessDenied");
}

TEST_CASE("an address stays good over a restart, and a configured host is signed instead of the request's")
{
    scratch room;
    manual_clock time{timestamp{std::chrono::milliseconds{1'790'000'000'000}}};
    work_pool blocking{1};
    const auto key = new_key("txt");
    std::string address;
    {
        const embedded_store before{{.directory = room.at}, blocking, time};
        address = before.address(host, key, {"text/plain", "a.txt", true}, 1h);
    }
    http::router site;
    embedded_store after{{.directory = room.at}, blocking, time};
    add_routes(site, after);
    CHECK(code_in(test_request(site, http::verb::get, address, nullptr, {}, host).body) == "NoSuchKey");

    http::router behind;
    embedded_store proxied{{.directory = room.at, .host = "public.example.kr"}, blocking, time};
    add_routes(behind, proxied);
    const auto seen = proxied.address("inner:8080", key, {"text/plain", "a.txt", true}, 1h);
    CHECK(code_in(test_request(behind, http::verb::get, seen, nullptr, {}, "inner:8080").body) == "NoSuchKey");
    const auto mode = fs::status(room.at / "access-key").permissions();
    CHECK((mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("bad parts are refused in S3's words")
{
    shop s;
    const auto key = new_key("mp4");
    const auto upload = s.begin(key, 20 * mib);
    const auto put = [&](const std::string& target, test_body body) {
        const auto reply = test_request(s.site, http::verb::put, target, &body, {}, host);
        return std::to_string(reply.status) + " " + (reply.status == 200 ? "" : code_in(reply.body));
    };
    CHECK(put(s.address(key, new_key(""), 1), test_body{"x"}) == "404 NoSuchUpload");
    CHECK(put(s.address(key, "../../etc", 1), test_body{"x"}) == "404 NoSuchUpload");
    CHECK(put(s.address(new_key(""), upload, 1), test_body{"x"}) == "404 NoSuchUpload");
    CHECK(put(s.address(key, upload, 0), test_body{"x"}) == "400 InvalidArgument");
    CHECK(put(s.address(key, upload, 10'001), test_body{"x"}) == "400 InvalidArgument");
    CHECK(put(s.address(key, upload, 1), test_body{noise(8 * mib + 1)}) == "400 EntityTooLarge");
    test_body unannounced{noise(8 * mib + 1)};
    unannounced.tells_length = false;
    CHECK(put(s.address(key, upload, 1), unannounced) == "400 EntityTooLarge");
    test_body broken{noise(2 * mib)};
    broken.breaks_after = mib;
    CHECK(put(s.address(key, upload, 1), broken).starts_with("400"));
    CHECK(files_below(s.room.at / "objects" / "uploads") == std::set<std::string>{"about"});

    const auto small = test_put(s.site, s.address(key, upload, 1), noise(1000));
    const auto last = test_put(s.site, s.address(key, upload, 2), noise(2000));
    const auto complete = [&](std::vector<std::string> etags) {
        try {
            run(s.store.complete(key, upload, std::move(etags)));
            return std::string{"done"};
        } catch (const problem& why) {
            return std::to_string(why.status()) + " " + why.code();
        }
    };
    CHECK(complete({small, last}) == "400 EntityTooSmall");
    CHECK(complete({small, "\"00000000000000000000000000000000\""}) == "400 InvalidPart");
    CHECK(complete({last}) == "400 InvalidPart");
    CHECK(complete({"../../../../etc/passwd"}) == "400 InvalidPart");
    CHECK(complete({}) == "400 InvalidPart");
    CHECK_FALSE(run(s.store.head(key)));
    run(s.store.abort(key, upload));
    run(s.store.abort(key, upload));
    CHECK(complete({small}) == "404 NoSuchUpload");
}

TEST_CASE("no key leads out of the store")
{
    shop s;
    for (const std::string key : {"../access-key", "..%2faccess-key", "/etc/passwd", "a/../../access-key", "", ".",
                                  "aa", "~about", "\xEA\xB0\x95"}) {
        CAPTURE(key);
        CHECK_FALSE(valid_key(key));
        const auto reply = s.get(s.store.address(host, key, {"text/plain", "x", false}, 1h));
        CHECK(reply.status >= 400);
        CHECK_FALSE(run(s.store.head(key)));
        run(s.store.remove(key));
        CHECK_THROWS_AS(run(s.store.begin(key, 1, mib)), problem);
    }
    CHECK(fs::exists(s.room.at / "objects" / "access-key"));
    CHECK(valid_key(new_key("mp4")));
    CHECK(valid_key(new_key("")));
    CHECK(new_key("M/P.4../x").ends_with(".mp4x"));
    const auto key = new_key("pdf");
    CHECK(code_in(s.get(sign({"a", "b"}, {"GET", host, "/s3/other/" + key, {}}, s.time.now(), 1h)).body) ==
          "InvalidAccessKeyId");
}

TEST_CASE("uploads that nobody finishes are gone after a day")
{
    shop s;
    const auto old_key = new_key("mp4");
    const auto old = s.begin(old_key, 100);
    test_put(s.site, s.address(old_key, old, 1), "some bytes");
    s.time.advance(23h);
    const auto young_key = new_key("mp4");
    const auto young = s.begin(young_key, 10);
    CHECK(run(s.store.sweep()) == 0);
    s.time.advance(1h + 1s);
    CHECK(run(s.store.sweep()) == 1);
    const auto etag = test_put(s.site, s.address(young_key, young, 1), "0123456789");
    CHECK(run(s.store.complete(young_key, young, {etag})).size == 10);
}

TEST_CASE("a full disk is told, and leaves no half file")
{
    scratch room;
    const auto at = room.at / "full";
    fs::create_directories(at);
    // A small disk of its own where the test may mount one, a limit on file sizes where not.
    const bool mounted = ::mount("tmpfs", at.c_str(), "tmpfs", 0, "size=6m") == 0;
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    {
        shop s{at};
        const auto key = new_key("mp4");
        const auto upload = s.begin(key, 4 * mib);
        const auto taken = test_put(s.site, s.address(key, upload, 1), noise(4 * mib));
        CHECK(taken.size() == 34);
        if (!mounted) {
            rlimit small = before;
            small.rlim_cur = mib;
            ::setrlimit(RLIMIT_FSIZE, &small);
        } else {
            CHECK_THROWS_AS(s.begin(new_key("mp4"), 100 * mib), problem); // told before a byte is sent
        }
        const auto listed = files_below(at / "uploads");
        test_body body{noise(3 * mib)};
        const auto reply = test_request(s.site, http::verb::put, s.address(key, upload, 2), &body, {}, host);
        CHECK(reply.status == 507);
        CHECK(code_in(reply.body) == "storage_full");
        CHECK(files_below(at / "uploads") == listed);
        ::setrlimit(RLIMIT_FSIZE, &before);
        CHECK(run(s.store.complete(key, upload, {taken})).size == 4 * mib);
    }
    if (mounted)
        ::umount(at.c_str());
}
