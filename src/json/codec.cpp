#include "base/values.hpp"
