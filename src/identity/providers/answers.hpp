#pragma once

#include "identity/providers/desk.hpp"

#include <string>

/// What providers' answers say, and whether they say anything. Pure; all throw not_let_in.
namespace ahimmoyak::identity::providers {

/// OpenID Connect Discovery 1.0, as much as is used.
struct discovery {
    std::string authorization;
    std::string token;
    std::string userinfo;
    std::string keys;
    bool secret_in_header = false;

    static discovery from(const web_answer& got, const std::string& issuer);
};

struct token_answer {
    std::string access_token; ///< empty when there is none
    std::string id_token;

    static token_answer from(const web_answer& got);
};

/// Whom the userinfo of a plain OAuth 2.0 provider tells of.
external_person person_in(const web_answer& got, const provider& of);

/// Adds what the userinfo of an OpenID provider says of the same person.
void complete(external_person& who, const web_answer& userinfo);

std::string name_of(token_verdict is);

} // namespace ahimmoyak::identity::providers
