#include "app/pages.hpp"
#include "http/test_site.hpp"

#include <doctest/doctest.h>

#include <cstdio>

namespace ahimmoyak::app {

namespace {

std::string tar_of(std::initializer_list<std::pair<const char*, std::string>> files)
{
    std::string out;
    for (const auto& [name, bytes] : files) {
        std::string header(512, '\0');
        header.replace(0, std::char_traits<char>::length(name), name);
        char size[12]{};
        std::snprintf(size, sizeof size, "%011zo", bytes.size());
        header.replace(124, 11, size);
        header[156] = '0';
        out += header + bytes + std::string((512 - bytes.size() % 512) % 512, '\0');
    }
    return out + std::string(1024, '\0');
}

} // namespace

TEST_CASE("pages are found by path, and the application's page stands for its addresses")
{
    const auto archive =
        tar_of({{"./index.html", "<html>"}, {"./assets/a-1.js", "code"}, {"./assets/a-1.js.br", "brotli"}});
    pages all{archive};
    http::router site;
    all.add_to(site);
    const auto get = [&](std::string_view target, std::vector<std::pair<std::string, std::string>> headers = {}) {
        return http::call(site, http::verb::get, target, std::nullopt, {}, std::move(headers));
    };
    CHECK(get("/").status == 200);
    CHECK(get("/").header("Content-Security-Policy").find("default-src 'self'") == 0);
    CHECK(get("/manage/courses/3", {{"accept", "text/html"}}).status == 200);
    CHECK(get("/manage/courses/3").status == 404);
    CHECK(get("/missing.js", {{"accept", "text/html"}}).status == 404);
    const auto script = get("/assets/a-1.js", {{"accept-encoding", "gzip, br"}});
    CHECK(script.header("Content-Encoding") == "br");
    CHECK(script.header("Cache-Control").find("immutable") != std::string::npos);
    CHECK(get("/assets/a-1.js", {{"if-none-match", script.header("ETag")}}).status == 304);
}

} // namespace ahimmoyak::app
