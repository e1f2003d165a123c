#include "app/provider_options.hpp"

#include <cctype>
#include <fstream>

namespace ahimmoyak::app {

namespace {

constexpr std::string_view file_start = "providers.";
constexpr std::string_view environment_start = "AHIMMOYAK_PROVIDERS_";
constexpr std::string_view secret_file = "client-secret-file";
constexpr std::size_t longest_secret = 4096;

// One line, as systems that hand out secrets write it.
std::string secret_in(const std::string& path)
{
    std::ifstream in{path};
    std::string secret(longest_secret, '\0');
    in.read(secret.data(), static_cast<std::streamsize>(secret.size()));
    secret.resize(static_cast<std::size_t>(in.gcount()));
    while (!secret.empty() && std::isspace(static_cast<unsigned char>(secret.back())))
        secret.pop_back();
    if (secret.empty())
        throw configuration_error{"names a file that cannot be read, or is empty: " + path};
    return secret;
}

void put(options& to, const std::string& name, std::string_view key, const std::string& value,
         const std::string& stands_in)
{
    try {
        auto at = to.providers.find(name);
        if (at == to.providers.end())
            at = to.providers.emplace(name, identity::providers::start_of(name)).first;
        if (key == secret_file)
            at->second.client_secret = secret_in(value);
        else if (!identity::providers::set(at->second, key, value))
            throw configuration_error{"is no setting of a provider"};
    } catch (const identity::providers::wrong_provider& wrong) {
        throw configuration_error{stands_in + ": " + wrong.what()};
    } catch (const configuration_error& wrong) {
        throw configuration_error{stands_in + " " + wrong.what()};
    }
}

std::string as_in_environment(std::string_view key)
{
    std::string name;
    for (const char c : key)
        name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

std::string as_in_file(std::string_view name)
{
    std::string out;
    for (const char c : name)
        out += c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

} // namespace

const std::vector<provider_key>& provider_keys()
{
    static const std::vector<provider_key> all{
        {"kind", "openid or oauth2"},
        {"client-id", "what the provider calls this installation"},
        {"client-secret", "the secret that belongs to it"},
        {secret_file, "a file with the secret"},
        {"label", "what buttons call the provider"},
        {"label-en", "the same in English"},
        {"scope", "what is asked for"},
        {"issuer", "openid: its address"},
        {"authorization-address", "oauth2: where browsers go"},
        {"token-address", "oauth2: where codes are exchanged"},
        {"userinfo-address", "oauth2: where a person is told of"},
        {"subject-field", "oauth2: the member that says who it is"},
        {"email-field", "oauth2: the member with the e-mail address"},
        {"email-verified-field", "oauth2: the member that says that the provider has verified the address"},
        {"name-field", "oauth2: the member with the name"},
    };
    return all;
}

bool set_provider(options& to, std::string_view key, const std::function<std::string()>& value,
                  const std::string& stands_in)
{
    if (!key.starts_with(file_start))
        return false;
    key.remove_prefix(file_start.size());
    const auto dot = key.find('.');
    if (dot == std::string_view::npos)
        return false;
    put(to, std::string{key.substr(0, dot)}, key.substr(dot + 1), value(), stands_in);
    return true;
}

bool set_provider_by_environment(options& to, std::string_view name, const std::string& value)
{
    if (!name.starts_with(environment_start))
        return false;
    const auto rest = name.substr(environment_start.size());
    // The longest key that it ends with: _CLIENT_SECRET_FILE and not a provider called …
    std::string_view found;
    for (const auto& [key, help] : provider_keys())
        if (rest.size() > key.size() + 1 && rest.ends_with("_" + as_in_environment(key)) && key.size() > found.size())
            found = key;
    if (found.empty())
        return false;
    put(to, as_in_file(rest.substr(0, rest.size() - found.size() - 1)), found, value, std::string{name});
    return true;
}

void check_providers(const options& all)
{
    for (const auto& [name, each] : all.providers)
        try {
            identity::providers::check(each);
        } catch (const identity::providers::wrong_provider& wrong) {
            throw configuration_error{"providers." + name + "." + wrong.key + " " + wrong.what()};
        }
}

} // namespace ahimmoyak::app
