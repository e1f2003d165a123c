#pragma once

#include "http/endpoint.hpp"
#include "questions/api.hpp"
#include "questions/list.hpp"

namespace ahimmoyak::questions {

struct bank_query {
    std::optional<text<0, 100>> search;
    std::optional<question_kind> kind;
    std::optional<questions::difficulty> difficulty;
    std::optional<text<0, 30>> tag;
    whole<1, 100'000, 1> page;
    whole<1, 100, 20> limit;
};
BOOST_DESCRIBE_STRUCT(bank_query, (), (search, kind, difficulty, tag, page, limit))

/// The same without its pages.
struct export_query {
    std::optional<text<0, 100>> search;
    std::optional<question_kind> kind;
    std::optional<questions::difficulty> difficulty;
    std::optional<text<0, 30>> tag;
};
BOOST_DESCRIBE_STRUCT(export_query, (), (search, kind, difficulty, tag))

template <class Query>
bank_wish bank_wish_of(const Query& asked)
{
    return {asked.search ? std::string_view{asked.search->value} : std::string_view{}, asked.kind, asked.difficulty,
            asked.tag ? std::string_view{asked.tag->value} : std::string_view{}};
}

/// Files: before the routes of one question, whose addresses would take theirs.
void add_file_routes(http::routes<module>& r);
void add_picture_routes(http::routes<module>& r);
void add_question_routes(http::routes<module>& r);

} // namespace ahimmoyak::questions
