#pragma once

#include "identity/personal_data.hpp"

#include <functional>
#include <vector>

namespace ahimmoyak::app {

/// What every domain keeps of people, in the order in which an export shows it.
/// `training_years`: for how long after its last day a training's records keep the names.
std::vector<identity::personal_data> all_personal_data(std::function<int()> training_years);

} // namespace ahimmoyak::app
