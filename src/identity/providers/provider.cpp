#include "identity/providers/provider.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>

namespace ahimmoyak::identity::providers {

namespace {

// Segments that stand where a provider's name stands in its addresses, today or perhaps one day.
constexpr std::array reserved{"v1",     "refresh", "callback", "external",  "info",     "sessions", "signin",
                              "signup", "signout", "confirm",  "providers", "password", "resend"};

std::string label_of(const std::string& name)
{
    auto label = name;
    if (label.front() >= 'a' && label.front() <= 'z')
        label.front() = static_cast<char>(label.front() - 'a' + 'A');
    return label;
}

void require(const std::string& value, std::string_view key)
{
    if (value.empty())
        throw wrong_provider{key, "is missing"};
}

void require_address(const std::string& value, std::string_view key)
{
    require(value, key);
    if (!is_askable(value))
        throw wrong_provider{key, "must be an https address"};
}

struct text_key {
    std::string_view name;
    std::string provider::* member;
};
constexpr std::array text_keys{
    text_key{"client-id", &provider::client_id},
    text_key{"client-secret", &provider::client_secret},
    text_key{"scope", &provider::scope},
    text_key{"issuer", &provider::issuer},
    text_key{"authorization-address", &provider::authorization_address},
    text_key{"token-address", &provider::token_address},
    text_key{"userinfo-address", &provider::userinfo_address},
    text_key{"subject-field", &provider::subject_field},
    text_key{"email-field", &provider::email_field},
    text_key{"email-verified-field", &provider::email_verified_field},
    text_key{"name-field", &provider::name_field},
};

} // namespace

provider start_of(std::string_view name)
{
    const bool fits = !name.empty() && name.size() <= 30 && name.front() >= 'a' && name.front() <= 'z' &&
                      std::all_of(name.begin(), name.end(),
                                  [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!fits)
        throw wrong_provider{"", "a provider's name is made of a-z, 0-9 and hyphens, at most 30"};
    if (std::find(reserved.begin(), reserved.end(), name) != reserved.end())
        throw wrong_provider{"", "this name is taken by an address of our own; choose another"};

    provider made;
    made.name = name;
    made.label = {label_of(made.name), label_of(made.name)};
    made.scope = "openid email profile";
    if (name == "google") {
        made.label = {"구글", "Google"};
        made.issuer = "https://accounts.google.com";
    } else if (name == "kakao") {
        made.label = {"카카오", "Kakao"};
        made.issuer = "https://kauth.kakao.com";
        made.scope = "openid account_email profile_nickname";
    } else if (name == "naver") {
        made.label = {"네이버", "Naver"};
        made.kind = provider_kind::oauth2;
        made.scope = "";
        made.authorization_address = "https://nid.naver.com/oauth2.0/authorize";
        made.token_address = "https://nid.naver.com/oauth2.0/token";
        made.userinfo_address = "https://openapi.naver.com/v1/nid/me";
        made.subject_field = "response.id";
        made.email_field = "response.email";
        made.name_field = "response.name";
    } else if (name == "facebook") {
        // Without a version in the addresses each app's own is meant.
        made.label = {"페이스북", "Facebook"};
        made.kind = provider_kind::oauth2;
        made.scope = "email public_profile";
        made.authorization_address = "https://www.facebook.com/dialog/oauth";
        made.token_address = "https://graph.facebook.com/oauth/access_token";
        made.userinfo_address = "https://graph.facebook.com/me?fields=id,name,email";
    }
    return made;
}

bool set(provider& of, std::string_view key, const std::string& value)
{
    if (key == "kind") {
        if (value != "openid" && value != "oauth2")
            throw wrong_provider{key, "must be one of openid, oauth2"};
        of.kind = value == "openid" ? provider_kind::openid : provider_kind::oauth2;
        if (of.kind == provider_kind::oauth2 && of.scope == "openid email profile")
            of.scope = "";
        return true;
    }
    if (key == "label") {
        of.label = {value, value};
        return true;
    }
    if (key == "label-en") {
        of.label.en = value;
        return true;
    }
    for (const auto& each : text_keys)
        if (key == each.name) {
            of.*each.member = value;
            return true;
        }
    return false;
}

void check(const provider& whole)
{
    require(whole.client_id, "client-id");
    require(whole.client_secret, "client-secret");
    require(whole.label.ko, "label");
    require(whole.label.en, "label-en");
    if (whole.kind == provider_kind::openid) {
        require_address(whole.issuer, "issuer");
        if ((" " + whole.scope + " ").find(" openid ") == std::string::npos)
            throw wrong_provider{"scope", "must contain openid"};
        return;
    }
    require_address(whole.authorization_address, "authorization-address");
    require_address(whole.token_address, "token-address");
    require_address(whole.userinfo_address, "userinfo-address");
    require(whole.subject_field, "subject-field");
}

bool is_askable(std::string_view address)
{
    const auto parsed = boost::urls::parse_uri({address.data(), address.size()});
    if (!parsed || address.size() > 2000 || parsed->has_userinfo() || parsed->has_fragment())
        return false;
    const std::string host = parsed->host();
    if (host.empty())
        return false;
    if (parsed->scheme() == "https")
        return true;
    const bool here = parsed->host_type() == boost::urls::host_type::ipv4   ? host.starts_with("127.")
                      : parsed->host_type() == boost::urls::host_type::ipv6 ? host == "[::1]"
                                                                            : host == "localhost";
    return parsed->scheme() == "http" && here;
}

} // namespace ahimmoyak::identity::providers
