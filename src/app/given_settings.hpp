#pragma once

#include "app/options.hpp"
#include "settings/current.hpp"

namespace ahimmoyak::app {

/// What file, environment and command line have given, as the settings page shows it. Throws configuration_error when the mail
/// server cannot be used at all.
settings::outside given_settings(const options& with);

} // namespace ahimmoyak::app
