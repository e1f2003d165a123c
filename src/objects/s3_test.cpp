#include "base/random.hpp"
#include "objects/api.hpp"
#include "objects/listing.hpp"
#include "objects/test_client.hpp"
#include "objects/xml.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace ahimmoyak;
using namespace ahimmoyak::objects;
namespace fs = std::filesystem;

namespace {

std::string sum(checksum::kind of, std::string_view text)
{
    checksum made{of};
    made.add({text.data(), 3});
    made.add({text.data() + 3, text.size() - 3});
    return made.finish();
}

} // namespace

TEST_CASE("checksums are those of the standards")
{
    // "123456789", the check value of each in the catalogue of parametrised CRC algorithms.
    using enum checksum::kind;
    CHECK(sum(crc32, "123456789") == "y/Q5Jg==");
    CHECK(sum(crc32c, "123456789") == "4waSgw==");
    CHECK(sum(crc64nvme, "123456789") == "rosUhgp5mIg=");
    CHECK(sum(crc32c, "The quick brown fox jumps over the lazy dog") == "ImIEBA==");
    const auto a = crc32_of(0, std::string_view{"12345"});
    const auto b = crc32_of(0, std::string_view{"6789"});
    CHECK(crc32_joined(a, b, 4) == 0xCBF43926);
    CHECK(unhex("00ff") == std::string{"\0\xFF", 2});
    CHECK_FALSE(unhex("0g"));
    CHECK_FALSE(unhex("000"));
}

TEST_CASE("the header signature is Amazon's own example")
{
    // "Authenticating Requests: Using the Authorization Header", example GET Object.
    http::request in;
    in.method = http::verb::get;
    in.path = "/test.txt";
    in.headers = {{"Host", "examplebucket.s3.amazonaws.com"},
                  {"Authorization",
                   "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;"
                   "range;x-amz-content-sha256;x-amz-date,Signature="
                   "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
                  {"Range", "bytes=0-9"},
                  {"x-amz-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
                  {"x-amz-date", "20130524T000000Z"}};
    const auto found = proof_of(in, {});
    REQUIRE(std::holds_alternative<proof>(found));
    const auto& by = std::get<proof>(found);
    const auto at = timestamp_from("2013-05-24T00:10:00Z").value();
    const auto judged = [&](timestamp when, std::string_view method = "GET") {
        return judge("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", by, in, method, "examplebucket.s3.amazonaws.com", {}, when);
    };
    CHECK(judged(at) == verdict::good);
    CHECK(judged(at + std::chrono::minutes{6}) == verdict::skewed);
    CHECK(judged(at, "PUT") == verdict::wrong);
    in.headers.push_back({"X-Amz-Meta-A", "b"});
    CHECK(judged(at) == verdict::field_not_signed);
}

TEST_CASE("a page of a list goes on where the one before ended, groups too")
{
    object_index all;
    for (const auto* key : {"a", "p/1", "p/2", "q/r/1", "q/r/2", "q/s", "\xED\x95\x9C/1", "z"})
        all.emplace(key, listed{});
    for (const std::string delimiter : {"", "/"})
        for (std::size_t most = 1; most < 10; ++most) {
            CAPTURE(delimiter);
            CAPTURE(most);
            std::vector<std::string> seen;
            list_wish wish{"", delimiter, "", most};
            for (;;) {
                const auto page = page_of(all, wish);
                for (const auto& [key, is] : page.objects)
                    seen.push_back(key);
                seen.insert(seen.end(), page.prefixes.begin(), page.prefixes.end());
                CHECK(page.objects.size() + page.prefixes.size() <= most);
                if (!page.truncated)
                    break;
                wish.after = page.last;
            }
            std::sort(seen.begin(), seen.end());
            if (delimiter.empty())
                CHECK(seen.size() == all.size());
            else
                CHECK(seen == std::vector<std::string>{"a", "p/", "q/", "z", "\xED\x95\x9C/"});
        }
    CHECK(page_of(all, {"q/", "/", "", 10}).prefixes == std::vector<std::string>{"q/r/"});
    CHECK(page_of(all, {"q/", "/", "q/r/1", 10}).objects.size() == 1);
    CHECK(page_of(all, {"", "", "", 0}).objects.empty());
}

TEST_CASE("an object is replaced whole, and what a crash left is cleared")
{
    const auto at = fs::temp_directory_path() / ("disk-" + random_alphanumeric(12));
    {
        disk files{at};
        const auto now = timestamp{std::chrono::milliseconds{1'790'000'000'000}};
        const auto put = [&](std::string_view key, std::string_view bytes, const write_condition& when = {}) {
            const auto into = files.open_object();
            into->write(bytes);
            const auto are = into->finish();
            return files.keep_object(*into, are, key, {{"content-type", "text/plain"}}, now, when);
        };
        put("../a", "first");
        const auto old = files.open("../a");
        put("../a", "second");
        CHECK(files.open("../a")->is.size == 6);
        char kept[5];
        CHECK(::pread(*old->descriptor, kept, 5, 0) == 5); // who reads the old one reads it to its end
        CHECK(std::string_view{kept, 5} == "first");
        CHECK_THROWS_AS(put("../a", "third", {.only_new = true}), problem);
        CHECK_THROWS_AS(put("../b", "third", {.etag = "00"}), problem);
        CHECK(files.list({}).objects.size() == 1);
        CHECK(files.open("../a")->is.size == 6);
        int sound = 0;
        files.scrub([&](const disk::scrub_step& each) { sound += each.broken ? 0 : 1; });
        CHECK(sound == 1);
        fs::create_directories(at / "objects" / "zz");
        write_whole(at / "objects" / "zz" / "left", "over");
        const auto later = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + std::chrono::hours{1};
        CHECK(files.clear_leftovers(timestamp{}) == 0);
        CHECK(files.clear_leftovers(later) == 1);
        CHECK(files.open("../a")->is.size == 6);
        files.remove("../a");
        CHECK(files.list({}).objects.empty());
    }
    fs::remove_all(at);
}

TEST_CASE("documents are read within bounds")
{
    const auto wish = xml::read_delete("<Delete xmlns=\"x\"><Quiet>true</Quiet><Object><Key>a&amp;b</Key></Object></Delete>");
    CHECK(wish.quiet);
    CHECK(wish.keys == std::vector<std::string>{"a&b"});
    CHECK_THROWS_AS(xml::read_complete("<C><Part><PartNumber>0</PartNumber><ETag>a</ETag></Part></C>"), problem);
    CHECK_THROWS_AS(xml::read_complete("<C><Part><PartNumber>1</PartNumber></Part></C>"), problem);
    CHECK(xml::first("<a><b>1</b></a>", "b") == "1");
    CHECK(xml::escaped("<\x01&\">") == "&lt;&#x1;&amp;&quot;&gt;");
}
