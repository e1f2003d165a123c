#include "identity/routes.hpp"

#include "identity/accounts.hpp"

namespace ahimmoyak::identity {

void check_birth(const std::optional<date>& birth, timestamp now)
{
    using namespace std::chrono;
    if (birth && (birth->value < sys_days{year{1900} / 1 / 1} || birth->value > floor<days>(now)))
        throw invalid("/birth", "birth", {"생년월일을 확인하세요.", "Check the date of birth."});
}

std::optional<std::string> text_of(std::optional<phone_number>& phone)
{
    return phone ? std::optional{std::move(phone->value)} : std::nullopt;
}

void end(module& m, session_id which)
{
    m.sessions.note_revoked(which);
    m.when_revoked(which);
}

void end(module& m, const std::vector<session_id>& which)
{
    for (const auto each : which)
        end(m, each);
}

void end_sessions(module& m, const std::vector<session_id>& which) { end(m, which); }

task<std::string> proved_password(module& m, user_id who, std::string password, std::string_view pointer)
{
    m.password_by_user.count(std::to_string(who.value), m.time.now());
    auto ask = [&](db::connection& in) { return accounts::password_hash_of(in, who); };
    auto hash = co_await m.db.read(ask);
    if (!hash)
        throw problem{409,
                      "no_password",
                      {"이 계정에는 비밀번호가 없습니다. 먼저 '비밀번호 재설정'으로 비밀번호를 정하세요.",
                       "This account has no password; set one by a password reset first."}};
    const bool same = co_await m.passwords.matches(std::move(password), hash);
    if (!same)
        throw invalid(pointer, "wrong_password",
                      {"지금 쓰는 비밀번호와 다릅니다.", "This is not your present password."});
    co_return std::move(*hash);
}

problem wrong_code(std::string_view pointer)
{
    return invalid(pointer, "wrong_code",
                   {"코드가 다르거나 만료되었습니다. 다시 확인하거나 새 코드를 받으세요.",
                    "The code is wrong or has expired; check it or have a new one sent."});
}

} // namespace ahimmoyak::identity
