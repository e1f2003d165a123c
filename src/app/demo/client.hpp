#pragma once

#include "app/installation.hpp"
#include "http/direct.hpp"

#include <boost/json.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace ahimmoyak::app {

/// Uses the product's own routes as one person after another, so that the demonstration obeys every
/// rule of the product. A refusal is thrown with its text: the demonstration is wrong then.
class demo_client {
public:
    explicit demo_client(installation& all);

    /// Who the next requests come from. Their standing is read anew.
    task<> act_as(user_id who);

    task<boost::json::value> get(std::string path);
    task<boost::json::value> post(std::string path, boost::json::value body);
    task<boost::json::value> put(std::string path, boost::json::value body);
    /// A file as the whole body.
    task<> put_bytes(std::string path, std::string_view bytes);

    /// Uploads a file as a page would: begin, parts to their signed addresses, complete. Its key.
    task<std::string> upload(std::string name, std::string type, std::string_view bytes);

private:
    task<http::direct_answer> checked(http::direct_request what);

    installation& all_;
    std::shared_ptr<http::fixed_authenticator> signed_in_ = std::make_shared<http::fixed_authenticator>();
};

} // namespace ahimmoyak::app
