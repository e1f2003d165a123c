#pragma once

#include "base/run.hpp"
