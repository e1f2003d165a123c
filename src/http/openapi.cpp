#include "http/openapi.hpp"

namespace ahimmoyak::http {

namespace {

namespace bj = boost::json;

bj::object problem_schema()
{
    return bj::object{
        {"type", "object"},
        {"properties",
         {{"type", {{"type", "string"}}},
          {"title", {{"type", "string"}}},
          {"status", {{"type", "integer"}}},
          {"detail", {{"type", "string"}}},
          {"instance", {{"type", "string"}}},
          {"code", {{"type", "string"}}},
          {"state", {{"type", "string"}}},
          {"errors",
           {{"type", "array"},
            {"items",
             {{"type", "object"},
              {"properties",
               {{"pointer", {{"type", "string"}}}, {"code", {{"type", "string"}}}, {"message", {{"type", "string"}}}}},
              {"required", {"pointer", "code", "message"}}}}}}}},
        {"required", {"type", "title", "status", "detail", "instance", "code"}}};
}

} // namespace

std::string openapi(const router& routes, const json::schema_book& book, std::string_view version)
{
    bj::object paths;
    for (const auto& each : routes.routes()) {
        if (each->operation.empty())
            continue;
        std::string method{name_of(each->method)};
        for (auto& c : method)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        auto& path = paths[each->path];
        if (!path.is_object())
            path.emplace_object();
        path.as_object()[method] = each->operation;
    }
    auto schemas = book.to_json();
    schemas["Problem"] = problem_schema();
    return bj::serialize(bj::object{
        {"openapi", "3.1.0"},
        {"info", bj::object{{"title", "Ahimmoyak"}, {"version", version}}},
        {"paths", std::move(paths)},
        {"components",
         bj::object{
             {"schemas", std::move(schemas)},
             {"responses",
              bj::object{
                  {"Problem",
                   bj::object{
                       {"description", "Refused (RFC 9457)"},
                       {"content",
                        bj::object{{"application/problem+json",
                                    bj::object{{"schema", bj::object{{"$ref", "#/components/schemas/Problem"}}}}}}}}}}},
             {"securitySchemes",
              bj::object{{"bearer", bj::object{{"type", "http"}, {"scheme", "bearer"}}},
                         {"cookie", bj::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "access_token"}}}}}}},
    });
}

} // namespace ahimmoyak::http
