#include "base/single_use.hpp"
#include "chat/rooms.hpp"
#include "chat/word_filter.hpp"

#include <boost/json.hpp>
#include <doctest/doctest.h>

namespace ahimmoyak::chat {

namespace {

namespace bj = boost::json;

/// Collects what would go to a browser.
struct recorder final : outlet {
    std::vector<frame> frames;
    std::string ending;

    void post(frame out) override
    {
        if (ending.empty())
            frames.push_back(std::move(out));
    }
    void close(std::uint16_t code, std::string) override { ending = "close " + std::to_string(code); }
    void abort() override { ending = "abort"; }

    bj::object last() const { return frames.empty() ? bj::object{} : bj::parse(*frames.back()).as_object(); }
    std::int64_t last_error() const { return last().contains("ErrorCode") ? last().at("ErrorCode").as_int64() : 0; }
};

constexpr channel_id lecture{12};
constexpr timestamp start{std::chrono::seconds{1'763'870'400}};

struct house {
    manual_clock time{start};
    std::vector<message> kept;
    std::vector<std::string> deleted;
    rooms open;

    explicit house(room_limits with = {})
        : open{time, with,
               keeper{[this](const message& each) { kept.push_back(each); },
                      [this](channel_id, const std::string& id) { deleted.push_back(id); }}}
    {
    }

    std::pair<std::shared_ptr<member>, std::shared_ptr<recorder>> enter(std::int64_t user, bool moderates = false,
                                                                        channel_id room = lecture)
    {
        auto out = std::make_shared<recorder>();
        auto in = open.join({room,
                             {user},
                             "이름" + std::to_string(user),
                             moderates ? role::MANAGER : role::EMPLOYEE,
                             moderates,
                             time.now() + std::chrono::minutes{60}},
                            out);
        return {in, out};
    }
};

std::string repeated(std::string_view piece, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += piece;
    return all;
}

} // namespace

TEST_CASE("a message reaches everybody once, and its sender with the request's id")
{
    house h;
    const auto [ann, to_ann] = h.enter(1);
    const auto [ben, to_ben] = h.enter(2);
    const auto [cho, to_cho] = h.enter(3);
    const auto [elsewhere, to_elsewhere] = h.enter(4, false, {13});

    h.open.take(*ann, R"({"Action":"SEND_MESSAGE","RequestId":"r-1","Content":"안녕하세요","Attributes":{"k":"v"}})");

    REQUIRE(to_ann->frames.size() == 1);
    const auto own = to_ann->last();
    CHECK(own.at("Type") == "MESSAGE");
    CHECK(own.at("RequestId") == "r-1");
    CHECK(own.at("Content") == "안녕하세요");
    CHECK(own.at("SendTime") == to_rfc3339(start).c_str());
    CHECK(own.at("Attributes").at("k") == "v");
    CHECK(own.at("Sender").at("UserId") == "1");
    CHECK(own.at("Sender").at("Attributes").at("displayName") == "이름1");
    CHECK(own.at("Sender").at("Attributes").at("role") == "EMPLOYEE");

    REQUIRE(to_ben->frames.size() == 1);
    CHECK_FALSE(to_ben->last().contains("RequestId"));
    CHECK(to_ben->last().at("Id") == own.at("Id"));
    CHECK(own.at("Id").as_string().size() == 12);
    CHECK(to_ben->frames[0] == to_cho->frames[0]); // one encoding, shared
    CHECK(to_elsewhere->frames.empty());
    REQUIRE(h.kept.size() == 1);
    CHECK(own.at("Id") == h.kept[0].id.c_str());
}

TEST_CASE("what a client sends wrongly is told by its code, and nobody else hears of it")
{
    struct row {
        std::string sent;
        std::int64_t code;
    };
    const auto send = [](const std::string& content) {
        return R"({"Action":"SEND_MESSAGE","RequestId":"r","Content":")" + content + "\"}";
    };
    const std::vector<row> rows{
        {"", 400},
        {"not json", 400},
        {"[]", 400},
        {R"({"RequestId":"r"})", 400},
        {R"({"Action":"SHOUT","RequestId":"r"})", 400},
        {R"({"Action":5,"RequestId":"r"})", 400},
        {R"({"Action":"SEND_MESSAGE","RequestId":"r"})", 400},
        {R"({"Action":"SEND_MESSAGE","RequestId":"r","Content":7})", 400},
        {R"({"Action":"SEND_MESSAGE","RequestId":7,"Content":"a"})", 400},
        {send(""), 400},
        {send("  \\n "), 400},
        {send("a\\u0000b"), 400},
        {send(repeated("가", 501)), 413},
        {R"({"Action":"SEND_MESSAGE","Content":"a","Attributes":[]})", 400},
        {R"({"Action":"SEND_MESSAGE","Content":"a","Attributes":{"n":1}})", 400},
        {R"({"Action":"SEND_MESSAGE","Content":"a","Attributes":{"n":")" + repeated("x", 1'024) + "\"}}", 413},
        {repeated("[", 100'000), 400},
        {R"({"Action":"DELETE_MESSAGE","RequestId":"r"})", 400},
        {R"({"Action":"DELETE_MESSAGE","RequestId":"r","Id":"abc"})", 403},
        {R"({"Action":"DISCONNECT_USER","RequestId":"r","UserId":"2"})", 403},
    };
    for (const auto& each : rows) {
        CAPTURE(each.sent.substr(0, 80));
        house h;
        const auto [ann, to_ann] = h.enter(1);
        const auto [ben, to_ben] = h.enter(2);
        h.open.take(*ann, each.sent);
        REQUIRE(to_ann->frames.size() == 1);
        CHECK(to_ann->last_error() == each.code);
        CHECK(to_ann->last().at("ErrorMessage").as_string().size() > 0);
        CHECK(to_ann->ending.empty());
        CHECK(to_ben->frames.empty());
        CHECK(h.kept.empty());
    }
}

TEST_CASE("length is counted in code points")
{
    house h;
    const auto [ann, to_ann] = h.enter(1);
    h.open.take(*ann, R"({"Action":"SEND_MESSAGE","Content":")" + repeated("🙂", 500) + "\"}");
    CHECK(to_ann->last().at("Type") == "MESSAGE");
    CHECK_FALSE(to_ann->last().contains("RequestId"));
}

TEST_CASE("a connection asks ten times a second, a room takes its rate")
{
    house h{{.messages_per_second = 15}};
    const auto [ann, to_ann] = h.enter(1);
    const auto [ben, to_ben] = h.enter(2);
    const std::string hello = R"({"Action":"SEND_MESSAGE","RequestId":"r","Content":"a"})";
    for (int i = 0; i < 10; ++i)
        h.open.take(*ann, hello);
    CHECK(h.kept.size() == 10);
    h.open.take(*ann, hello);
    CHECK(to_ann->last_error() == 429);
    CHECK(to_ann->last().at("RequestId") == "r");

    for (int i = 0; i < 6; ++i)
        h.open.take(*ben, hello);
    CHECK(h.kept.size() == 15);
    CHECK(to_ben->last_error() == 429);

    h.time.advance(std::chrono::milliseconds{1'000});
    h.open.take(*ann, hello);
    CHECK(h.kept.size() == 16);
}

TEST_CASE("a moderator deletes a message and puts a person out")
{
    house h;
    const auto [teacher, to_teacher] = h.enter(1, true);
    const auto [ben, to_ben] = h.enter(2);
    const auto [ben_again, to_ben_again] = h.enter(2);
    const auto [cho, to_cho] = h.enter(3);

    h.open.take(*teacher, R"({"Action":"DELETE_MESSAGE","RequestId":"d","Id":"AbCdEf123456","Reason":"욕설"})");
    CHECK(h.deleted == std::vector<std::string>{"AbCdEf123456"});
    const auto deleted = to_cho->last();
    CHECK(deleted.at("Type") == "EVENT");
    CHECK(deleted.at("EventName") == "aws:DELETE_MESSAGE");
    CHECK(deleted.at("Attributes").at("MessageID") == "AbCdEf123456");
    CHECK(deleted.at("Attributes").at("MessageId") == "AbCdEf123456");
    CHECK(deleted.at("Attributes").at("Reason") == "욕설");
    CHECK_FALSE(deleted.contains("RequestId"));
    CHECK(to_teacher->last().at("RequestId") == "d");

    h.open.take(*teacher, R"({"Action":"DISCONNECT_USER","RequestId":"k","UserId":"2"})");
    CHECK(to_ben->last().at("EventName") == "aws:DISCONNECT_USER");
    CHECK(to_ben->last().at("Attributes").at("UserId") == "2");
    CHECK(to_ben->ending == "close 4001");
    CHECK(to_ben_again->ending == "close 4001");
    CHECK(to_cho->ending.empty());
    CHECK(to_teacher->last().at("RequestId") == "k");
}

TEST_CASE("a session that is over ends with a 401 and a torn connection")
{
    house h;
    const auto [ann, to_ann] = h.enter(1);
    h.time.advance(std::chrono::minutes{59});
    h.open.end_expired();
    CHECK(to_ann->ending.empty());
    h.time.advance(std::chrono::minutes{1});
    SUBCASE("by itself") { h.open.end_expired(); }
    SUBCASE("at the next request") { h.open.take(*ann, R"({"Action":"SEND_MESSAGE","Content":"a"})"); }
    CHECK(to_ann->last_error() == 401);
    CHECK(to_ann->ending == "abort");
    CHECK(h.kept.empty());
}

TEST_CASE("who is signed out is out of every room, elsewhere and others are not")
{
    house h;
    const auto sit_down = [&](std::int64_t user, std::int64_t session, channel_id room) {
        auto out = std::make_shared<recorder>();
        REQUIRE(
            h.open.join({room, {user}, "이름", role::EMPLOYEE, false, start + std::chrono::hours{1}, {session}}, out));
        return out;
    };
    const auto here = sit_down(1, 10, lecture);
    const auto another_room = sit_down(1, 10, {13});
    const auto another_device = sit_down(1, 11, lecture);
    const auto other = sit_down(2, 12, lecture);
    h.open.end_session({10});
    CHECK(here->ending == "close 4401");
    CHECK(another_room->ending == "close 4401");
    CHECK(another_device->ending.empty());
    CHECK(other->ending.empty());
}

TEST_CASE("draining sends clients elsewhere and never closes properly")
{
    house h;
    const auto [ann, to_ann] = h.enter(1);
    const auto [ben, to_ben] = h.enter(2, false, {13});
    h.open.tell_to_renew();
    h.open.abort_all();
    for (const auto& out : {to_ann, to_ben}) {
        CHECK(out->last_error() == 401);
        CHECK(out->ending == "abort");
    }
}

TEST_CASE("everybody in the room hears an event, and an empty room is forgotten")
{
    house h;
    const auto [ann, to_ann] = h.enter(1);
    h.open.announce(lecture, "live:END", {{"channelId", "12"}});
    CHECK(to_ann->last().at("EventName") == "live:END");
    CHECK(to_ann->last().at("Attributes").at("channelId") == "12");
    CHECK(h.open.open_rooms() == 1);
    h.open.leave(ann);
    CHECK(h.open.open_rooms() == 0);
    h.open.announce(lecture, "live:END", {}); // nobody there: nothing happens
    h.open.take(*ann, R"({"Action":"SEND_MESSAGE","Content":"late"})");
    CHECK(to_ann->last_error() == 404);
}

TEST_CASE("one person cannot fill a room")
{
    house h{{.connections = 5, .connections_of_a_user = 3}};
    std::vector<std::shared_ptr<member>> inside;
    for (int i = 0; i < 3; ++i)
        inside.push_back(h.enter(1).first);
    CHECK(inside.back());
    CHECK_FALSE(h.enter(1).first);
    CHECK(h.enter(2).first);
    CHECK(h.enter(3).first);
    CHECK_FALSE(h.enter(4).first);
    CHECK(h.open.connections(lecture) == 5);
}

TEST_CASE("a token opens once, within a minute")
{
    manual_clock time{start};
    single_use<grant> tokens{time};
    const auto a = tokens.issue({lecture, {1}, "a", role::EMPLOYEE, false, {}});
    const auto b = tokens.issue({lecture, {2}, "b", role::EMPLOYEE, false, {}});
    CHECK(a.expires == start + std::chrono::seconds{60});
    for (const char c : a.token)
        CHECK((std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_'));
    CHECK(tokens.redeem(a.token)->user == user_id{1});
    CHECK_FALSE(tokens.redeem(a.token));
    CHECK_FALSE(tokens.redeem(""));
    const auto c = tokens.issue({lecture, {3}, "c", role::EMPLOYEE, false, {}, {30}});
    const auto d = tokens.issue({lecture, {3}, "d", role::EMPLOYEE, false, {}, {31}});
    tokens.forget_if([](const grant& each) { return each.signed_in == session_id{30}; });
    CHECK_FALSE(tokens.redeem(c.token));
    CHECK(tokens.redeem(d.token));
    time.advance(std::chrono::seconds{60});
    CHECK_FALSE(tokens.redeem(b.token));
}

TEST_CASE("a word is found whatever hides it, and nothing else is")
{
    const word_filter words{{"바보", "SPAM", "  ", "!?"}};
    for (const auto* hidden : {"이 바보야", "바 보", "바.보", "바\u200b보", "바ㆍ보", "sPaM", "s-p_a m", "ＳＰＡＭ"})
        CHECK_FALSE_MESSAGE(words.allows(hidden), hidden);
    for (const auto* fine : {"바다 보기", "span", "", "!?", "\xED\x95", "\xF0\x9F"})
        CHECK_MESSAGE(words.allows(fine), fine);
    CHECK(word_filter{{}}.allows("anything"));
}

TEST_CASE("slow mode binds each person but the staff, and a program's people do what their token says")
{
    manual_clock time{start};
    rooms all{time, {}, {[](const message&) {}, [](channel_id, const std::string&) {}}};
    room_rules rules;
    rules.slow_mode = std::chrono::seconds{10};
    rules.longest_message = 5;
    all.set_rules(lecture, rules);
    const auto enter = [&](grant as) {
        as.room = lecture;
        as.session_ends = start + std::chrono::hours{1};
        auto out = std::make_shared<recorder>();
        return std::pair{all.join(std::move(as), out), out};
    };
    const auto say = [&](const auto& who, std::string_view text) {
        all.take(*who.first, R"({"Action":"SEND_MESSAGE","RequestId":"r","Content":")" + std::string{text} + "\"}");
        const auto got = who.second->last();
        return got.at("Type") == "ERROR" ? got.at("ErrorCode").as_int64() : 200;
    };
    grant trainee;
    trainee.user = {1};
    const auto one = enter(trainee);
    CHECK(say(one, "a") == 200);
    CHECK(say(one, "b") == 429);
    time.advance(std::chrono::seconds{10});
    CHECK(say(one, "c") == 200);
    grant staff;
    staff.user = {2};
    staff.moderates = true;
    const auto teacher = enter(staff);
    CHECK(say(teacher, "a") == 200);
    CHECK(say(teacher, "b") == 200);
    CHECK(say(teacher, "123456") == 413);
    grant outside;
    outside.outside = outsider{"x", {{"k", "v"}}, false, true, false};
    const auto program = enter(outside);
    CHECK(say(program, "a") == 403);
    all.take(*program.first, R"({"Action":"DELETE_MESSAGE","Id":"m"})");
    CHECK(program.second->last().at("Type") == "EVENT");
    all.take(*program.first, R"({"Action":"DISCONNECT_USER","UserId":"1"})");
    CHECK(program.second->last().at("ErrorCode") == 403);
}

} // namespace ahimmoyak::chat
