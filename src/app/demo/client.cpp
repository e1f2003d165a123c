#include "app/demo/client.hpp"

#include <stdexcept>

namespace ahimmoyak::app {

namespace bj = boost::json;

namespace {

// Signed addresses are made for the host that asked for them.
const std::pair<std::string, std::string> host{"host", "localhost"};
const std::pair<std::string, std::string> credentials{"authorization", "Bearer direct"};

} // namespace

demo_client::demo_client(installation& all) : all_{all} { all_.site().authenticate_by(signed_in_); }

task<> demo_client::act_as(user_id who)
{
    auto& accounts = all_.identity().standings;
    accounts.forget(who);
    const auto now = co_await accounts.of(who);
    caller as;
    as.user = who;
    as.as = now.value().as;
    as.institution = now->institution;
    as.company = now->company;
    signed_in_->who = as;
}

task<http::direct_answer> demo_client::checked(http::direct_request what)
{
    const auto target = what.target.substr(0, what.target.find('?'));
    auto answer = co_await http::ask(all_.site(), std::move(what));
    if (answer.status >= 400)
        throw std::runtime_error{"the demonstration was refused at " + target + ": " + answer.body};
    co_return answer;
}

task<bj::value> demo_client::get(std::string path)
{
    http::direct_request what{http::verb::get, std::move(path), {}, {host, credentials}};
    const auto answer = co_await checked(std::move(what));
    co_return bj::parse(answer.body);
}

task<bj::value> demo_client::post(std::string path, bj::value body)
{
    http::direct_request what{http::verb::post, std::move(path), bj::serialize(body), {host, credentials}};
    const auto answer = co_await checked(std::move(what));
    co_return answer.body.empty() ? bj::value{} : bj::parse(answer.body);
}

task<bj::value> demo_client::put(std::string path, bj::value body)
{
    http::direct_request what{http::verb::put, std::move(path), bj::serialize(body), {host, credentials}};
    const auto answer = co_await checked(std::move(what));
    co_return answer.body.empty() ? bj::value{} : bj::parse(answer.body);
}

task<> demo_client::put_bytes(std::string path, std::string_view bytes)
{
    http::direct_request what{http::verb::put, std::move(path), std::string{bytes}, {host, credentials}};
    co_await checked(std::move(what));
}

task<std::string> demo_client::upload(std::string name, std::string type, std::string_view bytes)
{
    const auto begun =
        co_await post("/builder/v1/files/upload", {{"filename", name}, {"filesize", bytes.size()}, {"type", type}});
    const auto part_size = begun.at("partSize").to_number<std::size_t>();
    bj::array etags;
    for (const auto& address : begun.at("presignedUrls").as_array()) {
        if (auto* outside = all_.outside_store()) {
            etags.emplace_back(co_await outside->send(std::string{address.as_string()}, bytes.substr(0, part_size)));
            bytes.remove_prefix(std::min(bytes.size(), part_size));
            continue;
        }
        http::direct_request part{
            http::verb::put, std::string{address.as_string()}, std::string{bytes.substr(0, part_size)}, {host}};
        bytes.remove_prefix(std::min(bytes.size(), part_size));
        const auto sent = co_await checked(std::move(part));
        etags.emplace_back(sent.header("ETag"));
    }
    const auto done = co_await post("/builder/v1/files/complete-multipart",
                                    {{"uploadId", begun.at("uploadId")}, {"key", begun.at("key")}, {"etags", etags}});
    co_return std::string{done.at("key").as_string()};
}

} // namespace ahimmoyak::app
