#pragma once

#include <boost/json.hpp>

#include <map>
#include <string>
#include <string_view>
#include <typeindex>

namespace ahimmoyak::json {

namespace bj = boost::json;

/// The named schemas of one OpenAPI document. A name belongs to one type: a second type of the same
/// name is refused at start, so that the document never says two things.
class schema_book {
public:
    /// A reference to `name`, described on first use. Throws std::logic_error on a clash of names.
    template <class T, class F>
    bj::value refer(std::string_view name, F&& describe)
    {
        if (enter(name, typeid(T)))
            set(name, describe());
        return bj::object{{"$ref", "#/components/schemas/" + std::string{name}}};
    }

    bj::object to_json() const;

private:
    bool enter(std::string_view name, std::type_index type);
    void set(std::string_view name, bj::object schema);

    struct entry {
        std::type_index type;
        bj::object schema;
    };
    std::map<std::string, entry, std::less<>> entries_;
};

} // namespace ahimmoyak::json
