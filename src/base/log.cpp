#include "base/log.hpp"

#include "base/clock.hpp"
#include "base/log_level.hpp"

#include <boost/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>

namespace ahimmoyak::log {

namespace {

std::atomic<level> lowest{level::info};

spdlog::logger& sink()
{
    static const auto made = [] {
        auto logger = std::make_shared<spdlog::logger>("log", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        logger->set_pattern("%v");
        logger->set_level(spdlog::level::trace);
        logger->flush_on(spdlog::level::trace);
        return logger;
    }();
    return *made;
}

std::string_view name_of(level at)
{
    switch (at) {
    case level::debug:
        return "debug";
    case level::info:
        return "info";
    case level::warning:
        return "warning";
    default:
        return "error";
    }
}

} // namespace

value::value(std::string_view text) : json_{boost::json::serialize(boost::json::string_view{text})} {}

void threshold(level at) { lowest = at; }

bool writes(level at) { return at >= lowest.load(std::memory_order_relaxed); }

void write(level at, std::string_view message, fields with)
{
    if (!writes(at))
        return;
    std::string line = R"({"time":")" + to_rfc3339(system_clock{}.now()) + R"(","level":")";
    line.append(name_of(at)).append(R"(","message":)").append(value{message}.json());
    for (const auto& [name, what] : with)
        line.append(",\"").append(name).append("\":").append(what.json());
    line += '}';
    sink().log(spdlog::level::info, line);
}

} // namespace ahimmoyak::log
