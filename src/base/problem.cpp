#include "base/problem.hpp"

#include <boost/json.hpp>

namespace ahimmoyak {

problem::problem(int status, std::string_view code, words detail, std::vector<issue> issues)
    : std::runtime_error{detail.en}, status_{status}, code_{code}, detail_{std::move(detail)},
      issues_{std::move(issues)}
{
}

namespace {

words title_of(int status)
{
    switch (status) {
    case 400:
        return {"잘못된 요청", "Malformed request"};
    case 401:
        return {"로그인 필요", "Not signed in"};
    case 403:
        return {"권한 없음", "Not allowed"};
    case 404:
        return {"없음", "Not found"};
    case 405:
        return {"허용되지 않는 방식", "Method not allowed"};
    case 409:
        return {"지금은 할 수 없음", "Not in this state"};
    case 412:
        return {"그사이 변경됨", "Changed meanwhile"};
    case 413:
        return {"너무 큼", "Too large"};
    case 415:
        return {"지원하지 않는 형식", "Unsupported type"};
    case 422:
        return {"입력값 오류", "Invalid value"};
    case 429:
        return {"요청이 너무 많음", "Too many requests"};
    case 503:
        return {"잠시 이용할 수 없음", "Unavailable"};
    case 507:
        return {"저장 공간 부족", "Storage is full"};
    default:
        return {"오류", "Error"};
    }
}

} // namespace

std::string problem::to_json(language in, std::string_view instance) const
{
    boost::json::object body{{"type", "/problems/" + code_},
                             {"title", title_of(status_).in(in)},
                             {"status", status_},
                             {"detail", detail_.in(in)},
                             {"instance", instance},
                             {"code", code_}};
    if (!state.empty())
        body["state"] = state;
    if (!issues_.empty()) {
        auto& list = body["errors"].emplace_array();
        for (const auto& each : issues_)
            list.push_back({{"pointer", each.pointer}, {"code", each.code}, {"message", each.message.in(in)}});
    }
    return boost::json::serialize(body);
}

problem bad_request(std::string_view code, words detail) { return {400, code, std::move(detail)}; }

problem unauthenticated() { return {401, "unauthenticated", {"먼저 로그인하세요.", "Sign in first."}}; }

problem forbidden(words detail) { return {403, "forbidden", std::move(detail)}; }

problem not_found(words what)
{
    return {404, "not_found",
            say("{0}을(를) 찾을 수 없습니다.", "There is no such thing here: {1}.", what.ko, what.en)};
}

problem conflict(std::string_view code, std::string_view state, words detail)
{
    problem made{409, code, std::move(detail)};
    made.state = state;
    return made;
}

problem invalid(std::vector<issue> issues)
{
    return {422, "invalid", {"입력한 값을 확인하세요.", "Some values are not acceptable."}, std::move(issues)};
}

problem invalid(std::string_view pointer, std::string_view code, words message)
{
    std::vector<issue> one;
    one.push_back({std::string{pointer}, std::string{code}, std::move(message)});
    return invalid(std::move(one));
}

problem too_many(int retry_after_seconds)
{
    problem made{429, "too_many_requests",
                 say("요청이 너무 많습니다. {}초 뒤에 다시 시도하세요.", "Too many requests; try again in {} seconds.",
                     retry_after_seconds)};
    made.retry_after_seconds = retry_after_seconds;
    return made;
}

problem unavailable(words detail, int retry_after_seconds)
{
    problem made{503, "unavailable", std::move(detail)};
    made.retry_after_seconds = retry_after_seconds;
    return made;
}

} // namespace ahimmoyak
