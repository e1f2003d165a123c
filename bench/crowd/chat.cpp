#include "crowd.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

// People in rooms: all hear, some say something now and then. Each message carries when it was due.
namespace crowd {

namespace {

struct place {
    std::string path;
    std::string token;
    std::size_t room = 0;
};

// A line for each connection: the room's number, the address, the token ("-": none).
std::vector<place> read_places(const std::string& file)
{
    std::ifstream from{file};
    std::vector<place> all;
    place one;
    while (from >> one.room >> one.path >> one.token)
        all.push_back(one);
    return all;
}

class crowd_of_rooms {
public:
    crowd_of_rooms(std::uint16_t port, std::vector<place> places, double per_second, double seconds, bool by_http)
        : port_{port}, places_{std::move(places)}, per_second_{per_second}, seconds_{seconds}, by_http_{by_http}
    {
        for (const auto& each : places_)
            rooms_ = std::max(rooms_, each.room + 1);
        members_.resize(rooms_);
    }

    void run()
    {
        say("here");
        come();
        in_.run();
    }

private:
    static void say(const char* word)
    {
        std::puts(word);
        std::fflush(stdout);
    }

    void come()
    {
        for (int i = 0; i < 20 && sockets_.size() < places_.size(); ++i) {
            const auto& to = places_[sockets_.size()];
            sockets_.push_back(std::make_unique<websocket>(
                in_, port_, to.path, to.token == "-" ? "" : to.token,
                [this] {
                    if (++open_ == places_.size())
                        in_.after(1, [this] { begin(); });
                },
                [this](std::string_view text) { heard(text); }));
            members_[to.room].push_back(sockets_.back().get());
        }
        if (sockets_.size() < places_.size())
            in_.after(0.01, [this] { come(); });
    }

    void begin()
    {
        say("connected");
        if (by_http_)
            publisher_ = std::make_unique<http_connection>(in_, port_);
        in_.after(1, [this] {
            say("begin");
            const auto begun = now();
            const auto count = static_cast<std::size_t>(per_second_ * seconds_);
            for (std::size_t i = 0; i < count; ++i) {
                const auto due = begun + static_cast<double>(i) / per_second_;
                in_.at(due, [this, i, due] { speak(i, due); });
            }
            in_.at(begun + seconds_, [this, begun] { await_all(begun); });
        });
    }

    // A busy machine is behind; what was sent is waited for, within reason.
    void await_all(double begun)
    {
        if (heard_ < due_ && now() < begun + seconds_ + 30)
            return in_.after(0.02, [this, begun] { await_all(begun); });
        const auto took = now() - begun;
        say("end");
        finish(took);
    }

    // The rooms in turn, and in each its members in turn.
    void speak(std::size_t turn, double due)
    {
        const auto room = turn % rooms_;
        auto& people = members_[room];
        due_ += people.size();
        const auto content = "@" + std::to_string(static_cast<std::uint64_t>(due * 1e6)) +
                             "@ 지게차는 몇 km/h로 달려야 하나요? 앞의 설명을 놓쳤습니다.";
        if (by_http_) {
            // As long as ours on the wire.
            const std::string body = R"({"Type":"MESSAGE","Id":"aBcDeFgHiJkL","Content":")" + content +
                                     R"(","SendTime":"2026-11-27T09:00:00.000Z","Sender":{"UserId":"person-)" +
                                     std::to_string(turn % people.size()) +
                                     R"(","Attributes":{"displayName":"이수강"}}})";
            publisher_->ask("POST /pub/" + std::to_string(room) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " +
                                std::to_string(body.size()) + "\r\n\r\n" + body,
                            [](const http_connection::answer& got) {
                                if (got.status / 100 != 2)
                                    fail("a message was not published: " + std::to_string(got.status));
                            });
        } else
            people[(turn / rooms_) % people.size()]->send_text(
                R"({"Action":"SEND_MESSAGE","RequestId":"r","Content":")" + content + "\"}");
    }

    void heard(std::string_view text)
    {
        const auto at = text.find("\"@");
        if (at == text.npos) {
            if (text.find("\"ERROR\"") != text.npos)
                fail(std::string{text});
            return;
        }
        ++heard_;
        bytes_ += text.size();
        took_.push_back(static_cast<float>(now() - std::strtod(text.data() + at + 2, nullptr) / 1e6));
    }

    void finish(double took)
    {
        std::printf("{\"seconds\":%f,\"heard\":%zu,\"due\":%zu,\"bytes\":%zu,\"late\":{%s}}\n", took, heard_, due_,
                    heard_ > 0 ? bytes_ / heard_ : 0, percentiles(took_).c_str());
        std::fflush(stdout);
        in_.stop();
    }

    loop in_;
    std::uint16_t port_;
    std::vector<place> places_;
    double per_second_;
    double seconds_;
    bool by_http_;
    std::size_t rooms_ = 0;
    std::vector<std::unique_ptr<websocket>> sockets_;
    std::vector<std::vector<websocket*>> members_;
    std::unique_ptr<http_connection> publisher_;
    std::size_t open_ = 0;
    std::size_t heard_ = 0;
    std::size_t due_ = 0;
    std::size_t bytes_ = 0;
    std::vector<float> took_;
};

} // namespace

// chat PORT FILE MESSAGES-A-SECOND SECONDS websocket|http
void talk(const std::vector<std::string>& a)
{
    if (a.size() != 5)
        fail("chat PORT FILE MESSAGES-A-SECOND SECONDS websocket|http");
    crowd_of_rooms{static_cast<std::uint16_t>(std::stoi(a[0])), read_places(a[1]), std::stod(a[2]), std::stod(a[3]),
                   a[4] == "http"}
        .run();
}

} // namespace crowd
