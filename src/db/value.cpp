#include "db/value.hpp"

#include "db/error.hpp"

#include <algorithm>

namespace ahimmoyak::db {

void refuse_value(int column, std::string_view why)
{
    throw error{"column " + std::to_string(column + 1) + " " + std::string{why}};
}

parameter put_day(date day)
{
    parameter made{.is = parameter::kind::day};
    const auto words = to_text(day);
    if (words.size() != made.day.size())
        throw error{"a date outside of the years 0000 to 9999"};
    std::copy_n(words.data(), made.day.size(), made.day.data());
    return made;
}

date get_day(const row& from, int at)
{
    const auto day = date_from(from.text(at));
    if (!day)
        refuse_value(at, "is not a date");
    return *day;
}

} // namespace ahimmoyak::db
