#include "crowd.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

// Requests that somebody else has written, each on a connection of its own and at its moment.
namespace crowd {

namespace {

struct request {
    double when = 0;
    std::string bytes;
};

// "MILLISECONDS LENGTH\n" and so many bytes, again and again.
std::vector<request> read_requests(const std::string& file)
{
    std::ifstream from{file, std::ios::binary};
    std::vector<request> all;
    for (std::string line; std::getline(from, line);) {
        std::istringstream words{line};
        request one;
        std::size_t length = 0;
        words >> one.when >> length;
        one.when /= 1000;
        one.bytes.resize(length);
        from.read(one.bytes.data(), static_cast<std::streamsize>(length));
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace

// requests PORT FILE
void send_requests(const std::vector<std::string>& a)
{
    if (a.size() != 2)
        fail("requests PORT FILE");
    const auto all = read_requests(a[1]);
    const auto port = static_cast<std::uint16_t>(std::stoi(a[0]));
    loop in;
    std::vector<std::unique_ptr<http_connection>> line;
    std::vector<float> took;
    std::map<int, std::size_t> statuses;
    double begun = 0;
    const auto send_all = [&] {
        std::puts("begin");
        std::fflush(stdout);
        begun = now() + 0.1;
        for (std::size_t i = 0; i < all.size(); ++i)
            in.at(begun + all[i].when, [&, i] {
                const auto due = begun + all[i].when;
                line[i]->ask(all[i].bytes, [&, due](const http_connection::answer& got) {
                    took.push_back(static_cast<float>(now() - due));
                    ++statuses[got.status];
                    if (took.size() == all.size())
                        in.stop();
                });
            });
    };
    std::function<void()> come = [&] {
        if (line.size() >= all.size())
            return send_all();
        for (int i = 0; i < 50 && line.size() < all.size(); ++i)
            line.push_back(std::make_unique<http_connection>(in, port));
        in.after(0.01, come);
    };
    come();
    in.run();
    std::puts("end");
    std::string counted;
    for (const auto& [status, count] : statuses)
        counted += (counted.empty() ? "\"" : ",\"") + std::to_string(status) + "\":" + std::to_string(count);
    std::printf("{\"seconds\":%f,\"statuses\":{%s},\"took\":{%s}}\n", now() - begun, counted.c_str(),
                percentiles(took).c_str());
}

} // namespace crowd
