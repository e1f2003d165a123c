#include "learning/identity_method.hpp"

#include "base/random.hpp"
#include "identity/accounts.hpp"
#include "identity/second_factors.hpp"
#include "mail/post.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::learning {

namespace {

constexpr std::int64_t most_code_attempts = 5;
constexpr auto code_lifetime = std::chrono::minutes{10};

constexpr db::query put_identity_code{R"(
    INSERT INTO identity_check_code (user_id, code_hash, attempts, expires_at, created_at, updated_at)
    VALUES ($1, $2, 0, $3, $4, $4)
    ON CONFLICT (user_id) DO UPDATE SET code_hash = excluded.code_hash, attempts = 0,
        expires_at = excluded.expires_at, updated_at = excluded.updated_at)"};
constexpr db::query identity_code_of{
    "SELECT code_hash, attempts, expires_at FROM identity_check_code WHERE user_id = $1"};
constexpr db::query count_code_attempt{
    "UPDATE identity_check_code SET attempts = attempts + 1, updated_at = $1 WHERE user_id = $2"};
constexpr db::query drop_identity_code{"DELETE FROM identity_check_code WHERE user_id = $1"};

struct sent_code {
    std::string code_hash;
    std::int64_t attempts = 0;
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(sent_code, (), (code_hash, attempts, expires_at))

std::string hash_of_code(user_id who, std::string_view code)
{
    return hex(sha256("identity check " + std::to_string(who.value) + ":" + std::string{code}));
}

class by_email final : public identity_method {
public:
    identity_method_kind kind() const override { return identity_method_kind::EMAIL_CODE; }

    bool serves(db::connection&, user_id) const override { return true; }

    bool send(db::connection& in, user_id who, timestamp now) const override
    {
        const std::array whom{who};
        const auto code = random_digits(6);
        in.run(put_identity_code, who, hash_of_code(who, code), now + code_lifetime, now);
        for (const auto& [id, person] : identity::accounts::recipients(in, whom))
            mail::queue(
                in,
                mail::written(person.email, person.language, {"본인 확인 코드", "Your code for the identity check"},
                              say("{0}님, 안녕하세요.\n\n"
                                  "학습을 이어 가려면 아래 코드를 10분 안에 입력해 본인임을 확인하세요.\n\n"
                                  "    {1}\n\n"
                                  "지금 학습하고 있지 않다면 누군가 계정을 쓰고 있습니다. 비밀번호를 바꾸세요. "
                                  "코드를 다른 사람에게 알려 주지 마세요.\n",
                                  "Hello {0},\n\n"
                                  "to go on learning, enter this code within 10 minutes; it shows that it is you:\n\n"
                                  "    {1}\n\n"
                                  "If you are not learning now, somebody else uses your account: change its "
                                  "password. Never tell the code to anybody.\n",
                                  person.name, code)),
                now);
        return true;
    }

    bool proves(db::connection& in, user_id who, std::string_view answer, timestamp now) const override
    {
        const auto kept = in.first<sent_code>(identity_code_of, who);
        if (!kept || kept->attempts >= most_code_attempts || kept->expires_at <= now)
            return false;
        if (!same_secret(kept->code_hash, hash_of_code(who, answer))) {
            in.run(count_code_attempt, now, who);
            return false;
        }
        in.run(drop_identity_code, who);
        return true;
    }
};

class by_second_factor final : public identity_method {
public:
    explicit by_second_factor(const identity::second_factors& by) : by_{by} {}

    identity_method_kind kind() const override { return identity_method_kind::TOTP; }

    bool serves(db::connection& in, user_id who) const override { return identity::second_factors::enabled(in, who); }

    bool send(db::connection&, user_id, timestamp) const override { return false; }

    bool proves(db::connection& in, user_id who, std::string_view answer, timestamp now) const override
    {
        const auto six_digits = answer.size() == 6 &&
                                std::all_of(answer.begin(), answer.end(), [](char c) { return c >= '0' && c <= '9'; });
        return six_digits && by_.take(in, who, answer, now) == identity::second_factors::proof::code;
    }

private:
    const identity::second_factors& by_;
};

} // namespace

std::unique_ptr<const identity_method> code_by_email() { return std::make_unique<by_email>(); }

std::unique_ptr<const identity_method> code_of_second_factor(const identity::second_factors& by)
{
    return std::make_unique<by_second_factor>(by);
}

std::vector<identity_method_kind> usable_by(db::connection& in, const identity_methods& all, user_id who)
{
    std::vector<identity_method_kind> kinds;
    for (const auto& each : all)
        if (each->serves(in, who))
            kinds.push_back(each->kind());
    return kinds;
}

void send_code_to(db::connection& in, const identity_methods& all, user_id who, timestamp now)
{
    for (const auto& each : all)
        if (each->kind() == identity_method_kind::EMAIL_CODE)
            each->send(in, who, now);
}

bool proves(db::connection& in, const identity_methods& all, identity_method_kind by, user_id who,
            std::string_view answer, timestamp now)
{
    const auto method = std::ranges::find_if(all, [&](const auto& each) { return each->kind() == by; });
    return method != all.end() && (*method)->serves(in, who) && (*method)->proves(in, who, answer, now);
}

} // namespace ahimmoyak::learning
