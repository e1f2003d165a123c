#include "http/test_site.hpp"

#include "base/run.hpp"

namespace ahimmoyak::http {

test_answer call(router& site, verb method, std::string_view target, const std::optional<caller>& as,
                 std::string_view body, std::vector<std::pair<std::string, std::string>> headers)
{
    auto signs_in = std::make_shared<fixed_authenticator>();
    signs_in->who = as;
    site.authenticate_by(signs_in);
    if (!as && headers.empty())
        headers.emplace_back("authorization", "");
    return run(ask(site, {method, std::string{target}, std::string{body}, std::move(headers)}));
}

} // namespace ahimmoyak::http
