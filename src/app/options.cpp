#include "app/options.hpp"

#include "app/provider_options.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <charconv>
#include <fstream>

namespace ahimmoyak::app {

namespace {

template <class N>
N number(const std::string& text, N least, N most)
{
    N value{};
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size() || value < least || value > most)
        throw configuration_error{"must be a number from " + std::to_string(least) + " to " + std::to_string(most)};
    return value;
}

std::string one_of(const std::string& text, std::initializer_list<std::string_view> choices)
{
    std::string all;
    for (const auto each : choices) {
        if (text == each)
            return text;
        all.append(all.empty() ? "" : ", ").append(each);
    }
    throw configuration_error{"must be one of " + all};
}

std::vector<std::string> list(const std::string& text)
{
    std::vector<std::string> items;
    for (std::string_view rest = text; !rest.empty();) {
        const auto one = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        if (!one.empty())
            items.emplace_back(one);
    }
    return items;
}

// An origin as browsers write it (RFC 6454 §6.2): scheme, host and port, and nothing behind them.
std::string origin(const std::string& text)
{
    const auto at = text.find("://");
    const auto scheme = std::string_view{text}.substr(0, at == std::string::npos ? 0 : at);
    const auto host = at == std::string::npos ? std::string_view{} : std::string_view{text}.substr(at + 3);
    const bool allowed = std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' ||
               c == ']';
    });
    if ((scheme != "http" && scheme != "https") || host.empty() || !allowed)
        throw configuration_error{"must be an address such as https://lms.example.kr, in small letters and without a "
                                  "path or a / at its end; not " +
                                  text};
    return text;
}

// An origin, and a path when the store lives below one.
std::string endpoint(const std::string& text)
{
    const auto scheme = text.find("://");
    const auto slash = text.find('/', scheme == std::string::npos ? 0 : scheme + 3);
    origin(text.substr(0, slash));
    return text;
}

std::vector<std::string> origins(const std::string& text)
{
    auto all = list(text);
    std::for_each(all.begin(), all.end(), origin);
    return all;
}

std::string flag_name(std::string_view name)
{
    std::string flag{name};
    for (auto& c : flag)
        c = c == '.' ? '-' : c;
    return flag;
}

std::string environment_name(std::string_view name)
{
    std::string out = "AHIMMOYAK_";
    for (const char c : name)
        out += c == '.' || c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

void apply(options& to, const setting& what, const std::string& value, const std::string& stands_in,
           settings::origin from)
{
    try {
        what.set(to, value);
        to.given[std::string{what.name}] = {what.secret ? std::string{} : value, from};
    } catch (const configuration_error& wrong) {
        throw configuration_error{stands_in + " " + wrong.what()};
    }
}

const setting* find_setting(std::string_view name)
{
    for (const auto& each : settings())
        if (each.name == name)
            return &each;
    return nullptr;
}

std::string text_of(const toml::node& node, const std::string& key)
{
    if (const auto text = node.value<std::string>())
        return *text;
    if (const auto is = node.as_boolean())
        return is->get() ? "true" : "false";
    if (const auto whole = node.value<std::int64_t>())
        return std::to_string(*whole);
    if (const auto* items = node.as_array()) {
        std::string all;
        for (const auto& each : *items)
            all.append(all.empty() ? "" : ",").append(text_of(each, key));
        return all;
    }
    throw configuration_error{key + " must be text, a whole number, true or false, or a list of these"};
}

// Each an even number of a size that screens have.
std::string heights(const std::string& value)
{
    const auto all = list(value);
    if (all.empty() || all.size() > 5)
        throw configuration_error{"takes one to five numbers, such as 1080,720,360"};
    std::string kept;
    for (const auto& each : all)
        kept.append(kept.empty() ? "" : ",").append(std::to_string(number<int>(each, 144, 2160) / 2 * 2));
    return kept;
}

void read_table(const toml::table& from, const std::string& prefix, options& to, const std::string& file)
{
    for (const auto& [name, node] : from) {
        const auto key = prefix + std::string{name.str()};
        if (const auto* table = node.as_table()) {
            read_table(*table, key + ".", to, file);
            continue;
        }
        if (set_provider(to, key, [&] { return text_of(node, key); }, fmt::format("{}: {}", file, key)))
            continue;
        const auto* known = find_setting(key);
        if (!known)
            throw configuration_error{fmt::format("{}: there is no setting called {}", file, key)};
        apply(to, *known, text_of(node, key), fmt::format("{}: {}", file, key), settings::origin::FILE);
    }
}

void read_file(const std::filesystem::path& file, options& to)
{
    try {
        read_table(toml::parse_file(file.string()), "", to, file.string());
    } catch (const toml::parse_error& wrong) {
        throw configuration_error{file.string() + ", line " + std::to_string(wrong.source().begin.line) + ": " +
                                  std::string{wrong.description()}};
    }
}

// A browser drops a cookie whose domain is not a parent of the host that sets it, and says nothing.
void check_cookie_domain(const options& made)
{
    if (made.cookie_domain.empty())
        return;
    const auto& address = made.public_address;
    if (address.empty())
        throw configuration_error{"cookie.domain needs public-address: the address that sets the cookies"};
    const auto host = address.substr(address.find("://") + 3);
    const auto name = host.substr(0, host.find(':'));
    const bool parent = name == made.cookie_domain || name.ends_with("." + made.cookie_domain);
    if (!parent || made.cookie_domain.find('.') == std::string::npos || made.cookie_domain.starts_with('.'))
        throw configuration_error{fmt::format("cookie.domain must be a parent domain of {}, such as {}; not {}", name,
                                              name.substr(name.find('.') + 1), made.cookie_domain)};
}

// All of an outside store or nothing: half of it would only show when the first file is sent.
void check_objects(const options& made)
{
    const std::initializer_list<std::pair<std::string_view, const std::string*>> needed{
        {"objects.endpoint", &made.objects_endpoint},
        {"objects.bucket", &made.objects_bucket},
        {"objects.access-key", &made.objects_access_key},
        {"objects.secret-key", &made.objects_secret_key}};
    const bool any = std::any_of(needed.begin(), needed.end(), [](const auto& each) { return !each.second->empty(); });
    for (const auto& [name, value] : needed)
        if (any && value->empty())
            throw configuration_error{fmt::format("an outside store needs {} as well", name)};
}

void check_certificate(const options& made)
{
    if (made.tls_cert.empty() != made.tls_key.empty())
        throw configuration_error{"tls-cert and tls-key belong together"};
    for (const auto& [name, file] : {std::pair{"tls-cert", &made.tls_cert}, std::pair{"tls-key", &made.tls_key}})
        if (!file->empty() && !std::ifstream{*file})
            throw configuration_error{fmt::format("{}: {} cannot be read", name, *file)};
}

} // namespace

const std::vector<setting>& settings()
{
    static const std::vector<setting> all{
        {"listen", "address to listen on", false, [](options& o, const std::string& v) { o.listen = v; }},
        {"port", "HTTP port (8080)", false,
         [](options& o, const std::string& v) { o.port = number<std::uint16_t>(v, 1, 65535); }},
        {"rtmp-port", "RTMP port (1935)", false,
         [](options& o, const std::string& v) { o.rtmp_port = number<std::uint16_t>(v, 1, 65535); }},
        {"rtmps-port", "port of RTMP over TLS, open when there is a certificate (1936)", false,
         [](options& o, const std::string& v) { o.rtmps_port = number<std::uint16_t>(v, 1, 65535); }},
        {"rtmp-listen", "address to take broadcasts on (that of listen)", false,
         [](options& o, const std::string& v) { o.rtmp_listen = v; }},
        {"tls-cert", "certificates of RTMPS, a PEM file (those of the front that `ahim up --domain` starts)", false,
         [](options& o, const std::string& v) { o.tls_cert = v; }},
        {"tls-key", "their private key, a PEM file", false, [](options& o, const std::string& v) { o.tls_key = v; }},
        {"live.takeover-after",
         "seconds of silence after which another encoder with the same key takes a broadcast over; 0: at once, "
         "never: not while it is connected (3)",
         false,
         [](options& o, const std::string& v) {
             o.takeover_after =
                 v == "never" ? std::nullopt : std::optional{std::chrono::seconds{number<int>(v, 0, 60)}};
         }},
        {"data", "folder of everything kept (data)", false, [](options& o, const std::string& v) { o.data = v; }},
        {"database", "sqlite:FILE or postgresql://… (SQLite in the data folder)", false,
         [](options& o, const std::string& v) { o.database = v; }},
        {"public-address", "how the outside reaches this: https://lms.example.kr", false,
         [](options& o, const std::string& v) { o.public_address = v.empty() ? v : origin(v); }},
        {"zone", "time zone of the calendar (Asia/Seoul)", false, [](options& o, const std::string& v) { o.zone = v; }},
        {"language", "language of letters to who has chosen none: ko or en (ko)", false,
         [](options& o, const std::string& v) { o.language = one_of(v, {"ko", "en"}); }},
        {"services", "comma-separated services to run (all)", false,
         [](options& o, const std::string& v) { o.services = list(v); }},
        {"threads", "threads of the server (one for each processor)", false,
         [](options& o, const std::string& v) { o.threads = number<int>(v, 1, 256); }},
        {"media.heights", "sizes of the renditions that videos are given, such as 720,360 (1080,720,360)", false,
         [](options& o, const std::string& v) { o.media_heights = heights(v); }},
        {"live.heights", "sizes of the renditions that broadcasts are given when it is switched on (1080,720,360)",
         false, [](options& o, const std::string& v) { o.live_heights = heights(v); }},
        {"log.level", "debug, info, warning or error (info)", false,
         [](options& o, const std::string& v) { o.log_level = one_of(v, {"debug", "info", "warning", "error"}); }},
        {"cors.origins", "comma-separated origins of other front ends", false,
         [](options& o, const std::string& v) { o.cors_origins = origins(v); }},
        {"cookie.domain", "parent domain of the cookies", false,
         [](options& o, const std::string& v) { o.cookie_domain = v; }},
        {"retention.training-years",
         "years that training records keep the names of deleted accounts after the training's end (5)", false,
         [](options& o, const std::string& v) { o.training_years = number<int>(v, 0, 30); }},
        {"accounts.administrator-second-factor", "required or optional (required, but in a demonstration)", false,
         [](options& o, const std::string& v) { o.administrator_second_factor = one_of(v, {"required", "optional"}); }},
        {"chat.review-hook", "address of a program that is asked about each chat message, as IVS Chat's review handler",
         false,
         [](options& o, const std::string& v) {
             if (!v.empty() && !v.starts_with("http://") && !v.starts_with("https://"))
                 throw configuration_error{"must be an address that begins with http:// or https://"};
             o.chat_review_hook = v;
         }},
        {"chat.review-fallback", "allow or deny: a message about which it does not answer in 200 ms (allow)", false,
         [](options& o, const std::string& v) { o.chat_review_denies = one_of(v, {"allow", "deny"}) == "deny"; }},
        {"smtp.host", "mail server; without it mail stays in the built-in mailbox", false,
         [](options& o, const std::string& v) { o.smtp_host = v; }},
        {"smtp.port", "its port (587)", false,
         [](options& o, const std::string& v) { o.smtp_port = number<std::uint16_t>(v, 1, 65535); }},
        {"smtp.tls", "none, starttls or tls (starttls)", false,
         [](options& o, const std::string& v) { o.smtp_tls = one_of(v, {"none", "starttls", "tls"}); }},
        {"smtp.user", "account at the mail server", false, [](options& o, const std::string& v) { o.smtp_user = v; }},
        {"smtp.password", "its password", true, [](options& o, const std::string& v) { o.smtp_password = v; }},
        {"objects.endpoint", "an outside S3 for uploaded files, such as https://s3.example.kr (the data folder)", false,
         [](options& o, const std::string& v) { o.objects_endpoint = v.empty() ? v : endpoint(v); }},
        {"objects.region", "its region (us-east-1)", false,
         [](options& o, const std::string& v) { o.objects_region = v; }},
        {"objects.bucket", "its bucket, which must be there", false,
         [](options& o, const std::string& v) { o.objects_bucket = v; }},
        {"objects.access-key", "the access key there", false,
         [](options& o, const std::string& v) { o.objects_access_key = v; }},
        {"objects.secret-key", "its secret", true, [](options& o, const std::string& v) { o.objects_secret_key = v; }},
        {"objects.path-style", "true: the bucket in the path; false: in the host's name (true)", false,
         [](options& o, const std::string& v) { o.objects_path_style = one_of(v, {"true", "false"}) == "true"; }},
        {"smtp.from", "sender of mails", false, [](options& o, const std::string& v) { o.smtp_from = v; }},
    };
    return all;
}

std::string options::database_address() const
{
    return database.empty() ? "sqlite:" + (data / "ahimmoyak.db").string() : database;
}

options read_options(const std::map<std::string, std::string>& flags,
                     const std::map<std::string, std::string>& environment)
{
    options made;
    const auto given = [](const auto& in, const std::string& name) {
        const auto at = in.find(name);
        return at == in.end() ? std::string{} : at->second;
    };
    auto file = given(flags, "config");
    if (file.empty())
        file = given(environment, "AHIMMOYAK_CONFIG");
    auto data = given(flags, "data");
    if (data.empty())
        data = given(environment, "AHIMMOYAK_DATA");
    if (file.empty()) {
        const auto usual = (data.empty() ? made.data : std::filesystem::path{data}) / "config.toml";
        if (std::filesystem::exists(usual))
            file = usual.string();
    }
    if (!file.empty())
        read_file(file, made);

    for (const auto& [name, value] : environment) {
        if (!name.starts_with("AHIMMOYAK_") || name == "AHIMMOYAK_CONFIG" || name.starts_with("AHIMMOYAK_TEST_"))
            continue;
        bool known = set_provider_by_environment(made, name, value);
        for (const auto& each : settings())
            if (environment_name(each.name) == name) {
                apply(made, each, value, name, settings::origin::ENVIRONMENT);
                known = true;
            }
        if (!known)
            throw configuration_error{"there is no setting called " + name};
    }
    for (const auto& [name, value] : flags)
        if (const auto* known = find_setting(name))
            apply(made, *known, value, "--" + flag_name(name), settings::origin::COMMAND_LINE);
    check_cookie_domain(made);
    check_objects(made);
    check_certificate(made);
    check_providers(made);
    return made;
}

} // namespace ahimmoyak::app
