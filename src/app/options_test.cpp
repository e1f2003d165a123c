#include "app/options.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <unistd.h>

namespace ahimmoyak::app {

namespace {

struct file_of {
    std::string path =
        (std::filesystem::temp_directory_path() / ("options_" + std::to_string(::getpid()) + ".toml")).string();
    explicit file_of(std::string_view text) { std::ofstream{path} << text; }
    ~file_of() { std::filesystem::remove(path); }
};

std::string mistake_of(const std::map<std::string, std::string>& flags,
                       const std::map<std::string, std::string>& environment)
{
    try {
        read_options(flags, environment);
    } catch (const configuration_error& wrong) {
        return wrong.what();
    }
    return "";
}

} // namespace

TEST_CASE("flags win over environment, environment over the file")
{
    const file_of file{
        "port = 1\nrtmp-port = 2\n[smtp]\nhost = \"file\"\n[cors]\norigins = [\"https://a\", \"https://b\"]\n"};
    const auto made =
        read_options({{"config", file.path}, {"port", "3"}}, {{"AHIMMOYAK_PORT", "4"}, {"AHIMMOYAK_SMTP_HOST", "env"}});
    CHECK(made.port == 3);
    CHECK(made.rtmp_port == 2);
    CHECK(made.smtp_host == "env");
    CHECK(made.cors_origins == std::vector<std::string>{"https://a", "https://b"});
    CHECK(made.database_address() == "sqlite:data/ahimmoyak.db");
}

TEST_CASE("a mistake names the key")
{
    const file_of unknown{"[smtp]\nhots = \"x\"\n"};
    CHECK(mistake_of({{"config", unknown.path}}, {}).find("smtp.hots") != std::string::npos);
    CHECK(mistake_of({}, {{"AHIMMOYAK_PROT", "1"}}).find("AHIMMOYAK_PROT") != std::string::npos);
    CHECK(mistake_of({{"port", "70000"}}, {}).find("--port must be a number from 1 to 65535") != std::string::npos);
    const file_of broken{"port = = 1"};
    CHECK(mistake_of({{"config", broken.path}}, {}).find("line 1") != std::string::npos);
}

TEST_CASE("an origin that no browser would send is a mistake")
{
    for (const auto* wrong : {"www.example.kr", "https://www.example.kr/", "https://WWW.example.kr", "ftp://a",
                              "https://", "https://a.kr,https://b.kr/x", "*", "https://*.example.kr"}) {
        CAPTURE(wrong);
        CHECK(mistake_of({{"cors.origins", wrong}}, {}).find("--cors-origins must be an address") != std::string::npos);
    }
    CHECK(mistake_of({{"cors.origins", "https://a.kr,http://localhost:5173,http://[::1]:80"}}, {}) == "");
    CHECK(mistake_of({{"public-address", "https://a.kr/lms"}}, {}).find("--public-address") != std::string::npos);
}

TEST_CASE("who may take a broadcast over is said in seconds, or never")
{
    using std::chrono::seconds;
    CHECK(read_options({}, {}).takeover_after == seconds{3});
    CHECK(read_options({{"live.takeover-after", "0"}}, {}).takeover_after == seconds{0});
    CHECK(!read_options({{"live.takeover-after", "never"}}, {}).takeover_after);
    for (const auto* wrong : {"-1", "61", "soon", ""})
        CHECK(mistake_of({{"live.takeover-after", wrong}}, {}).find("--live-takeover-after") != std::string::npos);
}

TEST_CASE("the certificate of RTMPS and its key belong together, and can be read")
{
    CHECK(mistake_of({{"tls-cert", "/proc/self/status"}}, {}).find("belong together") != std::string::npos);
    CHECK(
        mistake_of({{"tls-cert", "/proc/self/status"}, {"tls-key", "/nothing"}}, {}).find("/nothing cannot be read") !=
        std::string::npos);
    CHECK(mistake_of({{"tls-cert", "/proc/self/status"}, {"tls-key", "/proc/self/status"}}, {}) == "");
}

TEST_CASE("cookies are for the host or a parent of it")
{
    const auto mistake = [](const char* domain, const char* address) {
        return mistake_of({{"cookie.domain", domain}, {"public-address", address}}, {});
    };
    CHECK(mistake("example.kr", "https://api.example.kr") == "");
    CHECK(mistake("api.example.kr", "https://api.example.kr:8443") == "");
    CHECK(mistake("example.kr", "").find("needs public-address") != std::string::npos);
    for (const auto* wrong : {"other.kr", "ample.kr", ".example.kr", "kr"})
        CHECK(mistake(wrong, "https://api.example.kr").find("such as example.kr") != std::string::npos);
}

} // namespace ahimmoyak::app
