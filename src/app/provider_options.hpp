#pragma once

#include "app/options.hpp"

#include <functional>
#include <string>
#include <string_view>

/// The providers of external sign-in among the options. All throw configuration_error.
namespace ahimmoyak::app {

/// Sets `key` when it is one of a provider ("providers.google.client-id"); false when it is none.
bool set_provider(options& to, std::string_view key, const std::function<std::string()>& value,
                  const std::string& stands_in);

/// Likewise for AHIMMOYAK_PROVIDERS_GOOGLE_CLIENT_ID.
bool set_provider_by_environment(options& to, std::string_view name, const std::string& value);

/// Whether each provider has what it needs.
void check_providers(const options& all);

} // namespace ahimmoyak::app
