#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

/// Structured logs: one JSON object a line on standard error. Thread-safe. Never pass a secret: no
/// password, token, stream key or signed address.
namespace ahimmoyak::log {

enum class level { debug, info, warning, error, off };

/// A value of a log line, already text or number.
class value {
public:
    value(std::string_view text);
    value(const char* text) : value{std::string_view{text}} {}
    value(const std::string& text) : value{std::string_view{text}} {}
    value(bool flag) : json_{flag ? "true" : "false"} {}
    template <class N>
        requires std::is_arithmetic_v<N>
    value(N number) : json_{std::to_string(number)}
    {
    }
    const std::string& json() const { return json_; }

private:
    std::string json_;
};

using fields = std::initializer_list<std::pair<std::string_view, value>>;

/// Lines below this level are not written. Default: info.
void threshold(level lowest);

void write(level at, std::string_view message, fields with);
inline void debug(std::string_view message, fields with = {}) { write(level::debug, message, with); }
inline void info(std::string_view message, fields with = {}) { write(level::info, message, with); }
inline void warning(std::string_view message, fields with = {}) { write(level::warning, message, with); }
inline void error(std::string_view message, fields with = {}) { write(level::error, message, with); }

} // namespace ahimmoyak::log
