#include "identity/keys.hpp"

#include "base/log.hpp"
#include "base/problem.hpp"
#include "base/random.hpp"
#include "db/connection.hpp"

#include <boost/json.hpp>
#include <cjose/cjose.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <stdexcept>

namespace ahimmoyak::identity {

namespace {

using namespace std::chrono_literals;

constexpr auto lifetime = std::chrono::hours{24 * 90};
// Longer than any token that was signed just before a new key came.
constexpr auto kept_after = std::chrono::hours{24};
// Twice as long as the key set may be kept by who reads it.
constexpr auto published_before = std::chrono::minutes{10};
constexpr std::size_t longest_compact = 4096;

struct stored_key {
    std::string kid;
    std::string jwk;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(stored_key, (), (kid, jwk, created_at))

constexpr db::query all_keys{"SELECT kid, jwk, created_at FROM signing_key ORDER BY created_at DESC, kid"};
constexpr db::query insert{"INSERT INTO signing_key (kid, jwk, created_at, updated_at) VALUES ($1, $2, $3, $3)"};
constexpr db::query drop{"DELETE FROM signing_key WHERE kid = $1"};
constexpr db::query drop_all{"DELETE FROM signing_key"};

// Three parts of base64url, the last of them the 64 bytes of an ES256 signature: cjose would overlook
// characters that follow it, and the four bits that its last character has beyond them.
bool is_compact(std::string_view token)
{
    constexpr std::size_t signature_length = 86;
    const auto last = token.rfind('.');
    return last != std::string_view::npos && token.size() - last - 1 == signature_length &&
           std::string_view{"AQgw"}.find(token.back()) != std::string_view::npos &&
           std::count(token.begin(), token.end(), '.') == 2 && std::all_of(token.begin(), token.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_' || c == '.';
           });
}

struct release {
    void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
    void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
    void operator()(cjose_header_t* header) const { cjose_header_release(header); }
};
using jwk_ptr = std::unique_ptr<cjose_jwk_t, release>;
using jws_ptr = std::unique_ptr<cjose_jws_t, release>;
using header_ptr = std::unique_ptr<cjose_header_t, release>;

void must(bool worked, const char* what, const cjose_err& err)
{
    if (!worked)
        throw std::runtime_error{std::string{what} + ": " + (err.message ? err.message : "unknown")};
}

// Extensions that must be understood (RFC 7515, 4.1.11): we know none, and cjose passes them over.
bool has_critical(cjose_header_t* header)
{
    cjose_err err{};
    char* const named = cjose_header_get_raw(header, "crit", &err);
    const bool any = named != nullptr;
    std::free(named);
    return any;
}

std::string json_of(const cjose_jwk_t* jwk, bool with_secret)
{
    cjose_err err{};
    char* text = cjose_jwk_to_json(jwk, with_secret, &err);
    must(text != nullptr, "cjose_jwk_to_json", err);
    std::string out{text};
    std::free(text); // cjose's default allocator is malloc
    return out;
}

stored_key new_key(timestamp now)
{
    cjose_err err{};
    const jwk_ptr made{cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &err)};
    must(made != nullptr, "cjose_jwk_create_EC_random", err);
    const auto kid = random_token(12);
    must(cjose_jwk_set_kid(made.get(), kid.c_str(), kid.size(), &err), "cjose_jwk_set_kid", err);
    return {kid, json_of(made.get(), true), now};
}

} // namespace

/// cjose only reads a key when it signs or verifies, so threads share it.
struct keys::key {
    std::string kid;
    jwk_ptr jwk;
    json_web_key published;
    timestamp created_at{};
};

keys::keys(db::pool& on, const clock& time) : db_{on}, clock_{time} {}
keys::~keys() = default;

task<> keys::load()
{
    const auto look = ++looks_;
    const auto now = clock_.now();
    const auto fresh = new_key(now);
    auto work = [&](db::connection& in) {
        auto all = in.all<stored_key>(all_keys);
        if (all.empty() || now - all.front().created_at > lifetime) {
            in.run(insert, fresh.kid, fresh.jwk, fresh.created_at);
            all.insert(all.begin(), fresh);
        }
        // A key signs no more once there is a newer one.
        while (all.size() > 1 && now - all[all.size() - 2].created_at > kept_after) {
            in.run(drop, all.back().kid);
            all.pop_back();
        }
        return all;
    };
    const auto stored = co_await db_.write(work);
    key_list ready;
    for (const auto& each : stored) {
        cjose_err err{};
        auto one = std::make_shared<key>();
        one->kid = each.kid;
        one->jwk.reset(cjose_jwk_import(each.jwk.data(), each.jwk.size(), &err));
        must(one->jwk != nullptr, "cjose_jwk_import", err);
        const auto shown = boost::json::parse(json_of(one->jwk.get(), false)).as_object();
        const auto text = [&](const char* name) { return std::string{shown.at(name).as_string()}; };
        one->published = {text("kty"), text("crv"), text("x"), text("y"), each.kid, "ES256", "sig"};
        one->created_at = each.created_at;
        ready.push_back(std::move(one));
    }
    keep(std::move(ready), look);
}

// A look that began before the one whose result is held may have read what is no more: a key that was dropped must not
// come back.
void keys::keep(key_list all, std::uint64_t look)
{
    const std::unique_lock lock{mutex_};
    looked_ = clock_.now();
    if (look < kept_look_)
        return;
    kept_look_ = look;
    const auto stays = [&](const auto& was) {
        return std::any_of(all.begin(), all.end(), [&](const auto& is) { return is->kid == was->kid; });
    };
    const bool dropped = !std::all_of(keys_.begin(), keys_.end(), stays);
    keys_ = std::move(all);
    if (dropped)
        ++generation_;
}

task<> keys::rotate()
{
    const auto now = clock_.now();
    const auto fresh = new_key(now);
    auto work = [&](db::connection& in) {
        const auto stored = in.all<stored_key>(all_keys);
        if (stored.size() > 1 && now - stored.front().created_at < published_before)
            throw problem{409,
                          "key_waiting",
                          {"새 키가 이미 있고, 공개된 지 10분이 지나면 서명을 시작합니다. 그 뒤에 다시 바꾸세요.",
                           "There is a new key already, which signs ten minutes after it was published; change it again "
                           "after that."}};
        in.run(insert, fresh.kid, fresh.jwk, fresh.created_at);
    };
    co_await db_.write(work);
    co_await load();
}

task<> keys::replace()
{
    const auto fresh = new_key(clock_.now());
    auto work = [&](db::connection& in) {
        in.run(drop_all);
        in.run(insert, fresh.kid, fresh.jwk, fresh.created_at);
    };
    co_await db_.write(work);
    co_await load();
}

task<bool> keys::look_again()
{
    {
        const std::unique_lock lock{mutex_};
        const auto now = clock_.now();
        if (now - looked_ < 10s && now >= looked_)
            co_return false;
        looked_ = now;
    }
    co_await load();
    co_return true;
}

std::size_t keys::signing(const key_list& among) const
{
    const auto now = clock_.now();
    for (std::size_t i = 0; i < among.size(); ++i)
        if (now - among[i]->created_at >= published_before)
            return i;
    return among.size() - 1; // nobody can have an older one
}

std::string keys::sign(std::string_view payload) const
{
    std::shared_ptr<const key> with;
    {
        const std::shared_lock lock{mutex_};
        if (keys_.empty())
            throw std::logic_error{"identity has not been started: there is no signing key"};
        with = keys_[signing(keys_)];
    }
    cjose_err err{};
    const header_ptr header{cjose_header_new(&err)};
    must(header != nullptr, "cjose_header_new", err);
    must(cjose_header_set(header.get(), CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, &err), "cjose_header_set", err);
    must(cjose_header_set(header.get(), CJOSE_HDR_KID, with->kid.c_str(), &err), "cjose_header_set", err);
    must(cjose_header_set(header.get(), "typ", "JWT", &err), "cjose_header_set", err);
    const jws_ptr jws{cjose_jws_sign(with->jwk.get(), header.get(),
                                     reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size(), &err)};
    must(jws != nullptr, "cjose_jws_sign", err);
    const char* compact = nullptr;
    must(cjose_jws_export(jws.get(), &compact, &err), "cjose_jws_export", err);
    return compact;
}

keys::checked keys::verify(std::string_view token) const
{
    if (token.size() > longest_compact || !is_compact(token))
        return {};
    cjose_err err{};
    const jws_ptr jws{cjose_jws_import(token.data(), token.size(), &err)};
    if (!jws)
        return {};
    auto* const header = cjose_jws_get_protected(jws.get()); // belongs to the jws
    const char* algorithm = header ? cjose_header_get(header, CJOSE_HDR_ALG, &err) : nullptr;
    const char* kid = header ? cjose_header_get(header, CJOSE_HDR_KID, &err) : nullptr;
    if (!algorithm || std::string_view{algorithm} != CJOSE_HDR_ALG_ES256 || !kid || has_critical(header))
        return {};
    std::shared_ptr<const key> by;
    {
        const std::shared_lock lock{mutex_};
        const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const auto& each) { return each->kid == kid; });
        if (found == keys_.end())
            return {verdict::unknown_key, {}};
        by = *found;
    }
    std::uint8_t* bytes = nullptr;
    std::size_t size = 0;
    if (!cjose_jws_verify(jws.get(), by->jwk.get(), &err) || !cjose_jws_get_plaintext(jws.get(), &bytes, &size, &err))
        return {};
    return {verdict::good, {reinterpret_cast<const char*>(bytes), size}};
}

std::vector<json_web_key> keys::published() const
{
    const std::shared_lock lock{mutex_};
    std::vector<json_web_key> shown;
    for (const auto& each : keys_)
        shown.push_back(each->published);
    return shown;
}

std::vector<signing_key> keys::all() const
{
    const std::shared_lock lock{mutex_};
    const auto signs = keys_.empty() ? 0 : signing(keys_);
    std::vector<signing_key> shown;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const auto& each = *keys_[i];
        const auto state = i < signs ? key_state::WAITING : i == signs ? key_state::SIGNING : key_state::VERIFYING;
        shown.push_back({each.kid, state, each.created_at, {}});
        if (state == key_state::WAITING)
            shown.back().signs_from = each.created_at + published_before;
    }
    return shown;
}

} // namespace ahimmoyak::identity
