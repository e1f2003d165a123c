#include "http/handle.hpp"

#include "base/log.hpp"
#include "base/random.hpp"
#include "http/auditor.hpp"

namespace ahimmoyak::http {

response refusal(const problem& why, const request& in)
{
    response answer{why.status(), "application/problem+json", why.to_json(in.speaks, in.path), {}};
    if (why.retry_after_seconds)
        answer.with("Retry-After", std::to_string(*why.retry_after_seconds));
    return answer;
}

response breakdown(const std::exception& what, const request& in)
{
    log::error("a handler broke",
               {{"request", in.id}, {"method", name_of(in.method)}, {"path", in.path}, {"reason", what.what()}});
    return refusal(problem{500, "internal",
                           say("서버에서 문제가 생겼습니다. 관리자에게 요청 번호 {}을(를) 알려 주세요.",
                               "Something broke on our side. Tell the administrator this request number: {}.", in.id)},
                   in);
}

namespace {

const route& matched(const router::match& found, const request& in, response& method_refused)
{
    if (found.found)
        return *found.found;
    if (!found.path_exists)
        throw not_found({"이 주소", "this address"});
    problem wrong{405, "method_not_allowed",
                  say("이 주소는 {}만 받습니다.", "This address takes {} only.", found.allow)};
    method_refused = refusal(wrong, in);
    method_refused.with("Allow", found.allow);
    throw wrong;
}

task<response> perform(const router& site, const route& to, const exchange& x)
{
    auto made = co_await to.handle(x);
    if (site.audits() && made.status < 400 && is_audited(to.method, to.who))
        co_await site.audits()->note(to, x, made);
    co_return made;
}

// A POST whose client may ask again (Idempotency-Key): the first answer is the answer.
task<response> once(const router& site, const route& to, const exchange& x, std::string key)
{
    auto& store = *site.repeats();
    if (key.size() > 255)
        throw bad_request("idempotency_key", {"Idempotency-Key는 255자 이하여야 합니다.",
                                              "An Idempotency-Key has at most 255 characters."});
    const auto who = x.who->user;
    auto fingerprint = hex(sha256(std::string{x.in.target} + '\n' + std::string{x.in.body}));
    if (auto first = co_await store.begin(who, key, std::move(fingerprint))) {
        response again{first->status, "application/json", std::move(first->body), {}};
        if (!first->location.empty())
            again.with("Location", std::move(first->location));
        again.with("Idempotency-Replayed", "true");
        co_return again;
    }
    std::exception_ptr refused;
    response made;
    try {
        made = co_await perform(site, to, x);
    } catch (...) {
        refused = std::current_exception();
    }
    if (refused) {
        co_await store.release(who, key);
        std::rethrow_exception(refused);
    }
    // What may be said once only (secrets, the cookies of a session) is not kept to be said again.
    if (std::any_of(made.headers.begin(), made.headers.end(),
                    [](const auto& each) { return each.first == "Cache-Control" && each.second == "no-store"; })) {
        co_await store.release(who, key);
        co_return made;
    }
    idempotency::earlier kept{made.status, {}, {}};
    if (const auto* text = std::get_if<std::string>(&made.body))
        kept.body = *text;
    for (const auto& [name, value] : made.headers)
        if (name == "Location")
            kept.location = value;
    co_await store.finish(who, key, std::move(kept));
    co_return made;
}

} // namespace

task<response> answer(const router& site, request& in, body_source* streamed)
{
    std::optional<response> out;
    response method_refused;
    method_refused.status = 0;
    try {
        in.captures.clear();
        const auto found = site.find(in.method, in.path, in.captures);
        const bool reads = in.method == verb::get || in.method == verb::head;
        if (reads && site.otherwise() && !found.path_exists) {
            static const std::optional<caller> nobody;
            const exchange x{in, nobody, streamed};
            out = co_await site.otherwise()(x);
            co_return std::move(*out);
        }
        const auto& to = matched(found, in, method_refused);
        const auto who = co_await site.admit(to, in);
        const exchange x{in, who, streamed};
        const auto key = in.header("idempotency-key");
        if (key.empty() || in.method != verb::post || to.body.streamed || !who || !site.repeats())
            out = co_await perform(site, to, x);
        else
            out = co_await once(site, to, x, std::string{key});
    } catch (const problem& why) {
        out = method_refused.status != 0 ? std::move(method_refused) : refusal(why, in);
    } catch (const std::exception& what) {
        out = breakdown(what, in);
    }
    co_return std::move(*out);
}

} // namespace ahimmoyak::http
