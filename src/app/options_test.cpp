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

} // namespace ahimmoyak::app
