#include "http/router.hpp"

#include "base/problem.hpp"
#include "http/auditor.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

namespace ahimmoyak::http {

struct router::node {
    std::vector<std::pair<std::string, std::unique_ptr<node>>> literals; // sorted by name
    std::unique_ptr<node> any;
    std::string any_name;
    bool takes_rest = false; // {name*}: this node ends here and matches everything below
    std::vector<const route*> routes;

    node* literal(std::string_view name) const
    {
        const auto spot =
            std::lower_bound(literals.begin(), literals.end(), name,
                             [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
        return spot != literals.end() && spot->first == name ? spot->second.get() : nullptr;
    }
};

router::router() : root_{std::make_unique<node>()} {}
router::~router() = default;
router::router(router&&) noexcept = default;

namespace {

bool changes_state(verb method) { return method != verb::get && method != verb::head && method != verb::options; }

std::string_view next_segment(std::string_view& path)
{
    path.remove_prefix(1);
    const auto segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

/// Routes that part further down may call the same place differently: each captures by its own names.
void name_captures(std::string_view path, std::span<pair_view> captures)
{
    for (auto& each : captures) {
        path.remove_prefix(path.find('{') + 1);
        each.name = path.substr(0, path.find_first_of("*}"));
    }
}

} // namespace

void router::add(route added)
{
    const auto& kept = routes_.emplace_back(std::make_unique<route>(std::move(added)));
    node* at = root_.get();
    for (std::string_view rest = kept->path; !rest.empty();) {
        const auto segment = next_segment(rest);
        if (segment.starts_with('{')) {
            auto name = segment.substr(1, segment.size() - 2);
            const bool takes_rest = name.ends_with('*');
            if (takes_rest)
                name.remove_suffix(1);
            if (!at->any) {
                at->any = std::make_unique<node>();
                at->any_name = name;
                at->any->takes_rest = takes_rest;
            } else if (at->any->takes_rest != takes_rest) {
                throw std::logic_error{"route " + kept->path + ": {" + at->any_name + "} is there already"};
            }
            at = at->any.get();
        } else if (auto* known = at->literal(segment)) {
            at = known;
        } else {
            auto spot = std::lower_bound(at->literals.begin(), at->literals.end(), segment,
                                         [](const auto& entry, std::string_view name) { return entry.first < name; });
            at = at->literals.emplace(spot, std::string{segment}, std::make_unique<node>())->second.get();
        }
    }
    for (const auto* other : at->routes)
        if (other->method == kept->method)
            throw std::logic_error{"route " + kept->path + " is there twice"};
    at->routes.push_back(kept.get());
}

void router::add(socket_route added) { sockets_.push_back(std::make_unique<socket_route>(std::move(added))); }

router::match router::find(verb method, std::string_view path,
                           boost::container::small_vector<pair_view, 4>& captures) const
{
    if (path.empty() || path.front() != '/')
        return {};
    // Walks down, literals first; where a literal leads nowhere, the {name} beside it is tried.
    struct branch {
        const node* at;
        std::string_view rest;
        std::size_t captured; // before this branch
        pair_view capture;    // of this branch, if it has a name
    };
    boost::container::small_vector<branch, 8> open;
    open.push_back({root_.get(), path, 0, {}});
    match best;
    while (!open.empty()) {
        auto [at, rest, captured, capture] = open.back();
        open.pop_back();
        captures.resize(captured);
        if (!capture.name.empty())
            captures.push_back(capture);
        while (at && !rest.empty()) {
            auto after = rest;
            const auto segment = next_segment(after);
            const node* literal = at->literal(segment);
            if (at->any && at->any->takes_rest && !literal) {
                captures.push_back({at->any_name, rest.substr(1)});
                at = at->any.get();
                rest = {};
                break;
            }
            if (literal && at->any && !segment.empty()) {
                // Remember the other way, in case the literal leads nowhere.
                open.push_back({at->any.get(), after, captures.size(), {at->any_name, segment}});
                at = literal;
            } else if (literal) {
                at = literal;
            } else if (at->any && !segment.empty()) {
                captures.push_back({at->any_name, segment});
                at = at->any.get();
            } else {
                at = nullptr;
            }
            rest = after;
        }
        if (!at)
            continue;
        for (const auto* candidate : at->routes) {
            if (candidate->method == method || (method == verb::head && candidate->method == verb::get)) {
                name_captures(candidate->path, captures);
                best.found = candidate;
                best.path_exists = true;
                return best;
            }
            best.path_exists = true;
            best.allow.append(best.allow.empty() ? "" : ", ").append(name_of(candidate->method));
        }
    }
    captures.clear();
    return best;
}

const socket_route* router::find_socket(std::string_view path) const
{
    for (const auto& each : sockets_)
        if (each->path == path)
            return each.get();
    return nullptr;
}

bool origin_policy::allows(std::string_view origin, std::string_view host) const
{
    if (std::find(allowed.begin(), allowed.end(), origin) != allowed.end())
        return true;
    for (const std::string_view scheme : {"http://", "https://"})
        if (!host.empty() && origin.starts_with(scheme) && origin.substr(scheme.size()) == host)
            return true;
    return false;
}

namespace {

// The same host is the same site, but not over plain HTTP where the request itself came by HTTPS: anybody on the way
// could have written that page.
bool is_foreign(const origin_policy& by, const request& in)
{
    const auto origin = in.header("origin");
    if (origin.empty())
        return false;
    const bool weaker = in.header("x-forwarded-proto") == "https" && origin.starts_with("http://");
    return !by.allows(origin, weaker ? std::string_view{} : in.header("host"));
}

} // namespace

bool is_audited(verb method, access who)
{
    return who.note == audited::always || (who.note == audited::changes && changes_state(method));
}

task<std::optional<caller>> router::admit(access who, bool changes_state, const request& in) const
{
    const auto origin = in.header("origin");
    const bool foreign = is_foreign(origins, in);
    if (changes_state && foreign)
        throw problem{403,
                      "foreign_origin",
                      {"다른 사이트에서 보낸 요청은 받지 않습니다.", "A request from another site is not accepted."}};

    const bool by_header = !in.header("authorization").empty();
    std::optional<caller> caller_now;
    if (authenticator_ && (by_header || !in.header("cookie").empty()))
        caller_now = co_await authenticator_->authenticate(in);
    if (who.open())
        co_return caller_now;
    if (!caller_now)
        throw unauthenticated();
    if (!who.admits(caller_now->as))
        throw forbidden();
    if (caller_now->lacks_second_factor && who.roles != allow::signed_in.roles)
        throw problem{403,
                      "second_factor_required",
                      {"운영자 계정은 2단계 인증을 설정한 뒤에 쓸 수 있습니다. 내 정보에서 설정하세요.",
                       "An operator's account needs a second factor first; set it up in your details."}};
    // Without an Origin a browser cannot have been asked for it; a program uses Authorization.
    if (changes_state && !by_header && origin.empty() && in.header("sec-fetch-site") != "same-origin")
        throw problem{
            403,
            "origin_required",
            {"쿠키로 변경 요청을 보낼 때는 Origin 헤더가 필요합니다. 프로그램에서는 Authorization: Bearer를 쓰세요.",
             "A change made with cookies needs an Origin header; programs use Authorization: Bearer."}};
    co_return caller_now;
}

task<std::optional<caller>> router::admit(const route& to, const request& in) const
{
    return admit(to.who, changes_state(to.method), in);
}

// A WebSocket is no subject of CORS: the server alone can refuse foreign pages. An open one is
// guarded by a token that its handler asks for, not by cookies, and may be called from anywhere.
task<std::optional<caller>> router::admit(const socket_route& to, const request& in) const
{
    if (!to.who.open() && is_foreign(origins, in))
        throw problem{403, "foreign_origin", {"다른 사이트에서는 연결할 수 없습니다.", "Other sites cannot connect."}};
    return admit(to.who, false, in);
}

} // namespace ahimmoyak::http
