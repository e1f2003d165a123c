#include "settings/routes.hpp"

#include <algorithm>

namespace ahimmoyak::settings {

namespace {

struct mail_change {
    text<0, 253> host;
    whole<1, 65535> port;
    connection_security security{};
    text<0, 200> user;
    std::optional<secret<0, 500>> password; ///< absent: as it is
    text<0, 100> sender;
};
BOOST_DESCRIBE_STRUCT(mail_change, (), (host, port, security, user, password, sender))

struct mail_trial {
    email recipient;
    mail_change server; ///< need not be saved yet
};
BOOST_DESCRIBE_STRUCT(mail_trial, (), (recipient, server))

struct trial_result {
    bool sent = false;
    std::optional<std::string> advice; ///< what to do
    std::optional<std::string> answer; ///< what exactly went wrong, as the server or the connection said it
};
BOOST_DESCRIBE_STRUCT(trial_result, (), (sent, advice, answer))

bool is_host(std::string_view name)
{
    return std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == ':';
    });
}

mail::smtp_security kept_security(connection_security is)
{
    return is == connection_security::NONE  ? mail::smtp_security::none
           : is == connection_security::TLS ? mail::smtp_security::tls
                                            : mail::smtp_security::starttls;
}

// What is asked for, with the password that is set when it is of the same account; throws the 422.
std::optional<mail::smtp_server> server_of(const module& m, const mail_change& what, const std::string& under)
{
    if (what.host.value.empty())
        return std::nullopt;
    std::vector<issue> wrong;
    if (!is_host(what.host.value))
        wrong.push_back({under + "/host",
                         "host",
                         {"smtp.example.kr처럼 서버 이름만 적으세요.",
                          "Write the name of the server only, such as smtp.example.kr."}});
    if (!mail::is_plain_address(what.sender.value))
        wrong.push_back({under + "/sender",
                         "email",
                         {"보내는 사람의 이메일 주소를 적으세요.", "Write the e-mail address that mails come from."}});
    mail::smtp_server to{
        what.host.value,        static_cast<int>(what.port.value), kept_security(what.security), what.user.value, {},
        {what.sender.value, {}}};
    if (what.password) {
        to.password = what.password->value;
    } else if (!to.user.empty()) {
        const auto is = m.now.get();
        const bool same = is->mail && is->mail->host == to.host && is->mail->user == to.user;
        if (same)
            to.password = is->mail->password;
        else
            wrong.push_back({under + "/password",
                             "password_anew",
                             {"서버나 사용자가 바뀌었으니 비밀번호를 다시 입력하세요.",
                              "The server or the user is another one: enter the password again."}});
    }
    if (!wrong.empty())
        throw invalid(std::move(wrong));
    return to;
}

void must_be_ours(const module& m)
{
    if (m.now.given().has_mail)
        throw set_outside("/host", "smtp.host");
}

task<http::tagged<all_settings>> change_mail(module& m, http::if_match version, http::body<mail_change> to)
{
    must_be_ours(m);
    const auto wanted = server_of(m, to.value, "");
    std::optional<std::string> sealed;
    if (wanted && !wanted->password.empty())
        sealed = seal_password(m.now.key(), wanted->password);
    const store::change by{version.version, m.time.now()};
    auto work = [&](db::connection& in) { return store::set_mail(in, wanted, sealed, by); };
    const auto is = co_await m.db.write(work);
    m.now.take(is);
    co_return shown(m);
}

words advice_for(mail::failure_reason why)
{
    using enum mail::failure_reason;
    switch (why) {
    case unknown_host:
        return {"그런 이름의 서버를 찾을 수 없습니다. 서버 이름을 확인하세요.",
                "There is no server of that name. Check the name of the server."};
    case unreachable:
        return {"서버에 연결할 수 없습니다. 서버 이름과 포트를 확인하고, 방화벽이 막지 않는지 보세요.",
                "The server cannot be reached. Check its name and port, and whether a firewall is in between."};
    case encryption:
        return {
            "암호화 연결이 되지 않습니다. 보안 방식과 포트를 확인하세요(보통 STARTTLS는 587, TLS는 465).",
            "No encrypted connection comes about. Check security and port (usually 587 for STARTTLS, 465 for TLS)."};
    case sign_in:
        return {"사용자나 비밀번호가 맞지 않습니다. 서비스에 따라 앱 비밀번호가 필요합니다.",
                "User or password are not right. Some services want an app password."};
    case refused:
        return {"서버가 이 메일을 거절했습니다. 보내는 주소를 그 계정으로 쓸 수 있는지 확인하세요.",
                "The server refuses this mail. Check whether the account may send from that address."};
    case other:
        break;
    }
    return {"메일을 보내지 못했습니다.", "The mail could not be sent."};
}

task<trial_result> try_mail(module& m, http::incoming in, http::body<mail_trial> what)
{
    m.letters.count("", m.time.now());
    auto to = m.now.given().has_mail ? m.now.given().mail : server_of(m, what->server, "/server");
    if (!to)
        throw invalid("/server/host", "required", {"메일 서버를 적으세요.", "Name the mail server."});
    const auto is = m.now.get();
    to->from.name = is->installation_name.empty() ? "아힘모약 Ahimmoyak" : is->installation_name;
    const mail::message letter{
        what->recipient.value, "[아힘모약] 시험 메일 / Test mail",
        "메일 서버 설정이 맞습니다. 이 메일에 답할 필요는 없습니다.\n\n----\n\nThe mail server is set "
        "rightly. There is no need to answer.\n"};
    const auto now = m.time.now();
    const auto unique = "trial-" + std::to_string(now.time_since_epoch().count());
    trial_result done;
    auto send = [&] {
        try {
            mail::smtp{*to}.send(letter, now, unique);
            done.sent = true;
        } catch (const mail::delivery_failure& why) {
            done.advice = advice_for(why.reason()).in(in->speaks);
            done.answer = why.what();
        }
    };
    co_await m.blocking.run(send);
    co_return done;
}

} // namespace

void add_mail_routes(http::routes<module>& r)
{
    r.put("/v1/admin/settings/mail", only_operator, "Change the mail server", change_mail);
    r.post("/v1/admin/settings/mail/trial", only_operator, "Send a letter to try a mail server, saved or not",
           try_mail);
}

} // namespace ahimmoyak::settings
