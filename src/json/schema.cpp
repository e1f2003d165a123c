#include "json/schema.hpp"

#include <stdexcept>

namespace ahimmoyak::json {

bool schema_book::enter(std::string_view name, std::type_index type)
{
    const auto [at, fresh] = entries_.try_emplace(std::string{name}, entry{type, {}});
    if (!fresh && at->second.type != type)
        throw std::logic_error{"two types of the interface are called " + std::string{name}};
    return fresh;
}

void schema_book::set(std::string_view name, bj::object schema)
{
    entries_.find(name)->second.schema = std::move(schema);
}

bj::object schema_book::to_json() const
{
    bj::object all;
    for (const auto& [name, each] : entries_)
        all[name] = each.schema;
    return all;
}

} // namespace ahimmoyak::json
