#include "identity/cookies.hpp"

#include "http/message.hpp"

namespace ahimmoyak::identity {

namespace {

std::string cookie(const module& m, std::string_view name, std::string value, std::chrono::seconds lifetime)
{
    return cookie_header(m, name, std::move(value), name == "refresh_token" ? "/auth/refresh" : "/", lifetime);
}

} // namespace

std::string cookie_header(const module& m, std::string_view name, std::string value, std::string_view path,
                          std::chrono::seconds lifetime)
{
    const http::cookie made{std::string{name},    std::move(value), std::string{path},
                            m.with.cookie_domain, lifetime.count(), m.with.public_address.starts_with("https://")};
    return made.to_header();
}

headers cookies_of(const module& m, const account& of, session_id session, std::string refresh_token)
{
    const auto unused = std::chrono::duration_cast<std::chrono::seconds>(m.with.sessions.unused);
    const auto life = m.with.access_lifetime;
    headers all;
    all.emplace_back("Set-Cookie", cookie(m, "access_token", m.authenticator->access_token(of, session), life));
    all.emplace_back("Set-Cookie", cookie(m, "id_token", m.authenticator->id_token(of, session), life));
    all.emplace_back("Set-Cookie", cookie(m, "refresh_token", std::move(refresh_token), unused));
    all.emplace_back("Cache-Control", "no-store");
    return all;
}

headers cookies_gone(const module& m)
{
    headers gone;
    for (const auto* name : {"access_token", "id_token", "refresh_token"})
        gone.emplace_back("Set-Cookie", cookie(m, name, "", std::chrono::seconds{0}));
    return gone;
}

} // namespace ahimmoyak::identity
