#include "crowd.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

// Viewers as hls.js is one: a playlist is asked for before it is there, and what it newly lists is fetched at once, on
// another connection. A pilot among them reads the playlists as text; the others need only know what he has read.
namespace crowd {

namespace {

constexpr std::string_view browser =
    "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36"
    "\r\nAccept: */*\r\nAccept-Language: ko-KR,ko;q=0.9,en;q=0.8\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors"
    "\r\nSec-Fetch-Dest: empty\r\nReferer: http://127.0.0.1/live/1\r\n";

/// One playlist and what is new in it.
struct step {
    std::string playlist;
    std::vector<std::string> parts;
};

struct samples {
    std::vector<float> playlists;
    std::vector<float> parts;
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
    std::uint64_t refused = 0;

    void print(double seconds, std::size_t viewers)
    {
        std::printf(
            "{\"seconds\":%f,\"viewers\":%zu,\"requests\":%llu,\"bytes\":%llu,\"refused\":%llu,\"playlists\":{%s},"
            "\"parts\":{%s}}\n",
            seconds, viewers, static_cast<unsigned long long>(requests), static_cast<unsigned long long>(bytes),
            static_cast<unsigned long long>(refused), percentiles(playlists).c_str(), percentiles(parts).c_str());
        std::fflush(stdout);
    }
};

void say(const char* word)
{
    std::puts(word);
    std::fflush(stdout);
}

struct viewer {
    viewer(loop& in, std::uint16_t port) : playlists{in, port}, media{in, port} {}
    http_connection playlists;
    http_connection media;
    std::size_t at = 0; ///< the step it waits for
};

/// What live viewers and those of files share: who asks for what, and what came of it.
class audience {
public:
    audience(std::uint16_t port, std::string path, std::string cookie, std::size_t count)
        : path_{std::move(path)}, cookie_{std::move(cookie)}, port_{port}, count_{count}
    {
    }

protected:
    std::string request(std::string_view name, bool zipped = true) const
    {
        return "GET " + path_ + std::string{name} + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) +
               (zipped ? "\r\nAccept-Encoding: gzip, deflate, br" : "") +
               (cookie_.empty() ? "" : "\r\nCookie: " + cookie_) + std::string{browser} + "\r\n";
    }

    // A crowd that came at the same instant would be no crowd.
    void come(std::function<void()> then)
    {
        if (viewers_.size() >= count_)
            return then();
        for (int i = 0; i < 20 && viewers_.size() < count_; ++i)
            viewers_.push_back(std::make_unique<viewer>(in_, port_));
        in_.after(0.01, [this, then = std::move(then)]() mutable { come(std::move(then)); });
    }

    void fetch(viewer& who, const std::string& part, double since)
    {
        const bool keep = keeps(part);
        who.media.ask(
            request(part),
            [this, since, part, keep](const http_connection::answer& got) {
                note(got, seen_.parts, since);
                if (keep)
                    kept_[part] = got.body;
            },
            keep);
    }

    void note(const http_connection::answer& got, std::vector<float>& into, double since)
    {
        if (got.status != 200)
            ++seen_.refused;
        if (!measuring_)
            return;
        ++seen_.requests;
        seen_.bytes += got.size;
        into.push_back(static_cast<float>(now() - since));
    }

    void measure(double seconds)
    {
        say("begin");
        measuring_ = true;
        const auto begun = now();
        in_.after(seconds, [this, begun] {
            measuring_ = false;
            say("end");
            seen_.print(now() - begun, viewers_.size());
            in_.stop();
        });
    }

    // Of those who ask for it, the first keeps it.
    bool keeps(const std::string& name) { return keeping_ && kept_.try_emplace(name).second; }

    loop in_;
    std::string path_;
    std::string cookie_;
    std::uint16_t port_;
    std::size_t count_;
    std::vector<std::unique_ptr<viewer>> viewers_;
    samples seen_;
    bool measuring_ = false;
    bool keeping_ = false;
    std::map<std::string, std::string> kept_;
};

class live_audience : audience {
public:
    live_audience(std::uint16_t port, std::string path, std::string cookie, std::size_t count, double seconds,
                  std::string folder)
        : audience{port, std::move(path), std::move(cookie), count}, seconds_{seconds}, folder_{std::move(folder)},
          pilot_{in_, port}
    {
        keeping_ = !folder_.empty();
    }

    void run()
    {
        say("here"); // nobody watches yet
        pilot_.ask(request("video.m3u8", false), [this](const auto& got) { learn(got); }, true);
        in_.after(0.5, [this] {
            come([this] {
                for (auto& each : viewers_) {
                    each->at = steps_.size() - 1;
                    join(*each);
                }
                in_.after(2, [this] { measure(seconds_); });
            });
        });
        in_.run();
        keep();
    }

private:
    // Which parts are new, and what to ask for next: what the hint names.
    void learn(const http_connection::answer& got)
    {
        if (got.status != 200)
            fail("the playlist was refused: " + std::to_string(got.status));
        std::vector<std::string> fresh;
        std::string hint;
        std::istringstream lines{std::string{got.body}};
        for (std::string line; std::getline(lines, line);) {
            const auto at = line.find("URI=\"");
            if (at == line.npos)
                continue;
            const auto name = line.substr(at + 5, line.find('"', at + 5) - at - 5);
            if (line.starts_with("#EXT-X-PRELOAD-HINT"))
                hint = name;
            else if (line.starts_with("#EXT-X-PART:") && known_.insert(name).second)
                fresh.push_back(name);
        }
        if (!steps_.empty())
            steps_.back().parts = std::move(fresh);
        const auto dot = hint.find('.');
        if (!hint.starts_with('p') || dot == hint.npos)
            fail("no hint: " + std::string{got.body});
        steps_.push_back({"video.m3u8?_HLS_msn=" + hint.substr(1, dot - 1) + "&_HLS_part=" +
                              hint.substr(dot + 1, hint.find('.', dot + 1) - dot - 1) + "&_HLS_skip=YES",
                          {}});
        told_at_.push_back(0);
        pilot_.ask(
            request(steps_.back().playlist, false),
            [this](const auto& told) {
                tell(steps_.size() - 1, told.first_byte);
                learn(told);
            },
            true);
        auto waiting = std::move(waiting_);
        waiting_.clear();
        for (auto* each : waiting)
            go_on(*each);
    }

    // Of the answers to a step, the first to arrive shows when the part was there.
    double tell(std::size_t step, double when)
    {
        auto& at = told_at_[step];
        return at = at > 0 ? std::min(at, when) : when;
    }

    void join(viewer& who)
    {
        const auto step = who.at;
        const auto name = steps_[step].playlist;
        const auto file = "playlist-" + std::to_string(step);
        const bool keep = keeps(file);
        who.playlists.ask(
            request(name),
            [this, &who, step, file, keep](const http_connection::answer& got) {
                note(got, seen_.playlists, tell(step, got.first_byte));
                if (keep)
                    kept_[file] = got.body;
                if (step + 1 < steps_.size())
                    go_on(who);
                else
                    waiting_.push_back(&who);
            },
            keep);
    }

    // The pilot has read what this viewer was answered with.
    void go_on(viewer& who)
    {
        const auto done = who.at++;
        for (const auto& part : steps_[done].parts)
            fetch(who, part, told_at_[done]);
        if (who.at >= steps_.size())
            fail("a viewer is ahead of the pilot");
        join(who);
    }

    // For those who watch files: the same bytes at the same moments.
    void keep()
    {
        if (folder_.empty())
            return;
        std::ofstream list{folder_ + "/steps"};
        double first = 0;
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            const auto file = "playlist-" + std::to_string(i);
            const auto found = kept_.find(file);
            if (found == kept_.end() || found->second.empty() || !(told_at_[i] > 0))
                continue;
            const bool all = std::all_of(steps_[i].parts.begin(), steps_[i].parts.end(),
                                         [&](const auto& each) { return !kept_[each].empty(); });
            if (!all)
                continue;
            first = first > 0 ? first : told_at_[i];
            std::ofstream{folder_ + "/" + file, std::ios::binary} << found->second;
            list << told_at_[i] - first << ' ' << file;
            for (const auto& part : steps_[i].parts) {
                std::ofstream{folder_ + "/" + part, std::ios::binary} << kept_[part];
                list << ' ' << part;
            }
            list << '\n';
        }
    }

    double seconds_;
    std::string folder_;
    http_connection pilot_;
    std::vector<step> steps_;
    std::vector<double> told_at_;
    std::set<std::string> known_;
    std::vector<viewer*> waiting_;
};

/// The same requests for the same bytes at the same moments, as a server of files answers them.
class file_audience : audience {
public:
    file_audience(std::uint16_t port, std::string path, std::string cookie, std::size_t count,
                  const std::string& folder)
        : audience{port, std::move(path), std::move(cookie), count}
    {
        std::ifstream list{folder + "/steps"};
        for (std::string line; std::getline(list, line);) {
            std::istringstream words{line};
            double when = 0;
            step one;
            words >> when >> one.playlist;
            for (std::string part; words >> part;)
                one.parts.push_back(part);
            moments_.emplace_back(when, std::move(one));
        }
        if (moments_.size() < 10)
            fail("nothing was kept to be played again");
    }

    void run()
    {
        say("here");
        in_.after(0.5, [this] {
            come([this] {
                const auto begun = now();
                // The first two seconds, as the live viewers had, are not measured.
                const auto from = moments_.front().first + 2;
                const auto till = moments_.back().first;
                in_.at(begun + 2, [this, length = till - from] { measure(length); });
                for (const auto& [when, one] : moments_)
                    in_.at(begun + when, [this, &one, due = begun + when] { show(one, due); });
            });
        });
        in_.run();
    }

private:
    void show(const step& one, double due)
    {
        for (auto& each : viewers_)
            each->playlists.ask(request(one.playlist), [this, &one, &who = *each, due](const auto& got) {
                note(got, seen_.playlists, due);
                for (const auto& part : one.parts)
                    fetch(who, part, due);
            });
    }

    std::vector<std::pair<double, step>> moments_;
};

} // namespace

// live PORT PATH COOKIE VIEWERS SECONDS FOLDER
void view_live(const std::vector<std::string>& a)
{
    if (a.size() != 6)
        fail("live PORT PATH COOKIE VIEWERS SECONDS FOLDER");
    live_audience{static_cast<std::uint16_t>(std::stoi(a[0])), a[1], a[2], std::stoul(a[3]), std::stod(a[4]), a[5]}
        .run();
}

// files PORT PATH COOKIE VIEWERS FOLDER
void view_files(const std::vector<std::string>& a)
{
    if (a.size() != 5)
        fail("files PORT PATH COOKIE VIEWERS FOLDER");
    file_audience{static_cast<std::uint16_t>(std::stoi(a[0])), a[1], a[2], std::stoul(a[3]), a[4]}.run();
}

namespace {

/// Many who wait for the same part, round after round; somebody outside stops and starts the broadcast meanwhile.
class queue_of_waiters {
public:
    queue_of_waiters(std::uint16_t port, std::string request, std::size_t count)
        : port_{port}, request_{std::move(request)}, count_{count}
    {
    }

    // Reads what to do from its input: a line is the address that all ask for next; the end ends it.
    void run()
    {
        say("here");
        come();
        in_.run();
    }

private:
    void come()
    {
        if (all_.size() >= count_) {
            say("connected");
            return next();
        }
        for (int i = 0; i < 50 && all_.size() < count_; ++i)
            all_.push_back(std::make_unique<http_connection>(in_, port_));
        in_.after(0.01, [this] { come(); });
    }

    void next()
    {
        std::array<char, 1024> line{};
        if (!std::fgets(line.data(), line.size(), stdin))
            return in_.stop();
        std::string address{line.data()};
        address.pop_back();
        auto request = request_;
        request.replace(request.find("{}"), 2, address);
        took_.clear();
        answered_ = 0;
        refused_ = 0;
        first_ = 0;
        for (auto& each : all_)
            each->ask(request, [this](const auto& got) { answered(got); });
        say("waiting");
    }

    void answered(const http_connection::answer& got)
    {
        if (first_ == 0)
            first_ = got.first_byte;
        refused_ += got.status == 200 ? 0 : 1;
        took_.push_back(static_cast<float>(now() - first_));
        if (++answered_ < all_.size())
            return;
        std::printf("{\"refused\":%zu,\"bytes\":%zu,\"wake\":{%s}}\n", refused_, got.size, percentiles(took_).c_str());
        std::fflush(stdout);
        next();
    }

    loop in_;
    std::uint16_t port_;
    std::string request_;
    std::size_t count_;
    std::vector<std::unique_ptr<http_connection>> all_;
    std::vector<float> took_;
    std::size_t answered_ = 0;
    std::size_t refused_ = 0;
    double first_ = 0;
};

} // namespace

// waiters PORT COOKIE COUNT, and on its input the addresses to ask for
void wait_for_playlists(const std::vector<std::string>& a)
{
    if (a.size() != 3)
        fail("waiters PORT COOKIE COUNT");
    queue_of_waiters{static_cast<std::uint16_t>(std::stoi(a[0])),
                     "GET {} HTTP/1.1\r\nHost: 127.0.0.1:" + a[0] + "\r\nAccept-Encoding: gzip, deflate, br" +
                         (a[1].empty() ? "" : "\r\nCookie: " + a[1]) + std::string{browser} + "\r\n",
                     std::stoul(a[2])}
        .run();
}

} // namespace crowd
