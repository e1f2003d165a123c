#include "http/endpoint.hpp"

#include "http/auditor.hpp"

namespace ahimmoyak::http::detail {

bj::object parameter_object(std::string_view name, std::string_view where, bool required, bj::value schema)
{
    return {{"name", name}, {"in", where}, {"required", required}, {"schema", std::move(schema)}};
}

bj::object json_content(bj::value schema) { return {{"application/json", bj::object{{"schema", std::move(schema)}}}}; }

bj::object operation_object(verb method, std::string_view path, access who, std::string_view summary)
{
    std::string name{name_of(method)};
    for (auto& c : name)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (const char c : path)
        if (std::isalnum(static_cast<unsigned char>(c)))
            name += c;
        else if (name.back() != '_')
            name += '_';
    while (name.back() == '_')
        name.pop_back();
    bj::array roles;
    for (const auto& [as, text] : {std::pair{role::NORMAL, "NORMAL"},
                                   {role::EMPLOYEE, "EMPLOYEE"},
                                   {role::SUPERVISOR, "SUPERVISOR"},
                                   {role::MANAGER, "MANAGER"},
                                   {role::ADMIN, "ADMIN"}})
        if (!who.open() && who.admits(as))
            roles.emplace_back(text);
    bj::object operation{{"operationId", name}, {"summary", summary}, {"parameters", bj::array{}}, {"x-roles", roles}};
    if (is_audited(method, who))
        operation["x-audited"] = true;
    if (method == verb::post && !who.open())
        operation["parameters"].as_array().push_back(
            parameter_object("Idempotency-Key", "header", false, bj::object{{"type", "string"}, {"maxLength", 255}}));
    if (!who.open())
        operation["security"] = bj::array{bj::object{{"cookie", bj::array{}}}, bj::object{{"bearer", bj::array{}}}};
    return operation;
}

void describe_answer(bj::object& operation, int status, bj::value content)
{
    bj::object answer{{"description", status == 201   ? "Made"
                                       : status == 202 ? "Not done yet"
                                       : status == 302 ? "Go on at the address in Location"
                                                       : "Done"}};
    if (!content.is_null())
        answer["content"] = std::move(content);
    if (!operation.contains("responses"))
        operation["responses"] = bj::object{};
    auto& all = operation["responses"].as_object();
    all[std::to_string(status)] = std::move(answer);
    all["default"] = bj::object{{"$ref", "#/components/responses/Problem"}};
}

void check_content_type(const request& in)
{
    const auto type = in.header("content-type");
    const auto media = type.substr(0, type.find(';'));
    if (media != "application/json")
        throw problem{415,
                      "not_json",
                      {"본문은 Content-Type: application/json 이어야 합니다.", "The body must be application/json."}};
}

std::optional<std::int64_t> version_in(std::string_view text)
{
    if (text.empty() || text == "*")
        return std::nullopt;
    std::int64_t version = 0;
    if (text.size() < 3 || text.front() != '"' || text.back() != '"' ||
        !json::text_to_whole(text.substr(1, text.size() - 2), version))
        throw bad_request("if_match", {"If-Match에는 받은 ETag를 그대로 보내세요.",
                                       "Send the ETag back in If-Match as it was received."});
    return version;
}

response json_answer(int status, std::string body) { return {status, "application/json", std::move(body), {}}; }

} // namespace ahimmoyak::http::detail
