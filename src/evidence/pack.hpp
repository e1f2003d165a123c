#pragma once

#include "base/words.hpp"
#include "evidence/collected.hpp"
#include "evidence/key.hpp"
#include "tables/zip.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::evidence {

/// The evidence of an offering in one file: JSON for machines, a workbook and a summary for people, and a signed list of their
/// SHA-256 sums. Blocks. Nothing when there is no room for it.
std::optional<tables::zip_file> pack(const offering_evidence& all, language in, const std::string& zone,
                                     const signing_key& by);

/// The parts.
std::string workbook_of(const offering_evidence& all, language in, const std::string& zone);
std::string summary_of(const offering_evidence& all, language in, const std::string& zone, const std::string& key);

/// What a check of a pack has found.
struct checked {
    bool intact = false;    ///< every file is as it was when it was signed, none is missing, none was added
    std::string signed_by;  ///< the public key that the list names, and whose signature is good
    std::string about;      ///< of what and when, as the list says
    std::string complaint;  ///< what is wrong
};
checked check(const std::string& path);

} // namespace ahimmoyak::evidence
