#pragma once

#include "tables/table.hpp"
#include "tables/xml.hpp"

#include <memory>
#include <string>
#include <string_view>

struct zip;

namespace ahimmoyak::tables {

/// The parts of an Office file (a zip archive), read one after another. All that is inflated comes out
/// of one budget, however often a part is read. The bytes must outlive it.
class archive {
public:
    static result<archive> open(std::string_view bytes, const limits& by);

    bool has(const std::string& part) const;
    /// A part that is not there is refused.
    result<> read(const std::string& part, xml::reader& into);

private:
    struct closer {
        void operator()(zip* which) const;
    };
    archive(zip* opened, std::size_t budget) : zip_{opened}, budget_{budget} {}

    std::unique_ptr<zip, closer> zip_;
    std::size_t budget_;
};

/// The refusal of an Office file that is not as it should be.
refusal damaged_workbook();

} // namespace ahimmoyak::tables
