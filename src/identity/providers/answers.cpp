#include "identity/providers/answers.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace ahimmoyak::identity::providers {

namespace bj = boost::json;

namespace {

constexpr std::size_t longest_token = 16 * 1024;
constexpr std::size_t longest_address = 2000;
constexpr std::size_t longest_subject = 255;
constexpr std::size_t longest_email = 100;
constexpr std::size_t longest_name = 200;

bj::object object_in(const web_answer& got, std::string_view what)
{
    boost::system::error_code wrong;
    auto value = bj::parse(got.body, wrong);
    if (wrong || !value.is_object())
        throw not_let_in{obstacle::unreachable,
                         std::string{what} + " is no JSON object (status " + std::to_string(got.status) + ")"};
    return std::move(value.get_object());
}

std::string text(const bj::object& in, std::string_view name, std::size_t most)
{
    const auto* found = in.if_contains(name);
    const auto* value = found ? found->if_string() : nullptr;
    return value && value->size() <= most ? std::string{*value} : std::string{};
}

// "response.id": the member id of the member response.
const bj::value* at(const bj::object& in, std::string_view path)
{
    const bj::object* within = &in;
    for (;;) {
        const auto dot = path.find('.');
        const auto* found = within->if_contains(path.substr(0, dot));
        if (!found || dot == std::string_view::npos)
            return found;
        within = found->if_object();
        if (!within)
            return nullptr;
        path.remove_prefix(dot + 1);
    }
}

std::string text_at(const bj::object& in, const std::string& path, std::size_t most)
{
    const auto* found = path.empty() ? nullptr : at(in, path);
    if (!found)
        return {};
    if (const auto* value = found->if_string())
        return value->size() <= most ? std::string{*value} : std::string{};
    if (found->is_int64() || found->is_uint64())
        return bj::serialize(*found);
    return {};
}

bool is_true(const bj::value* found)
{
    return found && ((found->is_bool() && found->get_bool()) || (found->is_string() && found->get_string() == "true"));
}

bool lists(const bj::object& in, std::string_view name, std::string_view wanted)
{
    const auto* found = in.if_contains(name);
    const auto* list = found ? found->if_array() : nullptr;
    return list && std::any_of(list->begin(), list->end(),
                               [&](const auto& each) { return each.is_string() && each.get_string() == wanted; });
}

} // namespace

discovery discovery::from(const web_answer& got, const std::string& issuer)
{
    const auto told = object_in(got, "its discovery document");
    if (got.status != 200)
        throw not_let_in{obstacle::unreachable, "its discovery document: status " + std::to_string(got.status)};
    // Discovery 4.3: exactly the one that was asked.
    if (text(told, "issuer", longest_address) != issuer)
        throw not_let_in{obstacle::untrusted, "its discovery document names another issuer"};
    discovery made{text(told, "authorization_endpoint", longest_address), text(told, "token_endpoint", longest_address),
                   text(told, "userinfo_endpoint", longest_address), text(told, "jwks_uri", longest_address), false};
    const bool here = issuer.starts_with("http:");
    for (const auto* each : {&made.authorization, &made.token, &made.keys})
        if (!is_askable(*each) || (each->starts_with("http:") && !here))
            throw not_let_in{obstacle::untrusted, "its discovery document lacks an https address"};
    if (!is_askable(made.userinfo) || (made.userinfo.starts_with("http:") && !here))
        made.userinfo.clear();
    // Without a word about it the header is meant (Discovery 3).
    constexpr std::string_view methods = "token_endpoint_auth_methods_supported";
    made.secret_in_header = !lists(told, methods, "client_secret_post");
    return made;
}

token_answer token_answer::from(const web_answer& got)
{
    const auto told = object_in(got, "its answer to the code");
    // Some refuse with a 200.
    if (got.status != 200 || told.contains("error")) {
        const auto* error = told.if_contains("error");
        const auto why = error && error->is_string() ? std::string{error->get_string().subview(0, 100)} : "";
        throw not_let_in{obstacle::refused, "it refused the code: " + std::to_string(got.status) + " " + why};
    }
    return {text(told, "access_token", longest_token), text(told, "id_token", longest_token)};
}

external_person person_in(const web_answer& got, const provider& of)
{
    if (got.status == 401 || got.status == 403)
        throw not_let_in{obstacle::refused, "it does not tell who it is: " + std::to_string(got.status)};
    const auto told = object_in(got, "its word about the person");
    external_person who{text_at(told, of.subject_field, longest_subject), text_at(told, of.email_field, longest_email),
                        !of.email_verified_field.empty() && is_true(at(told, of.email_verified_field)),
                        text_at(told, of.name_field, longest_name)};
    if (got.status != 200 || who.subject.empty())
        throw not_let_in{obstacle::untrusted, "its word about the person names nobody"};
    return who;
}

void complete(external_person& who, const web_answer& userinfo)
{
    // A signed userinfo or a refusal adds nothing; the id token stands without it.
    if (userinfo.status != 200)
        return;
    const auto told = object_in(userinfo, "its word about the person");
    // Core 5.3.2: never believed of another.
    if (text(told, "sub", longest_subject) != who.subject)
        throw not_let_in{obstacle::untrusted, "its word about the person is of another"};
    if (auto email = text(told, "email", longest_email); !email.empty()) {
        who.email = std::move(email);
        who.email_verified = is_true(told.if_contains("email_verified"));
    }
    if (auto name = text(told, "name", longest_name); who.name.empty())
        who.name = std::move(name);
    if (auto name = text(told, "nickname", longest_name); who.name.empty())
        who.name = std::move(name);
}

std::string name_of(token_verdict is)
{
    constexpr std::array names{"good",           "malformed", "unknown key", "wrong signature", "wrong issuer",
                               "wrong audience", "expired",   "wrong time",  "wrong nonce"};
    return names.at(static_cast<std::size_t>(is));
}

} // namespace ahimmoyak::identity::providers
