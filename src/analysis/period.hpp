#pragma once

#include "base/clock.hpp"
#include "base/problem.hpp"
#include "base/values.hpp"

#include <boost/describe.hpp>

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::analysis {

/// A month of the calendar, counted from January of the year 0.
struct month {
    int number = 0;

    static month of(date day);
    /// '2026-11'
    std::string text() const;
    /// '2026-Q4'
    std::string quarter_text() const;
    date first_day() const;
    date last_day() const;
    month plus(int months) const { return {number + months}; }
    month next() const { return plus(1); }
    month first_of_quarter() const { return {number - number % 3}; }
    auto operator<=>(const month&) const = default;
};

/// What a figure is asked for: both days belong to it.
struct period {
    date from;
    date to;

    std::vector<month> months() const;
    /// The first month of each quarter.
    std::vector<month> quarters() const;
};

/// As it is asked for in an address. A month or a day each: '2026-11' or '2026-11-27'.
struct period_query {
    std::optional<text<7, 10>> from; ///< by itself, eleven months before `to`
    std::optional<text<7, 10>> to;   ///< else today's month
};
BOOST_DESCRIBE_STRUCT(period_query, (), (from, to))

/// The last twelve months when nothing is said. The 422 for what is no day, is turned around or is longer than ten
/// years.
period period_from(const period_query& asked, date today);

} // namespace ahimmoyak::analysis
