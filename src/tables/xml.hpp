#pragma once

#include "tables/table.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string_view>

/// XML of strangers, piece by piece through expat: no document types and so no entities of its own, no
/// deep nesting, no token that goes on for ever.
namespace ahimmoyak::tables::xml {

/// The attributes of an element; names are compared without their prefix.
class attributes {
public:
    explicit attributes(const char** raw) : raw_{raw} {}
    std::optional<std::string_view> find(std::string_view name) const;
    /// A number of digits only, below 2^31; nothing for anything else.
    std::optional<std::int64_t> number(std::string_view name) const;

private:
    const char** raw_;
};

/// Hears what is in a document. Names come without their prefix.
class reader {
public:
    virtual ~reader() = default;
    virtual void opened(std::string_view name, const attributes& with) = 0;
    virtual void closed(std::string_view) {}
    virtual void text(std::string_view) {}

    const std::optional<refusal>& refused() const { return refused_; }
    bool done() const { return done_; }

protected:
    /// Nothing more is heard after either.
    void refuse(refusal why)
    {
        if (!refused_)
            refused_ = std::move(why);
        done_ = true;
    }
    void finish() { done_ = true; }

private:
    std::optional<refusal> refused_;
    bool done_ = false;
};

/// Fills the buffer with the next bytes of a document; 0 at its end.
using source = std::function<result<std::size_t>(std::span<char>)>;

/// Reads until the document's end, or until the reader has enough or refuses.
result<> read(const source& from, reader& into);

} // namespace ahimmoyak::tables::xml
